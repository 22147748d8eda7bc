import { pauseEnd, type ApiProblem } from '../errors/apiProblem';
import { observedEarlier, type Idle, type NowPlaying, type Observation, type Waiting } from './nowPlaying';
import { observe } from './observe';
import {
  isAway,
  lastObservation,
  localIn,
  type Away,
  type Playback,
  type PlaybackEvent,
  type Starting,
  type Unavailable,
} from './playback';

/**
 * The only way in which the state changes. Returns the same object when an event means nothing to it: replies
 * that come when nobody is signed in are dropped.
 */
export function reduce(playback: Playback, event: PlaybackEvent): Playback {
  switch (event.type) {
    case 'signedIn':
      return withLocal({ kind: 'waiting' }, localIn(playback));
    case 'signedOut':
      return withoutSession(playback, { kind: 'signedOut', elsewhere: event.elsewhere });
    case 'sessionEnded':
      return withoutSession(playback, { kind: 'signInAgain', ...(event.why && { why: event.why }) });
    case 'sessionLost':
      return withoutSession(playback, { kind: 'sessionLost' });
    case 'signInStarted':
      return signInStarted(playback);
    case 'signInStopped':
      return playback.kind === 'signingIn' ? playback.before : playback;
    case 'answered':
      return answered(playback, event);
    case 'told':
      return told(playback, event);
    case 'optimistic':
      return optimistic(playback, event.observation);
    case 'premium':
      return premium(playback, event.required);
    case 'liked':
      return liked(playback, event);
    case 'shared':
      return shared(playback, event.playback);
    case 'clockSetBack':
      return earlier(playback, event.ms);
    case 'failed':
      return failed(playback, event);
  }
}

/** The app on this machine plays on, whoever is signed in to what. */
function withoutSession(playback: Playback, next: Exclude<Away, Starting>): Playback {
  if (playback.kind === 'signingIn') {
    return sameAbsence(playback.before, next)
      ? playback
      : { kind: 'signingIn', before: withLocal(next, playback.before.local) };
  }
  return sameAbsence(playback, next) ? playback : withLocal(next, localIn(playback));
}

function sameAbsence(a: Playback, b: Away): boolean {
  if (a.kind === 'signedOut' && b.kind === 'signedOut') return a.elsewhere === b.elsewhere;
  return a.kind === 'signInAgain' && b.kind === 'signInAgain' ? a.why === b.why : a.kind === b.kind;
}

function signInStarted(playback: Playback): Playback {
  return isAway(playback) ? { kind: 'signingIn', before: playback } : playback;
}

function withLocal<T extends Away | Waiting>(state: T, local: NowPlaying | undefined): T {
  // What is in whose library is known of whoever was signed in.
  return local ? { ...state, local: { ...local, liked: undefined, local: 'alone' } } : state;
}

/** A sign-in that is under way in this window goes on being shown until somebody is signed in. */
function shared(playback: Playback, theirs: Playback): Playback {
  const other = theirs.kind === 'signingIn' ? theirs.before : theirs;
  if (playback.kind !== 'signingIn') {
    return other;
  }
  return isAway(other) ? { kind: 'signingIn', before: other } : other;
}

function answered(playback: Playback, event: Extract<PlaybackEvent, { type: 'answered' }>): Playback {
  const last = seenLast(playback);
  return last ? observe(last, event.snapshot, event.liked) : playback;
}

/** Before Spotify has answered that is what the app on this machine says. */
function seenLast(playback: Playback): Observation | undefined {
  const last = lastObservation(playback);
  return (last?.kind === 'waiting' && last.local) || last;
}

