import type { Library } from '../../browse/library';
import type { Intent, PlayIntent } from '../../model/commands/intent';
import { SignedOutError } from '../../model/errors/apiProblem';
import { RejectedError } from '../../model/errors/rejection';
import { playIntentOf } from '../../model/library/row';
import { readRow } from '../../model/library/rowReference';
import { parseLink } from '../../model/link';
import { assertCan } from '../../model/playback/abilities';
import { searchPageOf } from '../../model/playback/nowPlaying';
import { lastNowPlaying, lastObservation } from '../../model/playback/playback';
import type { Settings } from '../../platform/settings';
import { openInSpotify } from '../common/open';
import { askForLink, askForPosition, askForVolume, type FollowLink } from './argumentPrompts';
import { copyAs, copyLink } from './copy';
import { showControls } from './controlsList';
import { execute, startPlayback, type ExecutionParts } from './execution';
import { Queue } from './queue';
import { playLikedSongs, selectDevice, showRecentlyPlayed } from './quickPicks';
import { startSpotify } from './startSpotify';

/** What these commands act upon. */
interface PlayerCommandParts extends ExecutionParts {
  readonly settings: Settings;
  readonly follow: FollowLink;
  readonly library: Pick<Library, 'lists'>;
}

/** Links, buttons and key bindings may name the item that they are about by its URI. */
function textIn(given: unknown): string | undefined {
  return typeof given === 'string' ? given : undefined;
}

/** The same of what can be liked, as its link's own URI. @throws RejectedError for what names nothing of Spotify's */
function linkedIn(given: unknown): string | undefined {
  const text = textIn(given);
  if (text === undefined) return undefined;
  const link = parseLink(text);
  if (!link) throw new RejectedError({ kind: 'unknownItem' });
  return link.uri;
}

/** What is to play: what a link names, or what a button of ours hands on. @throws RejectedError as `linkedIn` */
function wantedIn(given: unknown): PlayIntent | undefined {
  const isIntent = typeof given === 'object' && given !== null && 'uri' in given;
  if (!isIntent && textIn(given) === undefined) return undefined;
  const row = readRow(isIntent ? { item: given, within: given } : given);
  if (!row) throw new RejectedError({ kind: 'unknownItem' });
  return playIntentOf({ item: row.link, within: row.within });
}

/** What is run under an id of package.json. */
export type CommandHandler = (...args: unknown[]) => unknown;

const skipMs = 15_000;
const volumeStep = 10;

/** The commands that control the player or take something from it, by their id in package.json. */
export function playerCommands(parts: PlayerCommandParts): Readonly<Record<string, CommandHandler>> {
  const { election, store, follow } = parts;
  const run = (intent: Intent) => execute(parts, intent);
  const queue = new Queue(election, parts.settings);
  const always = (intent: Intent) => () => run(intent);
  const like = (liked: boolean | undefined) => (uri: unknown) =>
    run({ kind: 'like', liked, uri: linkedIn(uri) });
  const seekBy = (ms: number) => (uri: unknown) => run({ kind: 'seekBy', ms, uri: textIn(uri) });
  /** @throws SignedOutError */
  const nowPlaying = () => {
    const found = lastNowPlaying(store.playback);
    if (!found && !lastObservation(store.playback)) throw new SignedOutError();
    return found;
  };
  return {
    'earshot.playPause': () => startPlayback(parts, { kind: 'playPause' }),
    'earshot.play': () => startPlayback(parts, { kind: 'play' }),
    'earshot.pause': always({ kind: 'pause' }),
    'earshot.next': always({ kind: 'next' }),
    'earshot.previous': always({ kind: 'previous' }),
    'earshot.seekForward': seekBy(skipMs),
    'earshot.seekBackward': seekBy(-skipMs),
    'earshot.seekTo': async (given, uri) => {
      const asked = assertCan(nowPlaying(), 'seek', textIn(uri));
      return run({ kind: 'seekTo', ms: await askForPosition(asked, given), uri: asked.item.uri });
    },
    'earshot.volumeUp': always({ kind: 'volumeBy', percent: volumeStep }),
    'earshot.volumeDown': always({ kind: 'volumeBy', percent: -volumeStep }),
    'earshot.setVolume': async (given) =>
      run({ kind: 'volumeTo', percent: await askForVolume(nowPlaying(), given) }),
    'earshot.mute': always({ kind: 'mute' }),
    'earshot.toggleShuffle': always({ kind: 'shuffle' }),
    'earshot.cycleRepeat': always({ kind: 'repeat' }),
    'earshot.repeatOff': always({ kind: 'repeat', mode: 'off' }),
    'earshot.repeatContext': always({ kind: 'repeat', mode: 'context' }),
    'earshot.repeatTrack': always({ kind: 'repeat', mode: 'track' }),
    'earshot.like': like(true),
    'earshot.unlike': like(false),
    'earshot.toggleLike': like(undefined),
    'earshot.selectDevice': () => selectDevice(parts),
    'earshot.startSpotify': (given) => startSpotify(parts, wantedIn(given)),
    'earshot.showRecentlyPlayed': () => showRecentlyPlayed(parts),
    'earshot.playLikedSongs': () => playLikedSongs(parts, parts.library.lists),
    'earshot.showQueue': () => queue.show(),
    'earshot.playFromQueue': (index, uri) =>
      typeof index === 'number' ? queue.playFrom(index, textIn(uri)) : queue.show(),
    'earshot.addToQueue': async (given) =>
      run({ kind: 'queue', uri: await askForLink('queue', given, follow) }),
    'earshot.playLink': async (given) =>
      startPlayback(parts, { kind: 'playUri', uri: await askForLink('play', given, follow) }),
    'earshot.copyLink': (uri) => copyLink(textIn(uri), nowPlaying()),
    'earshot.copyAsText': () => copyAs('text', nowPlaying(), parts.settings),
    'earshot.copyAsMarkdown': () => copyAs('markdown', nowPlaying(), parts.settings),
    'earshot.openInSpotify': (uri) => {
      const shown = textIn(uri) === undefined ? lastNowPlaying(store.playback) : undefined;
      return openInSpotify(textIn(uri) ?? shown?.item.uri, parts.settings, shown && searchPageOf(shown));
    },
    'earshot.showControls': () => showControls(store),
  };
}
