/** Something with a name, and a page of its own where Spotify has one. */
export interface Named {
  readonly name: string;
  /** `spotify:artist:…` and the like. */
  readonly uri: string | undefined;
}

/** A picture at Spotify. */
export interface Image {
  /** `https:` only, with nothing in it that means something in Markdown. */
  readonly url: string;
  /** Its width divided by its height; `undefined` where Spotify does not say. */
  readonly ratio: number | undefined;
}

/**
 * What can be played: a track, a podcast episode, a chapter of an audiobook, a file of the listener's own, an
 * advertisement, or something that Spotify has come up with since.
 */
export interface Item {
  readonly kind: 'track' | 'episode' | 'chapter' | 'local' | 'advertisement' | 'other';
  readonly title: string;
  /** The artists of a track; the show of an episode; the authors of a chapter, or its book where nobody says who they are. */
  readonly artists: readonly Named[];
  /** The album of a track; the book of a chapter. */
  readonly album: Named | undefined;
  /** In milliseconds; `undefined` where Spotify does not say (advertisements). */
  readonly durationMs: number | undefined;
  /** `spotify:…`; only tracks, episodes and chapters have one: nothing else can be opened, linked or liked. */
  readonly uri: string | undefined;
  /** The artwork, some 300 pixels wide. */
  readonly image: Image | undefined;
  /** Spotify marks it as explicit. */
  readonly explicit?: true | undefined;
  /** It is known from the Spotify app on this machine alone, which on some systems tells neither address nor artwork. */
  readonly bare?: true | undefined;
}

/** Whether two replies speak of the same item. */
export function sameItem(a: Item, b: Item): boolean {
  return a.uri === b.uri && a.title === b.title;
}

/** The names, as people write them one after the other. */
export function namesOf(artists: readonly Named[]): string {
  return artists.map(({ name }) => name).join(', ');
}

export interface Device {
  /** Without one it cannot be addressed. */
  readonly id: string | undefined;
  readonly name: string;
  /** "Computer", "Smartphone", "Speaker" …, as Spotify says it. */
  readonly type: string;
  /** 0 to 100; `undefined` where the device does not say. */
  readonly volume: number | undefined;
  /** False for phones and the like: their volume cannot be changed from elsewhere. */
  readonly hasVolume: boolean;
  /** The device takes no commands from elsewhere at all. */
  readonly restricted: boolean;
  readonly active: boolean;
}

/** A device that can be told to play. */
export interface Addressable extends Device {
  readonly id: string;
}

export type Repeat = 'off' | 'context' | 'track';

/** The names of Spotify's `actions.disallows`, as far as they are used. */
export const actions = [
  'skipping_next',
  'skipping_prev',
  'seeking',
  'toggling_shuffle',
  'toggling_repeat_context',
  'toggling_repeat_track',
  'transferring_playback',
] as const;

/** What the player refuses at the moment. */
export type Action = (typeof actions)[number];

/** Those of them that are about an item, not about all that it belongs to. */
export const itemActions: ReadonlySet<Action> = new Set(['skipping_next', 'skipping_prev', 'seeking']);
