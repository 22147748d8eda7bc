import { pauseEnd, type ApiProblem } from '../errors/apiProblem';
import { observedEarlier, type Idle, type NowPlaying, type Observation, type Waiting } from './nowPlaying';
import { observe } from './observe';
import {
  isAway,
  lastNowPlaying,
  lastObservation,
  localIn,
  type Away,
  type Playback,
  type PlaybackEvent,
  type Starting,
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
      return withoutSession(playback, { kind: 'signInAgain' });
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
  return a.kind === 'signedOut' && b.kind === 'signedOut' ? a.elsewhere === b.elsewhere : a.kind === b.kind;
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
  const last = lastObservation(playback);
  if (!last) return playback;
  return observe((last.kind === 'waiting' && last.local) || last, event.snapshot, event.liked);
}

function told(playback: Playback, event: Extract<PlaybackEvent, { type: 'told' }>): Playback {
  const { snapshot, trust, liked } = event;
  if (playback.kind === 'signingIn') {
    const before = told(playback.before, event);
    return before === playback.before ? playback : { kind: 'signingIn', before: before as Away };
  }
  if (trust === 'agrees' && playback.kind !== 'unavailable' && !isAway(playback)) {
    return observe(playback, snapshot, liked);
  }
  if (isAway(playback) || playback.kind === 'waiting') {
    const observed = observe(playback.local ?? nobody, snapshot);
    const local = observed.kind === 'nothing' ? undefined : observed;
    return playback.local === local ? playback : { ...playback, local };
  }
  if (playback.kind !== 'unavailable') return playback;
  if (trust !== 'contradicts' && snapshot.kind !== 'nothing') {
    return { ...playback, last: observe(playback.last, snapshot, liked) };
  }
  const { last } = playback;
  return 'item' in last && last.local ? { ...playback, last: { ...last, local: undefined } } : playback;
}

/** Nothing was seen before. */
const nobody: Observation = { kind: 'waiting' };

function optimistic(playback: Playback, observation: NowPlaying | Idle): Playback {
  if (playback.kind === 'signingIn') return playback;
  if (isAway(playback) || playback.kind === 'waiting') {
    return observation.kind === 'nothing' || !playback.local ? playback : { ...playback, local: observation };
  }
  return playback.kind === 'unavailable' ? { ...playback, last: observation } : observation;
}

function liked(playback: Playback, event: Extract<PlaybackEvent, { type: 'liked' }>): Playback {
  const nowPlaying = lastNowPlaying(playback);
  if (nowPlaying?.item.uri !== event.uri || nowPlaying.liked === event.liked) {
    return playback;
  }
  const marked = { ...nowPlaying, liked: event.liked };
  return playback.kind === 'unavailable' ? { ...playback, last: marked } : marked;
}

function failed(playback: Playback, event: Extract<PlaybackEvent, { type: 'failed' }>): Playback {
  const last = lastObservation(playback);
  if (!last) {
    return playback;
  }
  const earlier = playback.kind === 'unavailable' ? playback : undefined;
  return {
    kind: 'unavailable',
    problem: event.problem,
    last: (last.kind === 'waiting' && last.local) || last,
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
