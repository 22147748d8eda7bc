import * as messages from '../messages/player';
import { can, type Ability } from '../model/playback/abilities';
import type { NowPlaying } from '../model/playback/nowPlaying';
import { buttonFor, furtherButtons, type Button } from './buttons';

/** A row of the list of controls. */
export interface ControlRow {
  /** What it is about: the same for Play as for Pause. */
  readonly id: string;
  /** In VS Code's label syntax. */
  readonly label: string;
  /** How it is set now; empty where there is nothing to say. */
  readonly description: string;
  readonly command: string;
  /** The URI of what plays, where the command is about that. */
  readonly argument: string | undefined;
}

/** The controls as a list, the likeliest first, and only what can be done with what plays. A pure function. */
export function controlRows(nowPlaying: NowPlaying | undefined): readonly ControlRow[] {
  if (!nowPlaying) {
    return [
      row('$(play)', messages.resume, 'play'),
      row('$(history)', messages.showRecentlyPlayed, 'showRecentlyPlayed'),
      row('$(earshot-liked)', messages.playLikedSongs, 'playLikedSongs'),
      row('$(search)', messages.search, 'search'),
      row('$(broadcast)', messages.selectDevice, 'selectDevice'),
      row('$(link-external)', messages.openSpotify, 'openInSpotify'),
    ];
  }
  return [
    ...(['playPause', 'next', 'previous', 'like'] as const).flatMap((name) =>
      buttonRow(name, buttonFor(name, nowPlaying)),
    ),
    ...steps(nowPlaying),
    ...furtherButtons(nowPlaying).flatMap((button) =>
      buttonRow(button.command.replace('earshot.', ''), button, nowPlaying),
    ),
    ...(nowPlaying.local === 'alone'
      ? []
      : [row('$(history)', messages.showRecentlyPlayed, 'showRecentlyPlayed')]),
    ...(can(nowPlaying, 'link') ? [row('$(copy)', messages.copyLink, 'copyLink', nowPlaying.item.uri)] : []),
    row('$(copy)', messages.copyAsText, 'copyAsText'),
    ...(nowPlaying.premiumRequired ? [row('$(refresh)', messages.checkPremium, 'refresh')] : []),
  ];
}

/** The steps of position and volume, which need no box to be typed into, with the box. */
function steps(nowPlaying: NowPlaying): readonly ControlRow[] {
  const { item, device } = nowPlaying;
  const volume = device?.volume === undefined ? '' : `${device.volume}%`;
  const all: readonly (readonly [Ability, ControlRow])[] = [
    ['seek', row('$(earshot-forward)', messages.seekForward, 'seekForward', item.uri)],
    ['seek', row('$(earshot-back)', messages.seekBackward, 'seekBackward', item.uri)],
    ['seek', row('$(location)', messages.seekTo, 'seekTo')],
    ['changeVolume', row('$(earshot-volume-up)', messages.volumeUp, 'volumeUp', undefined, volume)],
    ['changeVolume', row('$(earshot-volume-down)', messages.volumeDown, 'volumeDown')],
    ['changeVolume', row('$(earshot-volume)', messages.setVolume, 'setVolume', undefined, volume)],
    [
      'changeVolume',
      row('$(earshot-volume-off)', device?.volume === 0 ? messages.unmute : messages.mute, 'mute'),
    ],
  ];
  return all.flatMap(([ability, one]) => (can(nowPlaying, ability) ? [one] : []));
}

function row(icon: string, title: string, command: string, argument?: string, description = ''): ControlRow {
  return { id: command, label: `${icon} ${title}`, description, command: `earshot.${command}`, argument };
}

/** None for what cannot be done. */
function buttonRow(id: string, button: Button, nowPlaying?: NowPlaying): readonly ControlRow[] {
  const { icon, title, state, command, argument, enabled } = button;
  if (!enabled) return [];
  const isDevice = command === 'earshot.selectDevice';
  const description = isDevice ? (nowPlaying?.device?.name ?? '') : state;
  return [{ id, label: `${icon} ${title}`, description, command, argument }];
}
