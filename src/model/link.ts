import type { Image, Named } from './playback/item';

/** What a link or URI of Spotify's can name. */
export const linkTypes = [
  'track',
  'album',
  'artist',
  'episode',
  'show',
  'playlist',
  'audiobook',
  'chapter',
] as const;
export type LinkType = (typeof linkTypes)[number];

/** Something at Spotify that can be opened. */
export interface Link {
  readonly type: LinkType;
  /** 22 letters and digits. */
  readonly id: string;
  /** `spotify:track:…` */
  readonly uri: string;
}

/** What has an address at Spotify, and is played from none. */
const unplayableTypes = ['prerelease', 'local'] as const;
export type UnplayableType = (typeof unplayableTypes)[number];

/** Pages may come in a language (`/intl-de/`), and as what other pages embed. */
const pagePrefix = /^(intl-[a-z-]+|embed(-podcast)?)$/i;
const idFormat = /^[A-Za-z0-9]{22}$/;
/** What phones share: codes for pages. */
const shortPage = /^(open\.spotify\.com\/s|spotify(\.app)?\.link)\/[\w-]+$/;
/** Far longer than any link of Spotify's. */
const longest = 2_000;

/**
 * Reads the address of a page or a URI as people copy it: with or without a scheme, in angle brackets, as a Markdown
 * link. Query and fragment say nothing about what it names. `undefined` for anything else.
 */
export function parseLink(text: string): Link | undefined {
  const [type, id = '', ...more] = partsIn(text);
  const known = linkTypes.find((one) => one === type);
  return known && idFormat.test(id) && more.length === 0
    ? { type: known, id, uri: `spotify:${known}:${id}` }
    : undefined;
}

/** What a link names, if that is something that cannot be played. */
export function unplayableIn(text: string): UnplayableType | undefined {
  const [type] = partsIn(text);
  return unplayableTypes.find((one) => one === type);
}

/** The address that a short link is asked at: `https:`, without a query. `undefined` for anything else. */
export function shortLinkIn(text: string): string | undefined {
  const url = urlIn(text);
  const page = isWeb(url) ? url.host + url.pathname.replace(/\/$/, '') : '';
  return shortPage.test(page) ? `https://${page}` : undefined;
}

/** The parts of an address of Spotify's that say what it names: its type, its ID, and whatever follows. */
function partsIn(text: string): string[] {
  const url = urlIn(text);
  const parts = url?.protocol === 'spotify:' ? url.pathname.split(':') : pageParts(url);
  // Playlists once had their owner in the address, and some replies still do.
  return parts[0] === 'user' && parts.length === 4 ? parts.slice(2) : parts;
}

function pageParts(url: URL | undefined): string[] {
  if (!isWeb(url) || !/^(open|play)\.spotify\.com$/.test(url.host)) return [];
  const parts = url.pathname.split('/').filter(Boolean);
  while (pagePrefix.test(parts[0] ?? '')) parts.shift();
  return parts;
}

/** No page of Spotify's has a name or a password before its host. */
function isWeb(url: URL | undefined): url is URL {
  return url !== undefined && /^https?:$/.test(url.protocol) && !url.username && !url.password;
}

function urlIn(text: string): URL | undefined {
  if (text.length > longest) return undefined;
  const [, target = text] = /^\s*!?\[.*\]\(([^\s)]*)/s.exec(text) ?? [];
  const bare = target.trim().replace(/^<|>$/g, '');
  const address = [bare, `https://${bare}`].find((one) => URL.canParse(one));
  return address === undefined ? undefined : new URL(address);
}

/** A link amid a line: what it names, and where it stands, from its first character to behind its last. */
interface LinkInText {
  readonly link: Link;
  readonly start: number;
  readonly end: number;
}

/** How a link begins, where it does not go on from a longer word or another host. */
const beginning =
  /(?<![a-z\d+.-])(?:https?:\/\/|(?<![@:/]))(?:open|play)\.spotify\.com\/|(?<![a-z\d.-])spotify:/gi;
/** As far as it can reach; what ends it there may only stand beside it, such as a full stop. */
const reach = /[\w:/?#=&%.~+@-]+/y;
const beside = /[^A-Za-z\d/]+$/;

/** The link at a character of a line, however long that is: no more of it is read than a link can take. */
export function linkAt(line: string, at: number): LinkInText | undefined {
  const near = line.slice(0, at + longest);
  beginning.lastIndex = Math.max(0, at - longest);
  for (let found = beginning.exec(near); found && found.index <= at; found = beginning.exec(near)) {
    const start = (reach.lastIndex = found.index);
    const text = reach.exec(near)?.[0].replace(beside, '') ?? '';
    const link = at <= start + text.length ? parseLink(text) : undefined;
    if (link) return { link, start, end: start + text.length };
  }
  return undefined;
}

/** Whether it is played by itself; all else is a context, which has many. */
export function namesItem({ type }: Link): boolean {
  return type === 'track' || type === 'episode' || type === 'chapter';
}

/** Whether Spotify takes it into the queue (its reference: "must be a track or an episode uri"). */
export function canBeQueued({ type }: Link): boolean {
  return type === 'track' || type === 'episode';
}

/** Whether Spotify's library takes a URI as it stands; of what can be played it takes all but chapters. */
export function libraryTakes(uri: string | undefined): uri is string {
  const link = parseLink(uri ?? '');
  return link !== undefined && link.uri === uri && link.type !== 'chapter';
}

/** The web page of a URI; made from the URI, so that no reply can send anyone elsewhere. */
export function pageOf(uri: string | undefined): string | undefined {
  const link = parseLink(uri ?? '');
  return link && `https://open.spotify.com/${link.type}/${link.id}`;
}

/** In UTF-16 code units: titles may have a thousand, and nobody searches for more than a few words. */
const longestSearch = 200;

/** Where Spotify's pages look for names. VS Code decodes an address once as it opens it, so no slash may be in them. */
export function searchPage(names: string): string {
  const text = names.replace(/[/\\]/g, ' ').slice(0, longestSearch).toWellFormed();
  return `https://open.spotify.com/search/${encodeURIComponent(text)}`;
}

/** What a link of Spotify's names, as the catalogue describes it. */
export interface CatalogItem {
  readonly link: Link;
  readonly title: string;
  /** The artists of a track or an album; the show of an episode; the authors of an audiobook or a chapter. */
  readonly by: readonly Named[];
  /** The album of a track; the audiobook of a chapter. */
  readonly album: Named | undefined;
  /** In milliseconds; `undefined` for what is not played by itself. */
  readonly durationMs: number | undefined;
  /** When it appeared: a year, a month or a day, such as `2024-03-08`; empty if Spotify does not say. */
  readonly released: string;
  /** How many tracks an album, how many episodes a show, how many chapters an audiobook has. */
  readonly parts: number | undefined;
  readonly image: Image | undefined;
  /** Spotify marks it as explicit. */
  readonly explicit?: true | undefined;
}
