import { position } from '../messages/actions';
import { problemActions } from '../messages/apiProblems';
import { action, facts, signIn, signInAgain, tryAgain } from '../messages/common';
import { positionName, showSignInProgress, volumeName } from '../messages/nowPlaying';
import { explicitMark } from '../messages/items';
import { controlNotPossible } from '../messages/player';
import { rejectionMessage } from '../messages/rejections';
import * as messages from '../messages/statusBar';
import { pauseEnd } from '../model/errors/apiProblem';
import type { MessageAction } from '../model/errors/userFacingError';
import { pageOf } from '../model/link';
import { rejectionFor, type Ability } from '../model/playback/abilities';
import type { Image } from '../model/playback/item';
import { searchPageOf, type NowPlaying } from '../model/playback/nowPlaying';
import { isAway, lastNowPlaying, type Playback } from '../model/playback/playback';
import { controlFor, type ControlName } from './buttons';
import { controlRows } from './controlRows';
import { mostArtists } from './hover';
import { noSongStatus } from './noSong';
import { progressAt } from './seekBar';
import { signInSentence } from './statusLines';
import { lastKnown } from './statusText';

/** All that the page of "Now Playing" shows. Plain data, as it is sent to the page; texts are texts and no markup. */
export type NowPlayingView = SongView | NoSongView;

export interface SongView {
  readonly kind: 'song';
  readonly title: LinkView;
  readonly artists: readonly LinkView[];
  /** How many artists there are besides, where those are not all; leads to the song, whose page names them. */
  readonly moreArtists: LinkView | undefined;
  readonly album: LinkView | undefined;
  readonly artwork: (Image & { readonly name: string }) | undefined;
  readonly fact: string;
  /** Leads to Spotify, where there is a way. */
  readonly attribution: LinkView;
  readonly buttons: Readonly<Partial<Record<ViewButtonName, ButtonView>>>;
  readonly position: PositionView | undefined;
  readonly volume: VolumeView | undefined;
  readonly notices: readonly NoticeView[];
}

/** Nothing plays, nobody is signed in, or nothing is known yet: then all of it is empty. */
export interface NoSongView extends NoticeView {
  readonly kind: 'noSong';
  readonly title: string;
}

/** A sentence, and what can be done about it, the likeliest first. */
export interface NoticeView {
  readonly sentence: string;
  readonly actions: readonly MessageAction[];
}

/** A name that leads to Spotify, where it has a page. */
export interface LinkView extends Runs {
  readonly text: string;
  readonly isLink: boolean;
}

/** A command of the extension, and what it is run with. */
export interface Runs {
  readonly command: string;
  readonly args: readonly string[];
}

interface Disableable {
  /** Why it does nothing at the moment, in a sentence; empty where it works. */
  readonly disabled: string;
}

export interface ButtonView extends Runs, Disableable {
  /** Of our font, without its prefix: `play`. */
  readonly icon: string;
  /** What it does. */
  readonly title: string;
  /** What stands beside the icon. */
  readonly text: string;
  readonly on: boolean;
}

export interface PositionView extends Disableable {
  /** Of the slider, for screen readers. */
  readonly name: string;
  /** What it says there, with `{at}` and `{whole}` for the times, as on a clock. */
  readonly pattern: string;
  /** Where it was when this was made, in milliseconds. The page goes on from there by its own clock. */
  readonly ms: number;
  readonly durationMs: number;
  readonly moves: boolean;
  /** What is to be moved in, where it has an address. */
  readonly uri: string | undefined;
}

export interface VolumeView extends Disableable {
  /** Of the slider, for screen readers. */
  readonly name: string;
  /** In per cent. */
  readonly percent: number;
}

/** The buttons, with what each needs. */
const abilities = {
  shuffle: ['shuffle'],
  previous: ['skipPrevious'],
  playPause: ['control'],
  next: ['skipNext'],
  repeat: ['repeat', 'repeatTrack'],
  like: ['like'],
  device: ['control'],
} as const satisfies Readonly<Partial<Record<ControlName, readonly Ability[]>>>;
export type ViewButtonName = keyof typeof abilities;
const buttonNames = Object.keys(abilities) as ViewButtonName[];

/**
 * What the view shows for a state at the time `now` (milliseconds since 1970). `hasClientId`: the settings have one.
 * What the status bar hides by its settings shows here, since somebody has opened it. A pure function.
 */
export function nowPlayingView(playback: Playback, hasClientId: boolean, now: number): NowPlayingView {
  const nowPlaying = playback.kind === 'signingIn' ? undefined : lastNowPlaying(playback);
  return nowPlaying ? songView(nowPlaying, playback, now) : noSongView(playback, hasClientId, now);
}

function noSongView(playback: Playback, hasClientId: boolean, now: number): NoSongView {
  const { title = '', sentence = '' } = noSongStatus(playback, hasClientId, now) ?? {};
  return { kind: 'noSong', title, sentence, actions: actionsFor(playback) };
}

