import { spoken } from '../messages/common';
import * as messages from '../messages/player';
import { can, nextRepeat, type Ability } from '../model/playback/abilities';
import type { Repeat } from '../model/playback/item';
import { searchPageOf, type NowPlaying } from '../model/playback/nowPlaying';
import { shuffleOf, type Shuffle } from '../model/playback/snapshot';

/** The buttons that may stand beside the song, and that the hover begins with. */
export const buttonNames = ['previous', 'playPause', 'next', 'like'] as const;
export type ButtonName = (typeof buttonNames)[number];

/** All controls: those, and what only hover and list have. */
export type ControlName =
  | ButtonName
  | 'playOrPause'
  | 'shuffle'
  | 'repeat'
  | 'volumeDown'
  | 'volume'
  | 'volumeUp'
  | 'device'
  | 'queue'
  | 'open'
  | 'seekBackward'
  | 'seekForward';

/** A control as it is shown for what plays. */
export interface Button {
  /** In VS Code's label syntax. */
  readonly icon: string;
  /** How it is set now, where the icon does not say it, such as `60%`; else empty. */
  readonly state: string;
  /** Whether it is switched on. */
  readonly on: boolean;
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

/** A control; `undefined` where it is not offered, or nobody knows how it is set. A pure function. */
export function controlFor(name: ControlName, nowPlaying: NowPlaying): Button | undefined {
  const control = controls[name](nowPlaying);
  return control && isOffered(control, nowPlaying) ? control : undefined;
}

/** What only Spotify itself does. */
const spotifyOnly = commandsOf('like', 'unlike', 'toggleShuffle', 'cycleRepeat', 'selectDevice', 'showQueue');
const volumes = commandsOf('volumeDown', 'setVolume', 'volumeUp');

function commandsOf(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => `earshot.${name}`));
}

/**
 * Whether a control is shown at all, be it enabled or not: the app on this machine alone has nothing for some, and on
 * Windows no volume either.
 */
export function isOffered({ command, enabled }: Button, { local }: NowPlaying): boolean {
  return local !== 'alone' || (!spotifyOnly.has(command) && (enabled || !volumes.has(command)));
}

const further = ['shuffle', 'repeat', 'device', 'queue', 'open'] as const;

/** The controls of the list besides the buttons and the steps of position and volume, in its order. */
export function furtherButtons(nowPlaying: NowPlaying): readonly Button[] {
  return further.flatMap((name) => controlFor(name, nowPlaying) ?? []);
}

const buttons: Readonly<Record<ButtonName, (nowPlaying: NowPlaying) => Button>> = {
  previous: (nowPlaying) =>
    button(nowPlaying, '$(earshot-previous)', messages.previous, 'previous', 'skipPrevious'),
  playPause: (nowPlaying) =>
    nowPlaying.kind === 'playing'
      ? button(nowPlaying, '$(earshot-pause)', messages.pause, 'playPause', 'control')
      : button(nowPlaying, '$(earshot-play)', messages.play, 'playPause', 'control'),
  next: (nowPlaying) => button(nowPlaying, '$(earshot-next)', messages.next, 'next', 'skipNext'),
  // Spotify's design guidelines ask for a plus.
  like: (nowPlaying) =>
    nowPlaying.liked
      ? { ...button(nowPlaying, '$(earshot-liked)', messages.unlike, 'unlike', 'like'), on: true }
      : button(nowPlaying, '$(earshot-like)', messages.like, 'like', 'like'),
};

