import { facts } from '../messages/common';
import { explicitMark } from '../messages/items';
import * as messages from '../messages/statusBar';
import { pageOf } from '../model/link';
import { namesOf, type Named } from '../model/playback/item';
import { positionAt, searchPageOf, type NowPlaying } from '../model/playback/nowPlaying';
import { clockTime, dayAndTime, timeOfDay } from '../model/text';
import { controlFor, type Button, type ControlName } from './buttons';
import {
  artwork,
  artworkSize,
  attribution,
  between,
  breakable,
  escapeMarkdown,
  gap,
  iconButton,
  iconLink,
  idle,
  linked,
  quiet,
  quietHtml,
  targetSize,
  textLink,
  titled,
  whole,
  width,
  type CommandLink,
} from './markup';
import { segmentsFor, type Segment } from './seekBar';

/** What a hover is made of. */
export interface Hover {
  /** Markdown with `$(icons)` and HTML. */
  readonly markdown: string;
  /** The commands that its links may run. */
  readonly commands: readonly string[];
}

/** Why what is shown may be so no more. */
interface Doubt {
  /** The same as in the status item, in VS Code's label syntax. */
  readonly icon: string;
  /** What the problem is. */
  readonly sentence: string;
  /** What Spotify said last, and when. */
  readonly lastKnown: string;
}

/** In columns, as `cutToColumns` counts them: what two lines hold beside the artwork, and a name among others. */
const titleColumns = 64;
const nameColumns = 40;
/** How many artists are named. */
export const mostArtists = 3;

/** The controls below the names; between the groups is a gap. */
const toolbar: readonly (readonly ControlName[])[] = [
  ['previous', 'playOrPause', 'next'],
  ['like'],
  ['shuffle', 'repeat', 'queue'],
];

/**
 * Names, time, position and controls of what plays at `now` (milliseconds since 1970), with a `doubt` if Spotify cannot
 * be asked. Artwork is shown whole and as it came, and there is a way to Spotify, as its design guidelines ask for. An
 * open hover stays as it is while the mouse is on it, so that it says when the item ends rather than where it is. The
 * controls come first for the keyboard, and stand below by being the table's foot. A pure function.
 */
export function hoverFor(nowPlaying: NowPlaying, now: number, doubt?: Doubt): Hover {
  const { item } = nowPlaying;
  const find = (...names: readonly ControlName[]) =>
    names.flatMap((name) => controlFor(name, nowPlaying) ?? []);
  const segments = doubt ? [] : segmentsFor(nowPlaying, now);
  const ends = segments.length > 0 ? find('seekBackward', 'seekForward') : [];
  const groups = toolbar.map((group) => find(...group));
  const volume = find('volumeDown', 'volume', 'volumeUp');
  const device = find('device');
  const rows = [
    seekBar(segments, ends),
    row(groups.map((group) => group.map(square).join('')).join(gap(8)), volume.map(volumeStep).join('')),
    row(
      `<p>${device.map((button) => deviceLink(button, nowPlaying)).join('')}</p>`,
      `<p>${gap(1, targetSize)}${attribution(pageOf(item.uri) ?? searchPageOf(nowPlaying))}</p>`,
    ),
    nowPlaying.premiumRequired ? `<tr><td colspan="3">${quiet(messages.premiumRequired)}</td></tr>` : '',
    doubt ? `<tr><td colspan="3">${doubt.icon} ${escapeMarkdown(doubt.sentence)}</td></tr>` : '',
  ];
  const enabled = [...segments, ...ends, ...groups.flat(), ...volume, ...device].filter((one) => one.enabled);
  return {
    markdown: `<table width="${width}"><tfoot>${rows.join('')}</tfoot><tbody>${names(nowPlaying, doubt)}</tbody></table>`,
    commands: [...new Set(enabled.map(({ command }) => command))],
  };
}

/** A sentence, and below it what can be done, side by side. */
export function hoverWithActions(sentence: string, actions: readonly CommandLink[]): Hover {
  return {
    markdown: `${escapeMarkdown(sentence)}\n\n${actions.map((link) => textLink(link)).join(between)}`,
    commands: actions.map(({ command }) => command),
  };
}

