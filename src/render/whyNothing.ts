import { problemActions, problemMessage } from '../messages/apiProblems';
import { tryAgain } from '../messages/common';
import * as messages from '../messages/whyNothing';
import type { Explanation } from '../messages/whyNothing';
import { pauseEnd } from '../model/errors/apiProblem';
import type { LocalApp } from '../model/playback/localApp';
import type { NowPlaying } from '../model/playback/nowPlaying';
import { isAway, lastNowPlaying, type Playback } from '../model/playback/playback';

/** What the reasons follow from. */
export interface WhyNothingFacts {
  readonly playback: Playback;
  readonly source: 'auto' | 'webApi' | 'local';
  /** What the window that reads the app on this machine knows; `undefined` if none does, or none answers. */
  readonly local: LocalApp | undefined;
  /** Where this extension runs: beside its user, on the remote side of a window, in WSL, or in a browser. */
  readonly host: 'desktop' | 'remote' | 'wsl' | 'browser';
  readonly platform: 'linux' | 'mac' | 'windows' | 'other';
  /** Whether this window asks Spotify, and reads the app, for all. */
  readonly leads: boolean;
  readonly hasClientId: boolean;
  readonly showWhenPaused: boolean;
  readonly showWhenNothingPlays: boolean;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Why the status bar has no song, the likeliest reason first: at least one. A pure function. */
export function whyNothing(facts: WhyNothingFacts): readonly Explanation[] {
  const { playback } = facts;
  const nowPlaying = playback.kind === 'signingIn' ? undefined : lastNowPlaying(playback);
  if (nowPlaying) return [itself(nowPlaying, facts), ...problemOf(facts)];
  const reasons = [ofApp(facts), ofSpotify(facts)];
  return (hasSession(playback) ? reasons.reverse() : reasons).flat();
}

function hasSession(playback: Playback): boolean {
  return !isAway(playback) && playback.kind !== 'signingIn';
}

function itself({ kind, item }: NowPlaying, { showWhenPaused }: WhyNothingFacts): Explanation {
  return kind === 'paused' && !showWhenPaused ? messages.pauseHidden(item) : messages.shown(item);
}

function problemOf({ playback, now }: WhyNothingFacts): readonly Explanation[] {
  if (playback.kind !== 'unavailable') return [];
  const { problem } = playback;
  const [action = pauseEnd(problem) === undefined ? tryAgain : undefined] = problemActions(problem);
  return [[problemMessage(problem, now), action]];
}

/** What keeps the app on this machine from being shown. */
function ofApp({ source, local, host, platform, leads, playback }: WhyNothingFacts): readonly Explanation[] {
  if (source === 'webApi') return hasSession(playback) ? [] : [messages.notLocal];
  if (host === 'browser') return [messages.sides.browser];
  if (platform === 'other') return [messages.otherSystem];
  if (local?.kind === 'available') return [ofTrack(local, playback, source)];
  if (host !== 'desktop') return [messages.sides[host]];
  if (!local || local.kind === 'off') return [messages.notRead(leads)];
  return [local.kind === 'starting' ? messages.looking : messages.localProblems[local.problem]];
}

type AvailableApp = Extract<LocalApp, { readonly kind: 'available' }>;

function ofTrack(
  { status, elsewhere }: AvailableApp,
  playback: Playback,
  source: WhyNothingFacts['source'],
): Explanation {
  const asksSpotify = source !== 'local' && hasSession(playback);
  if (elsewhere) return asksSpotify ? messages.contradiction : messages.elsewhere;
  if (status === 'stopped') return messages.appIdle;
  return asksSpotify && playback.kind === 'nothing' ? messages.contradiction : messages.onItsWay;
}

/** What keeps Spotify itself from saying what plays. */
function ofSpotify(facts: WhyNothingFacts): readonly Explanation[] {
  const { playback, source, hasClientId, showWhenNothingPlays } = facts;
  if (source === 'local') return [messages.onlyLocal];
  switch (playback.kind) {
    case 'starting':
      return [messages.sessionNotRead];
    case 'signedOut':
      if (playback.elsewhere) return [messages.signedInElsewhere];
      return [hasClientId ? messages.signedOut : messages.noClientId];
    case 'signInAgain':
      return [messages.sessionEnded(playback.why)];
    case 'sessionLost':
      return [messages.sessionLost];
    case 'signingIn':
      return [messages.signingIn];
    case 'nothing':
      return [
        messages.noActiveDevice,
        messages.privateSession,
        ...(showWhenNothingPlays ? [] : [messages.nothingHidden]),
      ];
    case 'unavailable':
      return problemOf(facts);
    default:
      return [messages.waiting];
  }
}
