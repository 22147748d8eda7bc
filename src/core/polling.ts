import type { Heard, Playback, Unavailable } from './playback';

/** What the schedule depends on besides the playback. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether this window has the focus. */
  readonly focused: boolean;
}

/** When to ask Spotify next (milliseconds since 1970, not before `now`), and why, for the log. */
export interface Plan {
  readonly at: number;
  readonly why: string;
}

const second = 1_000;
const minute = 60 * second;

/** Spotify needs a moment at a track's end: asked at the very end it still names the old track. */
const afterTheEnd = 400;
/** Where the end passed and the reply still names the old track: soon, then ever later. */
const overdueSteps = [1 * second, 2 * second, 4 * second, 8 * second, 15 * second];

const base = {
  playing: { focused: 30 * second, unfocused: 60 * second },
  paused: { focused: 60 * second, unfocused: 5 * minute },
  nothing: { focused: 60 * second, unfocused: 5 * minute },
};

/** First and last step of the back-off after a fault that may pass at any moment. */
const firstRetry = 5 * second;
const lastRetry = 5 * minute;
/** Refusals that only a person can end; Spotify itself speaks of hours. */
const refusalRetry = 15 * minute;

/**
 * When to ask again: at the item's predicted end or after a base interval, whichever comes first; later when
 * paused, when nothing plays or when another program has the focus; never before Spotify's Retry-After.
 * `undefined` when nobody is signed in. A pure function of its arguments.
 */
export function nextPoll(playback: Playback, { now, focused }: Circumstances): Plan | undefined {
  const attention = focused ? 'focused' : 'unfocused';
  switch (playback.kind) {
    case 'waiting':
      return { at: now, why: 'nothing is known yet' };
    case 'nothing':
    case 'paused': {
      const interval = base[playback.kind][attention];
      return within({ at: playback.receivedAt + interval, why: playback.kind }, now, interval);
    }
    case 'playing':
      return within(planPlaying(playback, base.playing[attention]), now, base.playing[attention]);
    case 'unavailable':
      return within(planRetry(playback), now, Infinity);
    default:
      return undefined;
  }
}

/** Not in the past, and, should the clock have been set back meanwhile, not further away than from now on. */
function within(plan: Plan, now: number, interval: number): Plan {
  return { ...plan, at: Math.min(Math.max(plan.at, now), now + interval) };
}

function planPlaying(heard: Heard, interval: number): Plan {
  const heartbeat = { at: heard.receivedAt + interval, why: 'heartbeat' };
  const { durationMs } = heard.item;
  if (durationMs === undefined) {
    return { at: heard.receivedAt + Math.min(interval, 10 * second), why: 'an end that cannot be predicted' };
  }
  const left = durationMs - heard.progressMs;
  if (left <= 0) {
    const step = overdueSteps[heard.overdue];
    return step === undefined ? heartbeat : { at: heard.receivedAt + step, why: 'the end is overdue' };
  }
  const end = { at: heard.receivedAt + left + afterTheEnd, why: 'predicted end' };
  return end.at < heartbeat.at ? end : heartbeat;
}

function planRetry({ trouble, failures, failedAt, jitter }: Unavailable): Plan {
  switch (trouble.kind) {
    case 'limited':
      return {
        at: trouble.until + jitter * second,
        why: trouble.quota ? 'daily quota used up' : 'rate limited',
      };
    case 'notRegistered':
    case 'ownerNeedsPremium':
    case 'scopeMissing':
    case 'clientUnknown':
      return { at: failedAt + refusalRetry, why: trouble.kind };
    default: {
      const step = Math.min(firstRetry * 2 ** (failures - 1), lastRetry);
      return { at: failedAt + step * (0.75 + jitter / 2), why: `${trouble.kind}, attempt ${failures}` };
    }
  }
}