/** Only Spotify says that nothing plays, but where nobody else is asked than the app. */
function told(playback: Playback, event: Extract<PlaybackEvent, { type: 'told' }>): Playback {
  const { snapshot, trust, liked } = event;
  if (playback.kind === 'signingIn') {
    const before = told(playback.before, event);
    return before === playback.before ? playback : { kind: 'signingIn', before: before as Away };
  }
  const last = seenLast(playback);
  if (last && trust === 'only') return observe(last, snapshot, liked);
  if (isAway(playback) || playback.kind === 'waiting') {
    const observed = observe(playback.local ?? nobody, snapshot);
    const local = observed.kind === 'nothing' ? undefined : observed;
    return playback.local === local ? playback : { ...playback, local };
  }
  if (playback.kind === 'unavailable') return toldInstead(playback, event);
  return trust === 'agrees' && snapshot.kind !== 'nothing' ? observe(playback, snapshot, liked) : playback;
}

/** Where Spotify does not answer; an app that only rests does not hide what another device plays. */
function toldInstead(playback: Unavailable, event: Extract<PlaybackEvent, { type: 'told' }>): Playback {
  const { last } = playback;
  const { snapshot, trust, liked } = event;
  const isLocal = 'item' in last && last.local !== undefined;
  if (trust === 'contradicts' || snapshot.kind === 'nothing') {
    return isLocal ? { ...playback, last: { ...last, local: undefined } } : playback;
  }
  const hides = snapshot.kind === 'paused' && last.kind === 'playing' && !isLocal;
  return hides ? playback : { ...playback, last: observe(last, snapshot, liked) };
}

/** Nothing was seen before. */
const nobody: Observation = { kind: 'waiting' };

function optimistic(playback: Playback, observation: NowPlaying | Idle): Playback {
  if (playback.kind === 'signingIn') return playback;
  if (isAway(playback) || playback.kind === 'waiting') {
    return observation.kind === 'nothing' || !playback.local ? playback : { ...playback, local: observation };
  }
  // What is shown again when a command failed is from before its refusal.
  const { premiumRequired } = lastObservation(playback) as NowPlaying | Idle;
  const same = observation.premiumRequired === premiumRequired;
  return replaced(playback, same ? observation : { ...observation, premiumRequired });
}

function premium(playback: Playback, required: boolean): Playback {
  const last = lastObservation(playback);
  if (!last || last.kind === 'waiting' || (last.premiumRequired ?? false) === required) return playback;
  return replaced(playback, { ...last, premiumRequired: required || undefined });
}

function replaced(playback: Playback, observation: NowPlaying | Idle): Playback {
  return playback.kind === 'unavailable' ? { ...playback, last: observation } : observation;
}

function liked(playback: Playback, event: Extract<PlaybackEvent, { type: 'liked' }>): Playback {
  const last = lastObservation(playback);
  if (!last || !('item' in last) || last.item.uri !== event.uri || last.liked === event.liked) {
    return playback;
  }
  return replaced(playback, { ...last, liked: event.liked });
}

function failed(playback: Playback, event: Extract<PlaybackEvent, { type: 'failed' }>): Playback {
  const last = seenLast(playback);
  if (!last) {
    return playback;
  }
  const earlier = playback.kind === 'unavailable' ? playback : undefined;
  return {
    kind: 'unavailable',
    problem: event.problem,
    last,
    since: earlier?.since ?? event.at,
    failures: (earlier?.failures ?? 0) + 1,
    failedAt: event.at,
    jitter: event.jitter,
  };
}

/** The same, with all its times so many milliseconds earlier. */
function earlier(playback: Playback, ms: number): Playback {
  if (playback.kind === 'signingIn') return { ...playback, before: earlier(playback.before, ms) as Away };
  if (playback.kind !== 'unavailable') {
    if ('receivedAt' in playback) return observedEarlier(playback, ms);
    return playback.local ? { ...playback, local: observedEarlier(playback.local, ms) } : playback;
  }
  const { problem, last, since, failedAt } = playback;
  const end = pauseEnd(problem);
  return {
    ...playback,
    problem: end === undefined ? problem : ({ ...problem, until: end - ms } as ApiProblem),
    last: last.kind === 'waiting' ? last : observedEarlier(last, ms),
    since: since - ms,
    failedAt: failedAt - ms,
  };
}
