/* The HTML that VS Code lets through in Markdown, made of data that stays data. */
import { openInSpotify } from '../messages/player';
import { artworkOf as artworkName, listenOnSpotify } from '../messages/statusBar';
import { pageOf } from '../model/link';
import type { Image, Named } from '../model/playback/item';
import { cutToColumns, graphemes } from '../model/text';

/**
 * Data as plain characters in Markdown, in HTML within it, and among VS Code's `$(icons)`: every character that could
 * mean something to any of them is written as its number (CommonMark, "Entity and numeric character references").
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\n\r!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For Markdown that people will read as it is written, such as what they copy: only what steers gets a backslash. */
export function backslashMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#&$]/g, '\\$&');
}

/** In pixels, whatever it shows. VS Code lets hovers grow to 700; a narrow one is read at a glance. */
export const width = 360;
export const artworkSize = 96;

/** Something of Spotify's, as a card shows it. */
interface Card {
  readonly itself: Named;
  readonly by: readonly Named[];
  readonly album: Named | undefined;
  readonly image: Image | undefined;
  readonly artworkOf: Named;
  readonly fact: string;
}

/** Artwork, if there is any, and beside it names that link to their pages, with a fact below them. */
export function card({ itself, by, album, image, artworkOf, fact }: Card): string {
  const shown = image && linked(artwork(image, artworkOf.name), artworkOf.uri);
  const left = shown ? `<td width="${artworkSize + 12}">${shown}</td>` : '';
  const names = [`<strong>${namedAll([itself])}</strong>`, namedAll(by), album ? namedAll([album]) : ''];
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

/** In the place of artwork where there is none: a drawing of our own, in a grey that shows on light and dark. */
const placeholder = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" fill="#888"><rect width="96" height="96" rx="4" fill-opacity=".2"/><path d="M40 30l24-5v36a7 6 0 1 1-4-5.4V36l-16 3.4v27.6a7 6 0 1 1-4-5.4z"/></svg>',
)}`;

/** The artwork, or what stands in its place. */
export function artwork(image: Image | undefined, of: string): string {
  return image === undefined
    ? picture({ url: placeholder, ratio: 1 }, '', artworkSize)
    : picture(image, artworkName(of), artworkSize);
}

/** Names with their pages, one after the other. */
function namedAll(names: readonly Named[]): string {
  return names.map(({ name, uri }) => linked(breakable(name), uri)).join(', ');
}

/** Only addresses made from URIs: no reply can send anyone elsewhere. */
export function linked(html: string, uri: string | undefined): string {
  const page = pageOf(uri);
  return page === undefined ? html : `<a href="${page}" title="${openInSpotify}">${html}</a>`;
}

const longestWord = 24;

/** Data as plain characters, with places to break where it has none itself. */
export function breakable(text: string): string {
  let word = 0;
  return graphemes(text)
    .map((character) => {
      word = character === ' ' ? 0 : word + 1;
      return `${escapeMarkdown(character)}${word % longestWord === longestWord - 1 ? '<wbr>' : ''}`;
    })
    .join('');
}

/** As much of a text as fits, and the whole of it for the mouse that rests on it (Spotify's guidelines ask for that). */
export function whole(text: string, columns: number, html: (shown: string) => string): string {
  const shown = cutToColumns(text, columns);
  return shown === text ? html(text) : titled(text, html(shown));
}

/** What says more to the mouse that rests on it. */
export function titled(text: string, html: string): string {
  return `<span title="${escapeMarkdown(text)}">${html}</span>`;
}

/** Data that stands back. */
export function quiet(text: string): string {
  return quietHtml(escapeMarkdown(text));
}

/** The same of icons and escaped text. */
export function quietHtml(html: string): string {
  return colored(html, 'descriptionForeground');
}

/** A screen reader names a link by what is in it, where an icon is no word: a picture without colours says it. */
const clear = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

function clearPicture(alt: string, wide: number, high: number): string {
  return `<img src="${clear}" alt="${escapeMarkdown(alt)}" width="${wide}" height="${high}" align="absmiddle">`;
}

/** What runs a command when it is clicked; `args` are the command's own. */
export interface CommandLink {
  /** In VS Code's label syntax. */
  readonly icon: string;
  /** What it does. */
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

function commandLink({ title, command, args = [] }: CommandLink, html: string): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `<a href="command:${command}${query}" title="${escapeMarkdown(title)}">${html}</a>`;
}

/** An icon, perhaps with a text, that runs a command. */
export function iconLink(link: CommandLink, text = '', height = 1): string {
  return commandLink(link, `${clearPicture(link.title, 1, height)}${link.icon}${text}`);
}

/** An icon, and beside it what it does, in a word or two. */
export function textLink(link: CommandLink, text = link.title): string {
  return iconLink(link, ` ${text}`);
}

/** Between links of that kind. */
export const between = '&nbsp;&nbsp; ';

/** The least that WCAG 2.2 asks of what is to be hit ("Target Size"), and more than VS Code gives an icon in a hover. */
export const targetSize = 24;

/** What a button is drawn with, which its theme has in its colours. */
export type Emphasis = 'plain' | 'on' | 'off';
const colors: Readonly<Record<Emphasis, string>> = {
  plain: 'editorHoverWidget-foreground',
  on: 'textLink-foreground',
  off: 'disabledForeground',
};

/**
 * An icon of ours in a square that can be hit, drawn over a picture that gives it its size (`test/iconFont.ts`). One
 * that is off runs nothing, and has no name.
 */
export function iconButton(link: CommandLink, emphasis: Emphasis): string {
  const off = emphasis === 'off';
  const icon = link.icon.replace('$(earshot-', '$(earshot-button-');
  const html = `${clearPicture(off ? '' : link.title, targetSize, targetSize)}${colored(icon, colors[emphasis])}`;
  return off ? html : commandLink(link, html);
}

/** Icons or escaped text in one of the theme's colours. */
function colored(html: string, color: string): string {
  return `<span style="color:var(--vscode-${color});">${html}</span>`;
}

/** Room between buttons, or the height of a row of them; in pixels. */
export function gap(wide: number, high = 1): string {
  return clearPicture('', wide, high);
}

/** Text that does nothing at the moment. */
export function idle(text: string): string {
  return colored(escapeMarkdown(text), colors.off);
}

/** Spotify wants its name beside whatever it says, and a way there. */
export function attribution(page: string | undefined): string {
  return page === undefined ? 'Spotify' : `<a href="${page}">$(link-external) ${listenOnSpotify}</a>`;
}
