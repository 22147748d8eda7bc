/** Why the Spotify app on this machine cannot be read. */
export const localProblems = [
  'notInstalled',
  'notRunning',
  /** Linux: there is no session bus, or none that can be reached. */
  'noBus',
  /** macOS: the user refused that the editor controls Spotify (-1743). */
  'permissionDenied',
  /** Windows: the app shows nothing to others, mostly because "Show desktop overlay when using media keys" is off. */
  'hiddenFromSystem',
  /** Windows: PowerShell is restricted (Constrained Language Mode). */
  'restrictedShell',
  /** Its start was blocked. */
  'blocked',
  /** It answers what cannot be read, or nothing at all; it is tried again by itself. */
  'broken',
] as const;
export type LocalProblem = (typeof localProblems)[number];

/** How it stands with the Spotify app on this machine, for people who want to know. */
export type LocalApp =
  /** It is not read: by the settings, or because there is none to be read from here. */
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'unavailable'; readonly problem: LocalProblem }
  | {
      readonly kind: 'available';
      readonly status: 'playing' | 'paused' | 'stopped';
      /** It shows what another device plays. */
      readonly elsewhere: boolean;
    };
