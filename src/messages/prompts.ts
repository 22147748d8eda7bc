/* What the controls ask, in lists and boxes, and what is copied. */
import * as l10n from '@vscode/l10n';
import type { UnplayableType } from '../model/link';
import { namesOf, type Device, type Item } from '../model/playback/item';
import { facts, openSettings, sentences, type Message } from './common';
import { explicitMark } from './items';

export const controlsTitle = l10n.t('Spotify');

/** What the list of controls is about. */
export function controlsHint(item: Item, lastKnown: string | undefined): string {
  return [item.title, namesOf(item.artists), explicitMark(item), lastKnown].filter(Boolean).join(' – ');
}

/** Types of Spotify's that are not words, as people call them; empty for those that say nothing. */
export const deviceTypes: Readonly<Record<string, string>> = {
  tv: l10n.t('TV'),
  avr: l10n.t('Receiver'),
  stb: l10n.t('Set-top box'),
  castaudio: l10n.t('Cast'),
  castvideo: l10n.t('Cast'),
  unknown: '',
  unknownspotify: '',
};

export const playThere = l10n.t('Play on This Device');
export const prefer = l10n.t('Use When None Is Active');
export const preferNone = l10n.t('Do Not Use When None Is Active');
export const refreshDevices = l10n.t('Refresh');

/** What is known of a device besides what it says itself. */
export interface DeviceMarks {
  /** What tells it from others of its name. */
  readonly apart: string;
  readonly addressable: boolean;
  readonly preferred: boolean;
}

export function deviceFacts(
  { active, volume, hasVolume }: Device,
  { apart, addressable, preferred }: DeviceMarks,
): string {
  return facts(
    apart,
    active ? l10n.t('active') : '',
    preferred ? l10n.t('preferred') : '',
    volume === undefined ? '' : `${volume}%`,
    addressable && !hasVolume ? l10n.t('fixed volume') : '',
    addressable ? '' : l10n.t('cannot be controlled remotely'),
  );
}

export const queueQuestion = {
  title: l10n.t('Queue'),
  placeHolder: l10n.t('Select a song to skip to'),
};
export const addToQueue = l10n.t('Add to Queue…');

export function queueEntry(place: number, title: string): string {
  return `${place}. ${title}`;
}

/** `end`: as on a clock; empty where nobody knows. */
export function positionQuestion(end: string) {
  return {
    title: l10n.t('Go to Time'),
    prompt: end ? l10n.t('Enter a time before {end}.', { end }) : l10n.t('Enter a time.'),
    placeHolder: l10n.t('1:23 or 2m30s'),
  };
}

export function positionFault(end: string): string {
  return end
    ? l10n.t('Enter a time such as 1:23 or 2m30s, before {end}.', { end })
    : l10n.t('Enter a time such as 1:23 or 2m30s.');
}

export const volumeQuestion = {
  title: l10n.t('Set Volume'),
  prompt: l10n.t('Enter the volume, from 0 to 100.'),
  placeHolder: l10n.t('0 to 100'),
};
export const volumeFault = l10n.t('Enter a whole number from 0 to 100.');

const linkHint = 'https://open.spotify.com/track/… or spotify:track:…';
const linkQuestions = {
  play: {
    title: l10n.t('Play Link'),
    prompt: l10n.t('Paste the link or URI of a song, album, artist, playlist, podcast, or audiobook.'),
    placeHolder: linkHint,
  },
  queue: {
    title: l10n.t('Add to Queue'),
    prompt: l10n.t('Paste the link or URI of a song or an episode.'),
    placeHolder: linkHint,
  },
};
const notLinks = {
  play: l10n.t(
    'This is not the Spotify link or URI of a song, album, artist, playlist, podcast, or audiobook.',
  ),
  queue: l10n.t('This is not the Spotify link or URI of a song or an episode.'),
};
const unplayable: Readonly<Record<UnplayableType, string>> = {
  prerelease: l10n.t('This is not released yet. Spotify can play it after its release.'),
  local: l10n.t('This is a local file. Spotify can play it only on the device that has it.'),
};

export function linkQuestion(purpose: 'play' | 'queue') {
  return linkQuestions[purpose];
}

/** Why something is no link; `type`: what it is instead, if that is known. */
export function linkFault(purpose: 'play' | 'queue', type: UnplayableType | undefined): string {
  return type ? unplayable[type] : notLinks[purpose];
}

/** `address`: of the short link, to be opened. */
export function shortLinkNotFollowed(address: unknown): Message {
  return [
    l10n.t(
      'Earshot cannot resolve this short link. Open it in the browser and copy the address it leads to.',
    ),
    { label: l10n.t('Open in Browser'), command: 'vscode.open', arguments: [address] },
  ];
}

/** A way to copy: `title` stands above what the clipboard does not take, `done` says that it did. */
export const copies = {
  link: { title: l10n.t('Link to the Song'), done: l10n.t('$(copy) Copied link') },
  text: { title: l10n.t('The Song as Text'), done: l10n.t('$(copy) Copied as text') },
  markdown: { title: l10n.t('The Song as Markdown'), done: l10n.t('$(copy) Copied as Markdown') },
};

/** `fault`: of the format, in a sentence. */
export function notCopied(fault: string): Message {
  return [sentences(l10n.t('Nothing was copied.'), fault), openSettings('earshot.copy')];
}
