import type { Budget, Reason } from './budget';

/** What the schedule depends on besides the playback. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Since when any window has the focus, in milliseconds since 1970; `undefined` when none has it. */
  readonly focusedSince: number | undefined;
  readonly budget: Budget;
  /** A command whose effect no reply has shown yet. */
  readonly command?: SentCommand | undefined;
  /** Since when the Spotify app on this machine says what only Spotify can confirm, in milliseconds since 1970. */
  readonly hintedAt?: number | undefined;
  /** The Spotify app on this machine would tell if it began to play something. */
  readonly readsApp?: boolean | undefined;
  /** The Spotify app on this machine is all that counts: Spotify is not asked what plays. */
  readonly localOnly?: boolean | undefined;
  /** 1 by default; 2 asks half as often, 0.5 twice as often. The predicted end of an item stays where it is. */
  readonly pace: number;
}

/** When a command was sent, and when Spotify was last asked about its effect; in milliseconds since 1970. */
export interface SentCommand {
  readonly at: number;
  readonly lookedAt?: number;
}

/** When to ask Spotify next (milliseconds since 1970, not before `now`), and why, for people who want to know. */
export interface Plan {
  readonly at: number;
  readonly why: Reason;
  /** How often it failed, where that decides. */
  readonly attempt?: number;
}

/** In milliseconds. */
export const second = 1_000;
export const minute = 60 * second;

/** Between two requests, except after a command: items may be shorter than this, and Spotify still counts. */
export const shortest = 5 * second;