const controls: Readonly<Record<ControlName, (nowPlaying: NowPlaying) => Button | undefined>> = {
  ...buttons,
  // While the mouse is on the hover VS Code goes on showing what it showed: this one is right either way.
  playOrPause: (nowPlaying) =>
    button(nowPlaying, '$(earshot-play-pause)', messages.playOrPause, 'playPause', 'control'),
  shuffle,
  repeat: (nowPlaying) => repeat(nowPlaying, nowPlaying.repeat),
  volumeDown: (nowPlaying) =>
    button(nowPlaying, '$(earshot-volume-down)', messages.volumeDown, 'volumeDown', 'changeVolume'),
  volume: (nowPlaying) => {
    const volume = nowPlaying.device?.volume;
    const icon = volume === 0 ? '$(earshot-volume-off)' : '$(earshot-volume)';
    const set = button(nowPlaying, icon, messages.setVolume, 'setVolume', 'changeVolume');
    return { ...set, state: volume === undefined ? '' : `${volume}%` };
  },
  volumeUp: (nowPlaying) =>
    button(nowPlaying, '$(earshot-volume-up)', messages.volumeUp, 'volumeUp', 'changeVolume'),
  device: (nowPlaying) =>
    button(
      nowPlaying,
      deviceIcon(nowPlaying.device?.type ?? ''),
      messages.selectDevice,
      'selectDevice',
      'control',
    ),
  queue: (nowPlaying) => button(nowPlaying, '$(earshot-queue)', messages.showQueue, 'showQueue'),
  open: (nowPlaying) => {
    const open = button(nowPlaying, '$(link-external)', messages.openInSpotify, 'openInSpotify', 'link');
    return { ...open, enabled: open.enabled || searchPageOf(nowPlaying) !== undefined };
  },
  seekBackward: (nowPlaying) =>
    button(nowPlaying, '$(earshot-back)', messages.seekBackward, 'seekBackward', 'seek'),
  seekForward: (nowPlaying) =>
    button(nowPlaying, '$(earshot-forward)', messages.seekForward, 'seekForward', 'seek'),
};

function shuffle(nowPlaying: NowPlaying): Button | undefined {
  if (nowPlaying.shuffle === undefined) return undefined;
  const mode = shuffleOf(nowPlaying);
  const title = messages.shuffleTitles[mode];
  return {
    ...button(nowPlaying, shuffleIcons[mode], title, 'toggleShuffle', 'shuffle'),
    on: mode !== 'off',
  };
}

function repeat(nowPlaying: NowPlaying, mode: Repeat | undefined): Button | undefined {
  if (mode === undefined) return undefined;
  const found = button(nowPlaying, repeatIcons[mode], messages.repeatTitles[mode], 'cycleRepeat');
  return { ...found, on: mode !== 'off', enabled: nextRepeat(nowPlaying) !== mode };
}

function button(
  nowPlaying: NowPlaying,
  icon: string,
  title: string,
  command: string,
  needs?: Ability,
): Button {
  const enabled = needs === undefined || can(nowPlaying, needs);
  const about = needs === 'like' || needs === 'link' || needs === 'seek';
  const argument = about ? nowPlaying.item.uri : undefined;
  return { icon, state: '', on: false, title, command: `earshot.${command}`, argument, enabled };
}

const shuffleIcons: Readonly<Record<Shuffle, string>> = {
  off: '$(earshot-shuffle)',
  on: '$(earshot-shuffle-on)',
  smart: '$(earshot-shuffle-smart)',
};

const repeatIcons: Readonly<Record<Repeat, string>> = {
  off: '$(earshot-repeat)',
  context: '$(earshot-repeat-on)',
  track: '$(earshot-repeat-one)',
};

/** Spotify's types of devices, in lower case. */
const deviceIcons: ReadonlyMap<string, string> = new Map([
  ['computer', '$(earshot-device-computer)'],
  ['chromebook', '$(earshot-device-computer)'],
  ['smartphone', '$(earshot-device-phone)'],
  ['tablet', '$(earshot-device-phone)'],
  ['speaker', '$(earshot-device-speaker)'],
  ['avr', '$(earshot-device-speaker)'],
  ['castaudio', '$(earshot-device-speaker)'],
  ['tv', '$(earshot-device-tv)'],
  ['stb', '$(earshot-device-tv)'],
  ['castvideo', '$(earshot-device-tv)'],
  ['gameconsole', '$(earshot-device-tv)'],
  ['automobile', '$(earshot-device-car)'],
  ['carthing', '$(earshot-device-car)'],
]);

/** Icons for what Spotify calls a device's type. */
export function deviceIcon(type: string): string {
  return deviceIcons.get(type.toLowerCase()) ?? '$(earshot-device)';
}
