import type { Item, NumberReplies } from '../../spotify';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** What a person does, elsewhere: on the phone, in Spotify's own app. `at` in ms since the trace's start. */
export type Act = { readonly at: number } & (
  | {
      readonly do: 'play';
      readonly items: readonly Item[];
      /** Default: the list starts again at its end. */
      readonly once?: boolean;
    }
  | { readonly do: 'pause' | 'resume' | 'next' | 'stop' }
  | { readonly do: 'seek'; readonly byMs: number }
  /** Goes on playing there. */
  | { readonly do: 'move'; readonly to: 'desktop' | 'phone' }
);

/** A stretch of time in ms since the trace's start, the end excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The Spotify app on this machine. */
export interface App {
  readonly open: readonly Span[];
  /** What is done in it where it is another person's: it is signed in to another account then. */
  readonly ofAnother?: readonly Act[];
}

/** A day: what plays, and who looks at which window when. At its start nothing plays. */
export interface Trace {
  readonly name: string;
  readonly lengthMs: number;
  /** In order of time. */
  readonly acts: readonly Act[];
  /** When each window has the focus, in order of time; at most one window at a time. All are open all the time. */
  readonly windows: readonly (readonly Span[])[];
  /** When Spotify refuses everything because the quota is used up. */
  readonly block?: Span;
  /** Where it is said it is read; default: there is none. */
  readonly app?: App;
  /** How replies say where in an item it is, and how long that is. Default: exactly. */
  readonly progress?: NumberReplies;
  readonly duration?: NumberReplies;
}

/** What a display shows, or should show. */
export type Shown = string;

export const nothing: Shown = 'nothing';
/** What a display shows before it knows anything. */
export const unknown: Shown = 'unknown';

export function playingOrPaused(playing: boolean, title: string): Shown {
  return `${playing ? 'playing' : 'paused'} ${title}`;
}
