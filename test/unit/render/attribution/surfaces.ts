import { language } from '../../../../src/messages/language';
import type { LibraryItem } from '../../../../src/model/library/library';
import { linkTypes, type CatalogItem } from '../../../../src/model/link';
import type { Item } from '../../../../src/model/playback/item';
import { controlRows } from '../../../../src/render/controlRows';
import { linkHover, undescribedHover } from '../../../../src/render/linkHover';
import { nowPlayingView, type LinkView } from '../../../../src/render/nowPlayingView';
import { listRows } from '../../../../src/render/library/pickerRows';
import { present } from '../../../../src/render/statusText';
import { controlsTitle } from '../../../../src/messages/prompts';
import { rowButtons } from '../../../../src/messages/search';
import { shownRow } from '../../../../src/ui/views/shownRow';
import { everythingShown } from '../../../shown';
import { nowPlaying, song } from '../../support';

/* What shows Spotify's metadata, in the language that the texts are loaded in (`attribution.test.ts`). */

/** A place where somebody sees names or artwork of Spotify's. */
export interface Surface {
  readonly name: string;
  /** Whether what it shows has a page at Spotify. */
  readonly hasPage: boolean;
  /** Where its links lead, and the URIs that its commands open. */
  readonly links: readonly string[];
  /** The words that name Spotify and lead there, or only name it. */
  readonly brand: string;
  /** The addresses of the pictures that it shows, apart from drawings of ours, and those that Spotify gave. */
  readonly images: readonly string[];
  readonly given: readonly string[];
  /** Of a row of a tree: by this the menu knows what fits. */
  readonly viewItem?: string;
}

const id = (letter: string) => letter.repeat(22);
const image = { url: 'https://i.scdn.co/image/ab67616d00001e02lowtide?x=1&y=2', ratio: 4 / 3 };
const artists = ['a', 'b', 'c', 'd', 'e'].map((letter) => ({
  name: `Artist ${letter}`,
  uri: `spotify:artist:${id(letter)}`,
}));
const without = { uri: undefined, album: undefined, artists: [], durationMs: undefined };
/** One of each kind; all that may have artwork has it. */
const items: readonly Item[] = [
  { ...song, uri: `spotify:track:${id('t')}`, artists, image },
  { ...song, kind: 'episode', uri: `spotify:episode:${id('e')}`, album: undefined, image },
  { ...song, kind: 'chapter', uri: `spotify:chapter:${id('c')}`, image },
  { ...song, ...without, kind: 'local', image: undefined },
  { ...song, ...without, kind: 'advertisement', image },
  { ...song, ...without, kind: 'other', image },
];
const titled = { title: 'Harbour', image };
const contexts: readonly LibraryItem[] = [
  { ...titled, kind: 'album', uri: `spotify:album:${id('l')}`, artists, released: '2024', total: 3 },
  { ...titled, kind: 'artist', uri: `spotify:artist:${id('r')}` },
  { ...titled, kind: 'show', uri: `spotify:show:${id('s')}`, total: 3 },
  { ...titled, kind: 'audiobook', uri: `spotify:audiobook:${id('b')}`, authors: artists, total: 3 },
  {
    ...{ ...titled, kind: 'playlist', uri: `spotify:playlist:${id('p')}`, owner: 'Wren', ownerId: 'wren' },
    ...{ collaborative: false, total: 3, snapshotId: '' },
  },
];

export { language };

/** All of them, for each kind of what can be shown. */
export function surfaces(): readonly Surface[] {
  return [...items.flatMap(ofItem), ...linkTypes.flatMap(ofLink), ...[...items, ...contexts].flatMap(ofRow)];
}