/** A row with something at each of its ends. */
function row(left: string, right: string): string {
  return `<tr><td colspan="2">${left}</td><td align="right">${right}</td></tr>`;
}

/** Artwork, and beside it what plays, by whom, and until when. */
function names(nowPlaying: NowPlaying, doubt: Doubt | undefined): string {
  const { title, artists, album, image } = nowPlaying.item;
  const fact = facts(
    explicitMark(nowPlaying.item),
    doubt?.lastKnown ?? progress(nowPlaying),
    nowPlaying.privateSession ? messages.privateSession : '',
  );
  const more = artists.slice(mostArtists);
  const by = [
    ...artists.slice(0, mostArtists).map((artist) => quietName(artist, nameColumns)),
    ...(more.length > 0 ? [titled(namesOf(more), quiet(messages.andMore(more.length)))] : []),
  ];
  const lines = [
    whole(title, titleColumns, (shown) => `<strong>${breakable(shown)}</strong>`),
    by.join(quiet(', ')),
    album ? quietName(album, titleColumns) : '',
  ];
  const picture = `<td width="${artworkSize + 12}">${artwork(image, album?.name ?? title)}</td>`;
  return `<tr>${picture}<td colspan="2"><p>${lines.filter(Boolean).join('<br>')}</p><p>${quiet(fact)}</p></td></tr>`;
}

function quietName({ name, uri }: Named, columns: number): string {
  return whole(name, columns, (shown) => linked(quietHtml(breakable(shown)), uri));
}

/** The position, as far as it is known, between steps of some seconds. */
function seekBar(segments: readonly Segment[], ends: readonly Button[]): string {
  const [back = '', forward = ''] = ends.map(square);
  const bar = segments.map((segment) => {
    const icon = segment.played ? '$(earshot-segment-played)' : '$(earshot-segment)';
    return iconButton({ ...segment, icon }, !segment.enabled ? 'off' : segment.played ? 'on' : 'plain');
  });
  return bar.length > 0
    ? `<tr><td colspan="3">${back}${gap(8)}${bar.join('')}${gap(8)}${forward}</td></tr>`
    : '';
}

function square(button: Button): string {
  return iconButton(linkOf(button), !button.enabled ? 'off' : button.on ? 'on' : 'plain');
}

/** As wide as `100%`, however loud it is. */
function volumeStep(button: Button): string {
  if (button.command !== 'earshot.setVolume') return square(button);
  const text = button.state.padStart(4, '\u2007');
  return button.enabled ? iconLink({ ...linkOf(button), icon: '' }, quiet(text), targetSize) : idle(text);
}

function deviceLink(button: Button, { device }: NowPlaying): string {
  const name = whole(device?.name ?? button.title, nameColumns, breakable);
  const shown = quietHtml(`${button.icon} ${name}`);
  return button.enabled ? iconLink({ ...linkOf(button), icon: '' }, shown, targetSize) : shown;
}

function linkOf({ icon, title, command, argument }: Button): CommandLink {
  return { icon, title, command, args: argument === undefined ? [] : [argument] };
}

/** The same with a line at its end: an icon, and a sentence that runs a command. */
export function hoverWith(hover: Hover, icon: string, sentence: string, command: string): Hover {
  const line = `${icon} <a href="command:${command}">${escapeMarkdown(sentence)}</a>`;
  return { markdown: `${hover.markdown}\n\n${line}`, commands: [...new Set([...hover.commands, command])] };
}

function progress(nowPlaying: NowPlaying): string {
  const { item, kind, startedAt, changing } = nowPlaying;
  if (item.durationMs === undefined || changing) {
    return messages.stateOnly(kind);
  }
  const whole = clockTime(item.durationMs);
  const position = positionAt(nowPlaying, nowPlaying.receivedAt);
  if (position === undefined || startedAt === undefined) {
    return facts(messages.stateOnly(kind), whole);
  }
  return kind === 'paused'
    ? messages.pausedAt(clockTime(position), whole)
    : messages.playingUntil(whole, timeOfDay(startedAt), dayAndTime(startedAt + item.durationMs, startedAt));
}
