/** What a link or URI of Spotify's can name. */
export const linkTypes = ['track', 'album', 'artist', 'episode', 'show', 'playlist'] as const;
export type LinkType = (typeof linkTypes)[number];

/** Something at Spotify that can be opened. */
export interface Link {
  readonly type: LinkType;
  /** 22 letters and digits. */
  readonly id: string;
  /** `spotify:track:…` */
  readonly uri: string;
}

const types = linkTypes.join('|');
/** Pages may come with a language (`/intl-de/`) and a query (`?si=…`), which say nothing about what they show. */
const page = new RegExp(
  `^https?://(?:open|play)\\.spotify\\.com/(?:intl-[a-z-]+/)?(?:embed/)?(?:user/[^/?#]+/)?(${types})/([A-Za-z0-9]{22})/?(?:[?#].*)?$`,
);
/** Playlists once had their owner in the URI, and some replies still do. */
const uri = new RegExp(`^spotify:(?:user:[^:]+:)?(${types}):([A-Za-z0-9]{22})$`);

/** What may be a link amid a text, without what only stands beside it, such as a full stop; `parseLink` knows. */
export const linkInText =
  /https?:\/\/(?:open|play)\.spotify\.com(?:\/[A-Za-z\d-]+)+\/?(?:\?[\w\-.~%&=]*)?|spotify(?::[A-Za-z\d]+)+/;

/** Reads the address of a page or a URI; `undefined` for anything else. */
export function parseLink(text: string): Link | undefined {
  const [, type, id] = page.exec(text.trim()) ?? uri.exec(text.trim()) ?? [];
  const known = linkTypes.find((one) => one === type);
  return known && id ? { type: known, id, uri: `spotify:${known}:${id}` } : undefined;
}

/** Whether it is a track or an episode: such are played by themselves and stand in the queue, all else is a context. */
export function namesItem({ type }: Link): boolean {
  return type === 'track' || type === 'episode';
}

/** The web page of a URI; made from the URI, so that no reply can send anyone elsewhere. */
export function pageOf(uri: string | undefined): string | undefined {
  const link = parseLink(uri ?? '');
  return link && `https://open.spotify.com/${link.type}/${link.id}`;
}