/** What helps where there is no song, or no way to Spotify. */
function actionsFor(playback: Playback): readonly MessageAction[] {
  switch (playback.kind) {
    case 'signedOut':
      return [signIn];
    case 'signInAgain':
    case 'sessionLost':
      return [signInAgain];
    case 'signingIn':
      return [showSignInProgress];
    case 'nothing':
      return [
        ...controlRows(undefined).map(({ label, command }) => ({ label: withoutIcon(label), command })),
        action(messages.whyNothing, 'whyNothing'),
      ];
    case 'unavailable': {
      const { problem } = playback;
      const known = problemActions(problem);
      return known.length > 0 || pauseEnd(problem) !== undefined ? known : [tryAgain];
    }
    default:
      return [];
  }
}

function withoutIcon(label: string): string {
  return label.replace(/^\$\([^)]*\) /, '');
}

function songView(nowPlaying: NowPlaying, playback: Playback, now: number): SongView {
  const { item, privateSession } = nowPlaying;
  const { title, artists, album, image, uri } = item;
  const known = lastKnown(playback);
  const more = artists.length - mostArtists;
  const page = pageOf(uri) ?? searchPageOf(nowPlaying);
  const fact = facts(explicitMark(item), known, privateSession ? messages.privateSession : '');
  return {
    kind: 'song',
    title: link(title, uri),
    artists: artists.slice(0, mostArtists).map((artist) => link(artist.name, artist.uri)),
    moreArtists: more > 0 ? link(messages.andMore(more), uri) : undefined,
    album: album && link(album.name, album.uri),
    artwork: image && { ...image, name: messages.artworkOf(album?.name ?? title) },
    fact,
    attribution: page ? { ...link(messages.listenOnSpotify, uri), isLink: true } : link('Spotify', undefined),
    buttons: Object.fromEntries(buttonNames.flatMap((name) => button(name, nowPlaying, now))),
    position: known === undefined ? positionView(nowPlaying, now) : undefined,
    volume: volumeView(nowPlaying, now),
    notices: notices(nowPlaying, playback, now),
  };
}

/** The command opens what plays, or looks for it, where it is not told what. */
function link(text: string, uri: string | undefined): LinkView {
  const args = uri === undefined ? [] : [uri];
  return { text, isLink: pageOf(uri) !== undefined, command: 'earshot.openInSpotify', args };
}

function button(name: ViewButtonName, nowPlaying: NowPlaying, now: number): [ViewButtonName, ButtonView][] {
  const found = controlFor(name, nowPlaying);
  if (!found) return [];
  const { icon, title, on, command, argument, enabled } = found;
  const view = {
    icon: icon.replace(/^\$\(earshot-|\)$/g, ''),
    title,
    text: name === 'device' ? (nowPlaying.device?.name ?? title) : '',
    on,
    command,
    args: argument === undefined ? [] : [argument],
    disabled: enabled ? '' : (reason(nowPlaying, abilities[name], now) ?? controlNotPossible(title)),
  };
  return [[name, view]];
}

/** Why none of these can be had, in a sentence; `undefined` where all can. */
function reason(nowPlaying: NowPlaying, needs: readonly Ability[], now: number): string | undefined {
  const [rejection] = needs.flatMap((ability) => rejectionFor(nowPlaying, ability) ?? []);
  return rejection && rejectionMessage(rejection, now)[0];
}

function positionView(nowPlaying: NowPlaying, now: number): PositionView | undefined {
  const progress = progressAt(nowPlaying, now);
  return (
    progress && {
      name: positionName,
      pattern: position('{at}', '{whole}'),
      ms: Math.max(0, Math.min(progress.position, progress.durationMs)),
      durationMs: progress.durationMs,
      moves: nowPlaying.kind === 'playing',
      uri: nowPlaying.item.uri,
      disabled: reason(nowPlaying, ['seek'], now) ?? '',
    }
  );
}

function volumeView(nowPlaying: NowPlaying, now: number): VolumeView | undefined {
  return (
    controlFor('volume', nowPlaying) && {
      name: volumeName,
      percent: nowPlaying.device?.volume ?? 0,
      disabled: reason(nowPlaying, ['changeVolume'], now) ?? '',
    }
  );
}

/** What Spotify keeps from what is shown, each with what helps. */
function notices(nowPlaying: NowPlaying, playback: Playback, now: number): readonly NoticeView[] {
  const sentence =
    isAway(playback) || playback.kind === 'waiting'
      ? signInSentence(playback)
      : noSongStatus(playback, true, now)?.sentence;
  return [
    ...(nowPlaying.premiumRequired ? [{ sentence: messages.premiumRequired, actions: [] }] : []),
    ...(sentence === undefined ? [] : [{ sentence, actions: actionsFor(playback) }]),
  ];
}