function ofItem(item: Item): readonly Surface[] {
  const known = nowPlaying({ item, liked: false });
  const shown = present(known, everythingShown, 1_003_000);
  const { tooltip = '', label = '' } = shown ?? {};
  const view = nowPlayingView(known, true, 1_003_000);
  if (typeof tooltip === 'string' || view.kind !== 'song') return [];
  const facts = { hasPage: item.uri !== undefined, given: item.image ? [item.image.url] : [] };
  const { attribution, title, artists, moreArtists, album, artwork } = view;
  const led = [attribution, title, ...artists, moreArtists, album].flatMap((link) => uriOf(link) ?? []);
  const opens = controlRows(known).filter(({ command }) => command === 'earshot.openInSpotify');
  return [
    { name: `the hover of ${item.kind}`, ...facts, ...readMarkdown(tooltip.markdown) },
    {
      ...{ name: `“Now Playing” with ${item.kind}`, ...facts, links: led },
      ...{ brand: attribution.text, images: artwork ? [artwork.url] : [] },
    },
    {
      ...{ name: `the list of controls with ${item.kind}`, ...facts, images: [], given: [] },
      ...{ links: opens.flatMap(({ argument }) => argument ?? []), brand: opens[0]?.label ?? controlsTitle },
    },
    {
      name: `the status bar with ${item.kind}`,
      ...facts,
      hasPage: false,
      links: [],
      brand: label,
      images: [],
      given: [],
    },
  ];
}

function ofLink(type: (typeof linkTypes)[number]): readonly Surface[] {
  const link = { type, id: id('x'), uri: `spotify:${type}:${id('x')}` };
  const catalogItem: CatalogItem = {
    ...{ link, title: 'Harbour', by: artists, album: song.album, durationMs: 1, released: '2024', parts: 3 },
    image,
  };
  const hovers = [true, false].flatMap((signedIn) => [
    { hover: linkHover(catalogItem, signedIn), given: [image.url] },
    { hover: undescribedHover(link, signedIn), given: [] },
  ]);
  return hovers.flatMap(({ hover, given }) =>
    hover
      ? [{ name: `the hover of a link of ${type}`, hasPage: true, given, ...readMarkdown(hover.markdown) }]
      : [],
  );
}

function ofRow(item: LibraryItem): readonly Surface[] {
  const facts = { hasPage: item.uri !== undefined, images: [], given: [] };
  const links = item.uri === undefined ? [] : [item.uri];
  const rows = listRows(
    { rows: [{ item }], total: 1, hasMore: false, loading: false, rejection: undefined, isPlaylist: false },
    0,
  );
  const inSearch = rows.map((row) => ({
    ...{ name: `a row of the search with ${item.kind}`, ...facts, links },
    brand: row.kind === 'music' && row.buttons.includes('open') ? rowButtons.open : 'none',
  }));
  const { viewItem } = shownRow({ kind: 'music', item });
  const inTree = { name: `a row of a tree with ${item.kind}`, ...facts, links, brand: 'Spotify', viewItem };
  return [...inSearch.filter(() => facts.hasPage), ...(item.kind === 'artist' ? [] : [inTree])];
}

function uriOf(link: LinkView | undefined): string | undefined {
  return link?.isLink ? link.args[0] : undefined;
}

/** The links and the pictures in the Markdown of a hover; its brand is what its last link, or its last word, says. */
function readMarkdown(markdown: string): Pick<Surface, 'links' | 'brand' | 'images'> {
  const plain = (text = '') =>
    text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  const all = (pattern: RegExp) => Array.from(markdown.matchAll(pattern), ([, found]) => plain(found));
  const toSpotify = [...markdown.matchAll(/<a href="https:[^"]*">(.*?)<\/a>/g)].map(([, text]) =>
    plain(text),
  );
  return {
    links: all(/ href="([^"]*)"/g).filter((address) => !address.startsWith('command:')),
    brand: toSpotify.at(-1) ?? (/>Spotify</.test(markdown) ? 'Spotify' : 'none'),
    images: all(/ src="([^"]*)"/g).filter((address) => !address.startsWith('data:')),
  };
}
