import { buttonFor, buttonNames, furtherButtons, type Button } from './buttons';
import { positionAt, type Heard } from './heard';
import type { Named } from './item';
import { pageOf } from './link';
import { escapeMarkdown } from './markdown';
import { clockTime, graphemes, timeOfDay } from './text';

/** What the hover is made of. */
export interface Hover {
  /** Markdown with `$(icons)` and HTML. */
  readonly markdown: string;
  /** The commands that its links may run. */
  readonly commands: readonly string[];
}

/**
 * Artwork, names, place and controls of what is heard, with `trouble` below if Spotify cannot be asked. All names link
 * to Spotify, as its design guidelines ask for; artwork is shown whole and as it came. A pure function, also of the
 * time: an open hover closes when it is written anew, so that it says when the item ends rather than where it is.
 */
export function hoverFor(heard: Heard, trouble?: string): Hover {
  const buttons = [...buttonNames.map((name) => buttonFor(name, heard)), ...furtherButtons(heard)];
  const paragraphs = [
    table(artwork(heard), [...names(heard), '', quiet(progress(heard))]),
    `<h3>${buttons.map(buttonLink).join('&nbsp;&nbsp; ')}</h3>`,
    trouble === undefined ? '' : `$(warning) ${escapeMarkdown(trouble)}`,
    '---',
    `${quiet(place(heard))}&nbsp;&nbsp; ${attribution(heard)}`,
  ];
  return {
    markdown: paragraphs.filter(Boolean).join('\n\n'),
    commands: [...new Set(buttons.filter(({ enabled }) => enabled).map(({ command }) => command))],
  };
}

/** The same with a line at its end: an icon, and a sentence that runs a command. */
export function hoverWith(hover: Hover, icon: string, sentence: string, command: string): Hover {
  const line = `${icon} <a href="command:${command}">${escapeMarkdown(sentence)}</a>`;
  return { markdown: `${hover.markdown}\n\n${line}`, commands: [...new Set([...hover.commands, command])] };
}

/** VS Code lets hovers grow to 700 pixels; a narrow one is read at a glance. */
const width = 360;
const artworkSize = 96;

function table(image: string, lines: readonly string[]): string {
  const picture = image && `<td width="${artworkSize + 12}">${image}</td>`;
  return `<table width="${width}"><tr>${picture}<td>${lines.join('<br>')}</td></tr></table>`;
}

function artwork({ item }: Heard): string {
  if (item.image === undefined) {
    return '';
  }
  const alt = `Artwork of ${item.album?.name ?? item.title}`;
  const image = `<img src="${escapeMarkdown(item.image)}" alt="${escapeMarkdown(alt)}" width="${artworkSize}" height="${artworkSize}">`;
  return linked(image, item.album?.uri ?? item.uri);
}

function names({ item }: Heard): string[] {
  return [
    `<strong>${linked(breakable(item.title), item.uri)}</strong>`,
    item.artists.map(named).join(', '),
    item.album ? named(item.album) : '',
  ].filter(Boolean);
}

function named({ name, uri }: Named): string {
  return linked(breakable(name), uri);
}

/** More than this no hover needs; the rest is behind the link. */
const longest = 200;
const longestWord = 24;

/** Data as plain characters, with places to break where it has none itself. */
function breakable(text: string): string {
  const characters = graphemes(text);
  const shown = characters.length > longest ? [...characters.slice(0, longest), '…'] : characters;
  let word = 0;
  return shown
    .map((character) => {
      word = character === ' ' ? 0 : word + 1;
      return `${escapeMarkdown(character)}${word % longestWord === longestWord - 1 ? '<wbr>' : ''}`;
    })
    .join('');
}

/** Only addresses made from URIs: no reply can send anyone elsewhere. */
function linked(html: string, uri: string | undefined): string {
  const page = pageOf(uri);
  return page === undefined ? html : `<a href="${page}" title="Open in Spotify">${html}</a>`;
}

function progress(heard: Heard): string {
  const { item, kind, startedAt, changing } = heard;
  if (item.durationMs === undefined || changing) {
    return kind === 'paused' ? 'Paused' : 'Playing';
  }
  const whole = clockTime(item.durationMs);
  return kind === 'paused'
    ? `Paused at ${clockTime(positionAt(heard, heard.receivedAt))} of ${whole}`
    : `${whole} · began ${timeOfDay(startedAt)}, ends ${timeOfDay(startedAt + item.durationMs)}`;
}

function place({ device, privateSession }: Heard): string {
  return [device?.name ?? 'Spotify', privateSession ? 'private session' : ''].filter(Boolean).join(' · ');
}

function quiet(text: string): string {
  return `<span style="color:var(--vscode-descriptionForeground);">${escapeMarkdown(text)}</span>`;
}

/** A screen reader names a link by what is in it, where an icon is no word: a picture of one pixel says it. */
const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

function buttonLink({ icon, title, command, enabled }: Button): string {
  if (!enabled) {
    return `<span style="color:var(--vscode-disabledForeground);">${icon}</span>`;
  }
  const name = escapeMarkdown(title);
  return `<a href="command:${command}" title="${name}"><img src="${pixel}" alt="${name}" width="1" height="1">${icon}</a>`;
}

/** Spotify wants its name beside whatever it says, and a way there. */
function attribution({ item }: Heard): string {
  const page = pageOf(item.uri);
  return page === undefined ? 'Spotify' : `<a href="${page}">$(link-external) Listen on Spotify</a>`;
}
