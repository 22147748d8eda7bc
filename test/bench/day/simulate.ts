import { type Spotify, startSpotify } from '../../spotify';
import { Catalogue } from '../../spotify/catalogue';
import { Player } from '../../spotify/player';
import { DayClock } from './clock';
import { Connection } from './connection';
import { Listener } from './listener';
import { anyOf } from './looking';
import { falselyShown, lateness, rightSpans, wrongMs } from './metric';
import { Chance, seedFor } from './random';
import { Focus, type OpenApp, type Policy, Stage } from './stage';
import { type App, nothing, type Trace } from './trace';

/** What came of one policy on one trace. */
export interface Result {
  readonly trace: string;
  readonly policy: string;
  /** To the Web API; those for tokens, one an hour, are left out for everyone. */
  readonly requests: number;
  readonly byHour: readonly number[];
  /** For how long the display was wrong, in ms; the mean over the windows where each shows its own. */
  readonly wrongMs: number;
  readonly lengthMs: number;
  /** How late each change was seen in each window, in ms. */
  readonly natural: readonly number[];
  readonly external: readonly number[];
  /** How often a display came to say that nothing plays while something did. */
  readonly falselyNothing: number;
  /** Requests sent although a 429 had said until when there must be none. */
  readonly whileBlocked: number;
}

/** Any day will do; it begins at midnight. */
const start = Date.UTC(2026, 10, 2);
/** How long Spotify goes on showing what was before a change: some 200 ms, as others measured. */
const staleMs = 200;
const scopes = ['user-read-playback-state', 'user-read-currently-playing', 'user-library-read'];

/** Replays a trace through a policy, from its first moment to its last; no real time passes but for the computing. */
export async function simulate(trace: Trace, policy: Policy, seed: number): Promise<Result> {
  const chance = new Chance(seedFor(seed, `${trace.name}, ${policy.name}`));
  const clock = new DayClock(start, chance.next);
  const spotify = await startSpotify({ now: clock.now });
  try {
    spotify.player.staleMs = staleMs;
    spotify.player.progressReplies = trace.progress ?? 'exact';
    spotify.player.durationReplies = trace.duration ?? 'exact';
    if (trace.block) blockFrom(spotify, clock, trace.block.from, start + trace.block.to);
    const listener = new Listener(trace.acts, spotify.player, clock);
    const focus = (spans: Trace['windows'][number]) => new Focus(spans, start, clock);
    const connection = new Connection(spotify, clock, chance, tokenForTheDay(spotify));
    const windows = trace.windows.map(focus);
    const app = trace.app && appOf(trace.app, listener, spotify, clock);
    const stage = new Stage(spotify, clock, connection, windows, focus(anyOf(trace.windows)), app);
    const end = policy.start(stage);
    await clock.runUntil(start + trace.lengthMs);
    end?.();
    return resultOf(trace, policy, stage, listener);
  } finally {
    await spotify.close();
  }
}

function appOf({ open, ofAnother }: App, listener: Listener, spotify: Spotify, clock: DayClock): OpenApp {
  const player = ofAnother ? new Player(clock.now, new Catalogue([])) : spotify.player;
  const user = ofAnother ? new Listener(ofAnother, player, clock) : listener;
  const since = () => clock.now() - start;
  return {
    player,
    isOpen: () => open.some(({ from, to }) => from <= since() && since() < to),
    onDidChange(listener) {
      user.changed.add(listener);
      for (const { from, to } of open) {
        for (const edge of [from, to]) clock.after(edge - since(), listener);
      }
      return { dispose: () => user.changed.delete(listener) };
    },
  };
}

function blockFrom(spotify: Spotify, clock: DayClock, afterMs: number, until: number): void {
  clock.after(afterMs, () => {
    spotify.faults.quotaUsedUpUntil = until;
  });
}

/** One that lasts: this is not about refreshing tokens. */
function tokenForTheDay(spotify: Spotify): string {
  const { accessToken } = spotify.tokens.grant(spotify.apps.default, spotify.user.id, scopes);
  for (const token of spotify.tokens.accessTokens) token.expiresAt = Infinity;
  return accessToken;
}

function resultOf(
  trace: Trace,
  policy: Policy,
  { displays, connection }: Stage,
  { truth }: Listener,
): Result {
  const span = { from: start, to: start + trace.lengthMs };
  const right = displays.map(({ moments }) => rightSpans(truth.changes, moments, span));
  // What was at the start is no change.
  const changes = truth.changes.slice(1);
  const late = (cause: 'natural' | 'external') =>
    right.flatMap((spans) => lateness(changes, cause, spans, span.to));
  return {
    trace: trace.name,
    policy: policy.name,
    requests: connection.byHour.reduce((sum, count) => sum + count, 0),
    byHour: connection.byHour,
    wrongMs: right.reduce((sum, spans) => sum + wrongMs(spans, span), 0) / displays.length,
    lengthMs: trace.lengthMs,
    natural: late('natural'),
    external: late('external'),
    falselyNothing: displays.reduce(
      (sum, { moments }) => sum + falselyShown(nothing, truth.changes, moments),
      0,
    ),
    whileBlocked: connection.whileBlocked,
  };
}
