import { seekToTime } from '../messages/player';
import { can } from '../model/playback/abilities';
import { positionAt, type NowPlaying } from '../model/playback/nowPlaying';
import { clockTime } from '../model/text';

/** As many as fit between two buttons in the width of a hover. */
const count = 12;

/** A part of what plays, as long as its neighbours, with a command that goes to where it begins. */
export interface Segment {
  readonly title: string;
  readonly command: string;
  /** Where it begins, as on a clock, and what it is a part of. */
  readonly args: readonly string[];
  /** Whether most of it has been played. */
  readonly played: boolean;
  readonly enabled: boolean;
}

/** Where it is and how long it is, both in milliseconds. */
export interface Progress {
  readonly position: number;
  readonly durationMs: number;
}

/** How far it is at `now` (milliseconds since 1970); `undefined` where nobody knows. */
export function progressAt(nowPlaying: NowPlaying, now: number): Progress | undefined {
  const { item, kind, changing, startedAt } = nowPlaying;
  const { durationMs } = item;
  // By when it began, which stays the same from reply to reply, although none of them is exact.
  const position =
    kind === 'playing' && startedAt !== undefined ? now - startedAt : positionAt(nowPlaying, now);
  return changing || durationMs === undefined || position === undefined
    ? undefined
    : { position, durationMs };
}

/** The position at `now` (milliseconds since 1970), to be seen and to be changed; empty where nobody knows it. */
export function segmentsFor(nowPlaying: NowPlaying, now: number): readonly Segment[] {
  const { uri } = nowPlaying.item;
  const progress = progressAt(nowPlaying, now);
  if (!progress) return [];
  const { position, durationMs } = progress;
  const enabled = can(nowPlaying, 'seek');
  return Array.from({ length: count }, (_, index) => {
    const time = clockTime((durationMs * index) / count);
    return {
      title: seekToTime(time),
      command: 'earshot.seekTo',
      args: uri === undefined ? [time] : [time, uri],
      played: position * count >= durationMs * (index + 0.5),
      enabled,
    };
  });
}
