import { facts } from '../messages/common';
import { explicitMark } from '../messages/player';
import * as messages from '../messages/statusBar';
import { canBeQueued, type CatalogItem } from '../model/link';
import { positionAt, searchPageOf, type NowPlaying } from '../model/playback/nowPlaying';
import { clockTime, dayAndTime, timeOfDay } from '../model/text';
import { buttonsFor, type Button } from './buttons';
import { attribution, card, escapeMarkdown, iconLink, idleIcon, quiet } from './markup';

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

/**
 * Artwork, names, place and controls of what plays, with a `doubt` if Spotify cannot be asked. All names link
 * to Spotify, as its design guidelines ask for; artwork is shown whole and as it came. A pure function, also of the
 * time: an open hover closes when it is written anew, so that it says when the item ends rather than where it is.
 */
export function hoverFor(nowPlaying: NowPlaying, doubt?: Doubt): Hover {
  const { item } = nowPlaying;
  const itself = { name: item.title, uri: item.uri };
  const artworkOf = { name: item.album?.name ?? itself.name, uri: item.album?.uri ?? itself.uri };
  const search = searchPageOf(nowPlaying);
  const buttons = buttonsFor(nowPlaying);
  const paragraphs = [
    card({
      ...item,
      ...{ itself, search, by: item.artists, artworkOf },
      fact: facts(explicitMark(item), doubt?.lastKnown ?? progress(nowPlaying)),
    }),
    `<h3>${buttons.map(buttonLink).join('&nbsp;&nbsp; ')}</h3>`,
    nowPlaying.premiumRequired ? quiet(messages.premiumRequired) : '',
    doubt ? `${doubt.icon} ${escapeMarkdown(doubt.sentence)}` : '',
    '---',
    `${quiet(place(nowPlaying))}&nbsp;&nbsp; ${attribution(item.uri)}`,
  ];
  return {
    markdown: paragraphs.filter(Boolean).join('\n\n'),
    commands: [...new Set(buttons.filter(({ enabled }) => enabled).map(({ command }) => command))],
  };
}

/** A sentence and no more. */
export function plainHover(sentence: string): Hover {
  return { markdown: escapeMarkdown(sentence), commands: [] };
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

function place({ device, privateSession }: NowPlaying): string {
  return facts(device?.name ?? 'Spotify', privateSession ? messages.privateSession : '');
}

function buttonLink({ icon, state, title, command, argument, enabled }: Button): string {
  const shown = state === '' ? icon : `${icon} ${state}`;
  return enabled ? iconLink(shown, title, command, argument) : idleIcon(shown);
}

const play = 'earshot.playLink';
const queue = 'earshot.addToQueue';

/** What a link is, with what a listener who is signed in can do with it. A pure function. */
export function linkHover(catalogItem: CatalogItem, signedIn: boolean): Hover {
  const { link, title } = catalogItem;
  const itself = { name: title, uri: link.uri };
  const commands = signedIn ? [play, ...(canBeQueued(link) ? [queue] : [])] : [];
  const actions = [
    commands.includes(play)
      ? iconLink(`$(play) ${messages.playLink}`, messages.playLink, play, link.uri)
      : '',
    commands.includes(queue)
      ? iconLink(`$(list-ordered) ${messages.queueLink}`, messages.queueLinkTitle, queue, link.uri)
      : '',
    attribution(link.uri),
  ];
  const paragraphs = [
    card({ ...catalogItem, itself, artworkOf: itself, fact: factOf(catalogItem) }),
    actions.filter(Boolean).join('&nbsp;&nbsp; '),
  ];
  return { markdown: paragraphs.join('\n\n'), commands };
}

function factOf(catalogItem: CatalogItem): string {
  const { link, durationMs, released, parts } = catalogItem;
  return facts(
    messages.linkTypes[link.type],
    explicitMark(catalogItem),
    durationMs === undefined ? '' : clockTime(durationMs),
    parts === undefined ? '' : messages.partCount(link.type, parts),
    /^[1-9]\d{3}/.exec(released)?.[0],
  );
}
