import { liked as likedMessage, queued, unliked } from '../../messages/player';
import type { Intent } from '../../model/commands/intent';
import { SignedOutError } from '../../model/errors/apiProblem';
import { RejectedError } from '../../model/errors/rejection';
import { parseLink } from '../../model/link';
import { assertCan } from '../../model/playback/abilities';
import { searchPageOf } from '../../model/playback/nowPlaying';
import { lastNowPlaying, lastObservation } from '../../model/playback/playback';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { lastKnown } from '../../render/statusText';
import type { LeaderElection } from '../../windows/leaderElection';
import { flashStatus } from '../common/messages';
import { openInSpotify } from '../common/open';
import { askForLink, askForPosition, askForVolume, type FollowLink } from './argumentPrompts';
import { copyAs, copyLink } from './copy';
import { selectDevice, showControls, showQueue } from './quickPicks';

/** What these commands act upon. */
interface PlayerCommandParts {
  readonly election: LeaderElection;
  readonly store: Store;
  readonly settings: Settings;
  readonly follow: FollowLink;
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

/** What is run under an id of package.json. */
export type CommandHandler = (...args: unknown[]) => unknown;

const skipMs = 15_000;
const volumeStep = 10;

/** The commands that control the player or take something from it, by their id in package.json. */
export function playerCommands(parts: PlayerCommandParts): Readonly<Record<string, CommandHandler>> {
  const { election, store, follow } = parts;
  const execute = (intent: Intent) => election.request({ kind: 'intent', intent });
  const always = (intent: Intent) => () => execute(intent);
  const like = (liked: boolean | undefined) => async (uri: unknown) => {
    const now = await execute({ kind: 'like', liked, uri: linkedIn(uri) });
    flashStatus(now ? likedMessage : unliked);
  };
  const seekBy = (ms: number) => (uri: unknown) => execute({ kind: 'seekBy', ms, uri: textIn(uri) });
  /** @throws SignedOutError */
  const nowPlaying = () => {
    const found = lastNowPlaying(store.playback);
    if (!found && !lastObservation(store.playback)) throw new SignedOutError();
    return found;
  };
  return {
    'earshot.playPause': always({ kind: 'playPause' }),
    'earshot.play': always({ kind: 'play' }),
    'earshot.pause': always({ kind: 'pause' }),
    'earshot.next': always({ kind: 'next' }),
    'earshot.previous': always({ kind: 'previous' }),
    'earshot.seekForward': seekBy(skipMs),
    'earshot.seekBackward': seekBy(-skipMs),
    'earshot.seekTo': async (given, uri) => {
      const asked = assertCan(nowPlaying(), 'seek', textIn(uri));
      return execute({ kind: 'seekTo', ms: await askForPosition(asked, given), uri: asked.item.uri });
    },
    'earshot.volumeUp': always({ kind: 'volumeBy', percent: volumeStep }),
    'earshot.volumeDown': always({ kind: 'volumeBy', percent: -volumeStep }),
    'earshot.setVolume': async (given) =>
      execute({ kind: 'volumeTo', percent: await askForVolume(nowPlaying(), given) }),
    'earshot.mute': always({ kind: 'mute' }),
    'earshot.toggleShuffle': always({ kind: 'shuffle' }),
    'earshot.cycleRepeat': always({ kind: 'repeat' }),
    'earshot.repeatOff': always({ kind: 'repeat', mode: 'off' }),
    'earshot.repeatContext': always({ kind: 'repeat', mode: 'context' }),
    'earshot.repeatTrack': always({ kind: 'repeat', mode: 'track' }),
    'earshot.like': like(true),
    'earshot.unlike': like(false),
    'earshot.toggleLike': like(undefined),
    'earshot.selectDevice': () => selectDevice(election),
    'earshot.showQueue': () => showQueue(election, parts.settings),
    'earshot.addToQueue': async (given) => {
      await execute({ kind: 'queue', uri: await askForLink('queue', given, follow) });
      flashStatus(queued);
    },
    'earshot.playLink': async (given) =>
      execute({ kind: 'playUri', uri: await askForLink('play', given, follow) }),
    'earshot.copyLink': (uri) => copyLink(textIn(uri), nowPlaying()),
    'earshot.copyAsText': () => copyAs('text', nowPlaying(), parts.settings),
    'earshot.copyAsMarkdown': () => copyAs('markdown', nowPlaying(), parts.settings),
    'earshot.openInSpotify': (uri) => {
      const shown = textIn(uri) === undefined ? lastNowPlaying(store.playback) : undefined;
      return openInSpotify(textIn(uri) ?? shown?.item.uri, parts.settings, shown && searchPageOf(shown));
    },
    'earshot.showControls': () => showControls(nowPlaying(), lastKnown(store.playback)),
  };
}
