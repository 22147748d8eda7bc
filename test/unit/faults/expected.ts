import assert from 'node:assert/strict';
import { rejectionMessage } from '../../../src/messages/rejections';
import { rejectionOf, type Rejection } from '../../../src/model/errors/rejection';
import { present } from '../../../src/render/statusText';
import { everythingShown } from '../../shown';
import { minute, second } from '../support';
import { outcomeOf, type RequestClass, type SpotifyFault } from './spotifyFaults';
import type { FaultyWindow } from './window';

/** A rejection in a word or two, as the table of faults has it. */
export function named(rejection: Rejection): string {
  if (rejection.kind !== 'problem') return rejection.kind;
  const { problem } = rejection;
  const more = {
    ...('status' in problem && { status: problem.status }),
    ...('quota' in problem && problem.quota && { quota: 'quota' }),
    ...('obstacle' in problem && { obstacle: problem.obstacle }),
    ...('blind' in problem && { blind: 'blind' }),
  };
  return [problem.kind, ...Object.values(more)].join(' ');
}

/** What comes of one attempt, and how many requests it may cost. */
export interface Expected {
  readonly outcome: string;
  readonly requests: readonly number[];
}

/**
 * The rules for one who asks: a request is sent once, and again only where Spotify refuses by mistake; none is sent
 * while Spotify demands a pause; and what is said is what the reply means.
 */
export class Rules {
  /** How often the fault still happens. */
  left: number;
  #closedUntil = -Infinity;
  #believed = false;

  constructor(
    private readonly fault: SpotifyFault,
    private readonly kind: RequestClass,
    times: number,
    private readonly since: number,
  ) {
    this.left = times;
  }

  /** Until when nothing may be sent, in milliseconds since 1970. */
  get closedUntil(): number {
    return this.#closedUntil;
  }

  attempt(now: number): Expected {
    const { fault, kind } = this;
    if (now < this.#closedUntil) return { outcome: fault.quota ? 'limited quota' : 'limited', requests: [0] };
    const outcome = outcomeOf(fault, kind);
    const { repeats } = fault;
    const repetitions = repeats?.of(kind) && !this.#believed ? repeats.times : 0;
    const hits = Math.min(this.left, repetitions + 1);
    this.left -= hits;
    if (hits > 0 && fault.pauseMs) this.#closedUntil = now + fault.pauseMs(now, this.since);
    if (hits <= repetitions && repetitions > 0) return { outcome: 'ok', requests: [hits + 1] };
    if (hits === 0) return { outcome: 'ok', requests: [1] };
    const believed = this.#believed;
    // Who has no Premium is told so without a request, until somebody looks anew.
    this.#believed = outcome === 'premiumRequired';
    return { outcome, requests: believed ? [0, 1] : [hits] };
  }
}

/** What becomes of a request, in the words of `named`. */
export async function outcomeIn(window: FaultyWindow, work: Promise<unknown>): Promise<string> {
  const ended: { outcome?: string } = {};
  void work.then(
    () => (ended.outcome = 'ok'),
    (error: unknown) => (ended.outcome = assertTold(rejectionOf(error), window.clock.now())),
  );
  for (let step = 0; ended.outcome === undefined && step < 8; step += 1) {
    await window.clock.leap(step === 0 ? 0 : step === 1 ? second : 20 * second);
  }
  return ended.outcome ?? 'nothing';
}

/** What the user is told is a sentence, and has nothing of what Spotify sent. @returns what it is about, by `named` */
function assertTold(rejection: Rejection, now: number): string {
  const [sentence] = rejectionMessage(rejection, now);
  assert.match(sentence, /^(?:[A-Z]|macOS ).*\.$/s, 'The message is no sentence.');
  assert.doesNotMatch(sentence, /[<{}]|\S>|>\S|undefined|NaN|xxx/, 'The message says what is none of it.');
  return named(rejection);
}

/** How long what is shown may be of before, in milliseconds: an end is asked about 0.3 s later. */
const graceMs = second;

/**
 * That what is shown is so, or marked as what was known last.
 * @param mayBeOld whether Spotify cannot be asked
 */
export function assertTrue({ store, spotify, clock }: FaultyWindow, mayBeOld: boolean): void {
  const { playback } = store;
  const { player } = spotify;
  if (playback.kind === 'unavailable') {
    const { text = '', label = '' } = present(playback, everythingShown, clock.now()) ?? {};
    assert.doesNotMatch(`${text}${label}`, /undefined|NaN|\[object|xxx|</);
    assert.ok(mayBeOld, `Spotify can be asked, and what is shown is: ${label}`);
    if ('item' in playback.last && !playback.last.local)
      assert.match(label, /Last known: (playing|paused), /);
    return;
  }
  assert.ok(playback.kind === 'playing' || playback.kind === 'paused', `${playback.kind} is shown.`);
  const { item, kind, shuffle, repeat, device } = playback;
  const [change] = player.changes.slice(-1);
  if (clock.monotonic() - (change?.at ?? 0) < graceMs) return;
  assert.deepEqual(
    { title: item.title, kind, shuffle, repeat, volume: device?.volume },
    {
      ...{ title: player.item?.title, kind: player.isPlaying ? 'playing' : 'paused' },
      ...{ shuffle: player.shuffle, repeat: player.repeat, volume: player.volume },
    },
  );
}

/** What does not pass by itself. */
const lasting = /^(notRegistered|ownerNeedsPremium|notInCountry|forbidden|scopeMissing|clientUnknown)$/;

/** What is soon noticed when it passes, or may be a limit that the browser keeps to itself. */
const mosts = [
  [/^(offline|limited.*)$/, minute],
  [/^offline blind$/, 30 * minute],
] as const;

/** How long until Spotify is asked again: from 5 s on, doubled each time, up to what a problem is worth. */
export function waitMs(outcome: string, failures: number): number {
  if (lasting.test(outcome)) return 15 * minute;
  const most = mosts.find(([of]) => of.test(outcome))?.[1] ?? 5 * minute;
  return Math.min(5 * second * 2 ** (failures - 1), most);
}
