import { buttonFor, buttonNames, furtherButtons, type Button } from './buttons';
import { positionAt, type Heard } from './heard';
import type { Named } from './item';
import { pageOf } from './link';
import { escapeMarkdown, markdownLink } from './markdown';
import { clockTime } from './text';

/** What the hover is made of. */
export interface Hover {
  /** Markdown with `$(icons)` and HTML. */
  readonly markdown: string;
  /** The commands that its links may run. */
  readonly commands: readonly string[];
}

/**
 * Artwork, names, place and controls of what is heard at `now` (milliseconds since 1970), with `trouble` below if
 * Spotify cannot be asked. All names link to Spotify, as its design guidelines ask for; artwork is shown whole and as
 * it came. A pure function.
 */
export function hoverFor(heard: Heard, now: number, trouble?: string): Hover {
  const buttons = [...buttonNames.map((name) => buttonFor(name, heard)), ...furtherButtons(heard)];
  const paragraphs = [
    artwork(heard),
    names(heard),
    place(heard, now),
    buttons.map(buttonText).join('&nbsp;&nbsp; '),
    trouble === undefined ? '' : `$(warning) ${escapeMarkdown(trouble)}`,
    attribution(heard),
  ];
  return {
    markdown: paragraphs.filter(Boolean).join('\n\n'),
    commands: [...new Set(buttons.filter(({ enabled }) => enabled).map(({ command }) => command))],
  };
}

function artwork({ item }: Heard): string {
  if (item.image === undefined) {
    return '';
  }
  const alt = escapeMarkdown(`Artwork of ${item.album?.name ?? item.title}`);
  const image = `![${alt}](${item.image}|width=160,height=160)`;
  return linked(image, item.album?.uri ?? item.uri);
}

function names({ item }: Heard): string {
  return [
    `**${linked(escapeMarkdown(item.title), item.uri)}**`,
    item.artists.map(named).join(', '),
    item.album ? named(item.album) : '',
  ]
    .filter(Boolean)
    .join('  \n');
}

function named({ name, uri }: Named): string {
  return linked(escapeMarkdown(name), uri);
}

/** Only addresses made from URIs: no reply can send anyone elsewhere. */
function linked(markdown: string, uri: string | undefined): string {
  const page = pageOf(uri);
  return page === undefined ? markdown : markdownLink(markdown, page, 'Open in Spotify');
}

function place(heard: Heard, now: number): string {
  const { item, device, kind, privateSession } = heard;
  const position = clockTime(positionAt(heard, now));
  const progress = item.durationMs === undefined ? '' : `${position} / ${clockTime(item.durationMs)}`;
  const where = device ? `${kind === 'paused' ? 'paused' : 'playing'} on ${device.name}` : kind;
  return escapeMarkdown(
    [progress, where, privateSession ? 'private session' : ''].filter(Boolean).join(' · '),
  );
}

function buttonText({ icon, title, command, enabled }: Button): string {
  return enabled ? markdownLink(icon, `command:${command}`, title) : icon;
}

function attribution({ item }: Heard): string {
  return pageOf(item.uri) === undefined ? 'Spotify' : linked('Listen on Spotify', item.uri);
}
