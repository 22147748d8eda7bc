import { spoken } from '../messages/common';
import * as messages from '../messages/player';
import { can, nextRepeat, type Ability } from '../model/playback/abilities';
import type { Repeat } from '../model/playback/item';
import { searchPageOf, type NowPlaying } from '../model/playback/nowPlaying';
import { shuffleOf } from '../model/playback/snapshot';

/** The buttons that may stand beside the song, and that the hover begins with. */
export const buttonNames = ['previous', 'playPause', 'next', 'like'] as const;
export type ButtonName = (typeof buttonNames)[number];

/** A control as it is shown for what plays. */
export interface Button {
  /** In VS Code's label syntax. */
  readonly icon: string;
  /** How it is set now, beside the icon, such as `60%`; in the same syntax, empty where there is nothing to say. */
  readonly state: string;
  /** What it does, for the hover and for screen readers. */
  readonly title: string;
  readonly command: string;
  /** The URI of what plays, where the command is about that, whatever plays by the time it is pressed. */
  readonly argument: string | undefined;
  /** False where what plays does not allow it: it stays in its place and does nothing. */
  readonly enabled: boolean;
}

/** One of the buttons; `lastKnown` says how old that is which it goes by, if it is. A pure function. */
export function buttonFor(name: ButtonName, nowPlaying: NowPlaying, lastKnown?: string): Button {
  const found = buttons[name](nowPlaying);
  return lastKnown === undefined || name !== 'playPause'
    ? found
    : { ...found, title: spoken(found.title, lastKnown) };
}

const buttons: Readonly<Record<ButtonName, (nowPlaying: NowPlaying) => Button>> = {
  previous: (nowPlaying) =>
    button(nowPlaying, '$(chevron-left)', messages.previous, 'previous', 'skipPrevious'),
  playPause: (nowPlaying) =>
    // The hover goes on showing what it showed when it was opened, so that its button has to do either.
    nowPlaying.kind === 'playing'
      ? button(nowPlaying, '$(debug-pause)', messages.pause, 'playPause', 'control')
      : button(nowPlaying, '$(play)', messages.play, 'playPause', 'control'),
  next: (nowPlaying) => button(nowPlaying, '$(chevron-right)', messages.next, 'next', 'skipNext'),
  // Spotify's design guidelines ask for a plus.
  like: (nowPlaying) =>
    nowPlaying.liked
      ? button(nowPlaying, '$(pass-filled)', messages.unlike, 'unlike', 'like')
      : button(nowPlaying, '$(add)', messages.like, 'like', 'like'),
};

/** All controls that are offered, in the order of the hover. */
export function buttonsFor(nowPlaying: NowPlaying): readonly Button[] {
  const all = [...buttonNames.map((name) => buttons[name](nowPlaying)), ...furtherButtons(nowPlaying)];
  return all.filter((button) => isOffered(button, nowPlaying));
}

/** What only Spotify itself does. */
const spotifyOnly: ReadonlySet<string> = new Set(
  ['like', 'unlike', 'toggleShuffle', 'cycleRepeat', 'selectDevice', 'showQueue'].map(
    (command) => `earshot.${command}`,
  ),
);

/**
 * Whether a control is shown at all, be it enabled or not: the app on this machine alone has nothing for some, and on
 * Windows no volume either.
 */
export function isOffered({ command, enabled }: Button, { local }: NowPlaying): boolean {
  if (local !== 'alone') return true;
  return !spotifyOnly.has(command) && (enabled || command !== 'earshot.setVolume');
}

/** The controls that only the hover has. */
export function furtherButtons(nowPlaying: NowPlaying): readonly Button[] {
  const volume = nowPlaying.device?.volume;
  const { repeat = 'off' } = nowPlaying;
  const shuffle = shuffleOf(nowPlaying);
  return [
    {
      ...button(
        nowPlaying,
        shuffle === 'smart' ? '$(sparkle)' : '$(arrow-swap)',
        messages.shuffleTitles[shuffle],
        'toggleShuffle',
        'shuffle',
      ),
      state: shuffle === 'off' ? '' : on,
    },
    {
      ...button(nowPlaying, '$(sync)', messages.repeatTitles[repeat], 'cycleRepeat'),
      state: repeatStates[repeat],
      enabled: nextRepeat(nowPlaying) !== repeat,
    },
    {
      ...button(
        nowPlaying,
        volume === 0 ? '$(mute)' : '$(unmute)',
        messages.setVolume,
        'setVolume',
        'changeVolume',
      ),
      state: volume ? `${volume}%` : '',
    },
    button(
      nowPlaying,
      deviceIcon(nowPlaying.device?.type ?? ''),
      messages.selectDevice,
      'selectDevice',
      'control',
    ),
    button(nowPlaying, '$(list-ordered)', messages.showQueue, 'showQueue'),
    {
      ...button(nowPlaying, '$(link-external)', messages.openInSpotify, 'openInSpotify', 'link'),
      enabled: can(nowPlaying, 'link') || searchPageOf(nowPlaying) !== undefined,
    },
  ];
}

function button(
  nowPlaying: NowPlaying,
  icon: string,
  title: string,
  command: string,
  needs?: Ability,
): Button {
  const enabled = needs === undefined || can(nowPlaying, needs);
  const argument = needs === 'like' || needs === 'link' ? nowPlaying.item.uri : undefined;
  return { icon, state: '', title, command: `earshot.${command}`, argument, enabled };
}

const on = '$(circle-small-filled)';
const repeatStates: Readonly<Record<Repeat, string>> = { off: '', context: on, track: '1' };

const deviceIcons: ReadonlyMap<string, string> = new Map([
  ['computer', '$(device-desktop)'],
  ['smartphone', '$(device-mobile)'],
]);

/** Icons for what Spotify calls a device's type. */
export function deviceIcon(type: string): string {
  return deviceIcons.get(type.toLowerCase()) ?? '$(broadcast)';
}
