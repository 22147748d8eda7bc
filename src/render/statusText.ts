import { spoken } from '../messages/common';
import { itemName } from '../messages/items';
import * as messages from '../messages/statusBar';
import type { ExpiryNotice } from '../model/account';
import { requiresUserAction, obstacleOf, pauseEnd } from '../model/errors/apiProblem';
import { pageOf } from '../model/link';
import { namesOf, type Item } from '../model/playback/item';
import { positionAt, type NowPlaying, type Observation } from '../model/playback/nowPlaying';
import {
  isAway,
  lastNowPlaying,
  lastObservation,
  type Playback,
  type Unavailable,
} from '../model/playback/playback';
import { clockTime, dayAndTime } from '../model/text';
import { hoverFor, type Hover } from './hover';
import { noSongStatus, type NoSongStatus } from './noSong';
import { withLine, withSignIn, withWhy } from './statusLines';
import { parseTemplate, renderTemplate, showsPosition, type Template, type Values } from './template';

export interface PresentationSettings {
  readonly template: Template;
  /** In columns, of which East Asian characters take two; at least 10. */
  readonly maxLength: number;
  readonly showWhenPaused: boolean;
  readonly showWhenNothingPlays: boolean;
  /** Whether the settings have a client ID, which may have come by Settings Sync. */
  readonly hasClientId: boolean;
  /** The command that a click on the song runs; `undefined` for none. */
  readonly clickCommand: string | undefined;
}

/** All that the status item shows; `undefined` instead of one means that it is hidden. */
export interface Presentation {
  /** In VS Code's label syntax. */
  readonly text: string;
  /** Plain text, or more than that. */
  readonly tooltip: string | Hover;
  /** What a screen reader says. */
  readonly label: string;
  readonly command: string | undefined;
  /** The URI of the item that the command is about, if it is about one. */
  readonly argument?: string | undefined;
  /** What changes by itself: the text from second to second, or only the position in the hover. */
  readonly moves: 'text' | 'hover' | undefined;
}

/** In how many milliseconds it has to be written anew; `undefined` where it stays. A pure function. */
export function staleAfter({ moves }: Presentation, focused: boolean): number | undefined {
  if (moves === 'text') return 1_000;
  // VS Code opens the hover that was written last.
  return moves === 'hover' && focused ? 10_000 : undefined;
}

export const defaultFormat = '{icon} {title}[ – {artists}]';
export const defaultTemplate = parseTemplate(defaultFormat);

/**
 * The status item for a state at the time `now` (milliseconds since 1970); with `expiry`, who is signed in is told
 * when that ends. A pure function.
 */
export function present(
  playback: Playback,
  settings: PresentationSettings,
  now: number,
  expiry?: ExpiryNotice,
): Presentation | undefined {
  const presentation = presentState(playback, settings, now);
  return presentation && expiry && lastObservation(playback)
    ? withLine(presentation, '$(account)', messages.expiryMessage(expiry), 'earshot.signIn')
    : presentation;
}

function presentState(
  playback: Playback,
  settings: PresentationSettings,
  now: number,
): Presentation | undefined {
  if ((isAway(playback) || playback.kind === 'waiting') && playback.local) {
    return isHidden(playback.local, settings)
      ? undefined
      : withSignIn(nowPlayingItem(playback.local, settings, now), playback);
  }
  if (playback.kind === 'unavailable') return unavailable(playback, settings, now);
  const status = noSongStatus(playback, settings.hasClientId, now);
  if (playback.kind === 'nothing') {
    return status && !isHidden(playback, settings) ? withWhy(fixed(status)) : undefined;
  }
  if (status) return fixed(status);
  return 'item' in playback && !isHidden(playback, settings)
    ? nowPlayingItem(playback, settings, now)
    : undefined;
}

function isHidden(observation: Observation, settings: PresentationSettings): boolean {
  return (
    (observation.kind === 'paused' && !settings.showWhenPaused) ||
    (observation.kind === 'nothing' && !settings.showWhenNothingPlays)
  );
}

