/* The HTML that VS Code lets through in Markdown, made of data that stays data. */
import { openInSpotify } from '../messages/player';
import { artworkOf as artworkName, listenOnSpotify } from '../messages/statusBar';
import { pageOf } from '../model/link';
import type { Image, Named } from '../model/playback/item';
import { graphemes } from '../model/text';

/**
 * Data as plain characters in Markdown, in HTML within it, and among VS Code's `$(icons)`: every character that could
 * mean something to any of them is written as its number (CommonMark, "Entity and numeric character references").
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For Markdown that people will read as it is written, such as what they copy: only what steers gets a backslash. */
export function backslashMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#&$]/g, '\\$&');
}

/** VS Code lets hovers grow to 700 pixels; a narrow one is read at a glance. */
const width = 360;
const artworkSize = 96;

/** Something of Spotify's, as a card shows it. */
interface Card {
  readonly itself: Named;
  /** Its page where it has no URI. */
  readonly search?: string | undefined;
  readonly by: readonly Named[];
  readonly album: Named | undefined;
  readonly image: Image | undefined;
  readonly artworkOf: Named;
  readonly fact: string;
}

/** Artwork, if there is any, and beside it names that link to their pages, with a fact below them. */
export function card({ itself, search, by, album, image, artworkOf, fact }: Card): string {
  const artwork =
    image === undefined
      ? ''
      : linked(picture(image, artworkName(artworkOf.name), artworkSize), artworkOf.uri);
  const left = artwork && `<td width="${artworkSize + 12}">${artwork}</td>`;
  const title = search === undefined ? namedAll([itself]) : toPage(breakable(itself.name), search);
  const names = [`<strong>${title}</strong>`, namedAll(by), album ? namedAll([album]) : ''];
  const lines = [...names.filter(Boolean), '', quiet(fact)];
  return `<table width="${width}"><tr>${left}<td>${lines.join('<br>')}</td></tr></table>`;
}

/**
 * A picture whole and as it came, which is how Spotify wants it; `longest` in pixels. Where nobody says how high it is,
 * its width is told, and it says the rest itself.
 */
export function picture({ url, ratio }: Image, alt: string, longest: number): string {
  const side = (share: number) => Math.max(1, Math.round(longest * Math.min(1, share)));
  const height = ratio === undefined ? '' : ` height="${side(1 / ratio)}"`;
  return `<img src="${escapeMarkdown(url)}" alt="${escapeMarkdown(alt)}" width="${side(ratio ?? 1)}"${height}>`;
}

/** Names with their pages, one after the other. */
function namedAll(names: readonly Named[]): string {
  return names.map(({ name, uri }) => linked(breakable(name), uri)).join(', ');
}

/** Only addresses made from URIs: no reply can send anyone elsewhere. */
function linked(html: string, uri: string | undefined): string {
  return toPage(html, pageOf(uri));
}

function toPage(html: string, page: string | undefined): string {
  return page === undefined ? html : `<a href="${page}" title="${openInSpotify}">${html}</a>`;
}

const longestWord = 24;

/** Data as plain characters, with places to break where it has none itself. */
function breakable(text: string): string {
  let word = 0;
  return graphemes(text)
    .map((character) => {
      word = character === ' ' ? 0 : word + 1;
      return `${escapeMarkdown(character)}${word % longestWord === longestWord - 1 ? '<wbr>' : ''}`;
    })
    .join('');
}

/** Data that stands back. */
export function quiet(text: string): string {
  return `<span style="color:var(--vscode-descriptionForeground);">${escapeMarkdown(text)}</span>`;
}

/** A screen reader names a link by what is in it, where an icon is no word: a picture of one pixel says it. */
const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** An icon that runs a command; `title` says what it does. */
export function iconLink(icon: string, title: string, command: string, argument?: string): string {
  const name = escapeMarkdown(title);
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a href="command:${command}${query}" title="${name}"><img src="${pixel}" alt="${name}" width="1" height="1">${icon}</a>`;
}

/** An icon that does nothing at the moment. */
export function idleIcon(icon: string): string {
  return `<span style="color:var(--vscode-disabledForeground);">${icon}</span>`;
}

/** Spotify wants its name beside whatever it says, and a way there. */
export function attribution(uri: string | undefined): string {
  const page = pageOf(uri);
  return page === undefined ? 'Spotify' : `<a href="${page}">$(link-external) ${listenOnSpotify}</a>`;
}