function fixed({ icon, title, sentence, command }: NoSongStatus) {
  const label = spoken(title, sentence);
  return { text: `${icon} ${title}`, tooltip: sentence, label, command, moves: undefined };
}

function nowPlayingItem(nowPlaying: NowPlaying, settings: PresentationSettings, now: number): Presentation {
  return {
    text: itemText(nowPlaying, settings, now, itemIcon(nowPlaying)),
    tooltip: hoverFor(nowPlaying, now),
    label: messages.nowPlayingLabel(nowPlaying.kind, itemName(nowPlaying.item)),
    command: settings.clickCommand,
    argument: nowPlaying.item.uri,
    moves:
      nowPlaying.kind !== 'playing' || nowPlaying.progressMs === undefined
        ? undefined
        : showsPosition(settings.template)
          ? 'text'
          : 'hover',
  };
}

/**
 * Offline and the like: the last known item stays, marked, so that nothing jumps when the network blinks. What the app
 * on this machine plays is known all the same.
 */
function unavailable(
  playback: Unavailable,
  settings: PresentationSettings,
  now: number,
): Presentation | undefined {
  const status = noSongStatus(playback, settings.hasClientId, now);
  const nowPlaying = lastNowPlaying(playback);
  const hidden = isHidden(playback.last, settings);
  // What does not pass by itself is shown even where the song is hidden.
  const shown = !hidden || requiresUserAction.has(playback.problem.kind) || obstacleOf(playback.problem);
  if (!status || !shown) return undefined;
  if (hidden || !nowPlaying) return fixed(status);
  const { icon, sentence, command } = status;
  if (nowPlaying.local) return withLine(nowPlayingItem(nowPlaying, settings, now), icon, sentence, command);
  const known = whenKnown(nowPlaying, playback);
  return {
    // Where it was when the problem began.
    text: itemText(nowPlaying, settings, playback.since, icon),
    tooltip: hoverFor(nowPlaying, now, { icon, sentence, lastKnown: known }),
    label: spoken('Spotify', known, itemName(nowPlaying.item), sentence),
    command,
    moves: undefined,
  };
}

/** What Spotify said last, and when, while it cannot be asked and the app on this machine does not say more. */
export function lastKnown(playback: Playback): string | undefined {
  const nowPlaying = lastNowPlaying(playback);
  return nowPlaying && !nowPlaying.local && playback.kind === 'unavailable'
    ? whenKnown(nowPlaying, playback)
    : undefined;
}

/** As it is right until Spotify is asked again: what is shown is not written anew before that. */
function whenKnown({ kind, receivedAt }: NowPlaying, { problem, failedAt }: Unavailable): string {
  const until = Math.max(failedAt, pauseEnd(problem) ?? failedAt);
  return messages.lastKnown(kind, dayAndTime(receivedAt, until));
}

function itemText(nowPlaying: NowPlaying, settings: PresentationSettings, now: number, icon: string): string {
  const values = { ...valuesOf(nowPlaying, now), icon };
  return renderTemplate(settings.template, values, settings.maxLength) || icon;
}

/** What a format's tokens stand for at `now`, but for the icon. */
export function valuesOf(nowPlaying: NowPlaying, now: number): Values {
  const { item, device } = nowPlaying;
  const time = (ms: number | undefined) => (ms === undefined ? '' : clockTime(ms));
  return {
    title: item.title,
    artists: namesOf(item.artists),
    album: item.album?.name ?? '',
    position: time(positionAt(nowPlaying, now)),
    duration: time(item.durationMs),
    device: device?.name ?? '',
    link: pageOf(item.uri) ?? '',
    uri: item.uri ?? '',
  };
}

function itemIcon({ kind, item, privateSession, changing }: NowPlaying): string {
  if (changing) return '$(loading~spin)';
  if (kind === 'paused') return '$(earshot-paused)';
  if (privateSession) return '$(eye-closed)';
  return itemIcons[item.kind];
}

const itemIcons: Readonly<Record<Item['kind'], string>> = {
  track: '$(music)',
  episode: '$(mic)',
  chapter: '$(book)',
  local: '$(file-media)',
  advertisement: '$(megaphone)',
  other: '$(play-circle)',
};
