import type { Wish } from '../../model/commands/intent';
import { SignedOutError } from '../../model/errors/apiProblem';
import { RefusedError } from '../../model/errors/rejection';
import { parseLink } from '../../model/link';
import { demand } from '../../model/playback/abilities';
import { lastHeard, lastSeen } from '../../model/playback/playback';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { lastKnown } from '../../render/statusText';
import type { Sharing } from '../../windows/leaderElection';
import { inPassing } from '../common/messages';
import { openInSpotify } from '../common/open';
import { askForLink, askForPosition, askForVolume, type FollowLink } from './argumentPrompts';
import { copyAs, copyLink } from './copy';
import { selectDevice, showControls, showQueue } from './quickPicks';

/** What these commands act upon. */
export interface PlayerParts {
  readonly sharing: Sharing;
  readonly store: Store;
  readonly settings: Settings;
  readonly follow: FollowLink;
}

/** Links, buttons and key bindings may name the item that they are about by its URI. */
function textIn(given: unknown): string | undefined {
  return typeof given === 'string' ? given : undefined;
}

/** The same of what can be liked, as its link's own URI. @throws RefusedError for what names nothing of Spotify's */
function linkedIn(given: unknown): string | undefined {
  const text = textIn(given);
  if (text === undefined) return undefined;
  const link = parseLink(text);
  if (!link) throw new RefusedError({ kind: 'unknownItem' });
  return link.uri;
}

/** What is run under an id of package.json. */
export type Command = (...args: unknown[]) => unknown;

const skipMs = 15_000;
const volumeStep = 10;

/** The commands that control the player or take something from it, by their id in package.json. */
export function playerCommands(parts: PlayerParts): Readonly<Record<string, Command>> {
  const { sharing, store, follow } = parts;
  const fulfil = (wish: Wish) => sharing.carryOut({ kind: 'wish', wish });
  const always = (wish: Wish) => () => fulfil(wish);
  const like = (liked: boolean | undefined) => async (uri: unknown) => {
    const now = await fulfil({ kind: 'like', liked, uri: linkedIn(uri) });
    inPassing(now ? '$(pass-filled) Added to Liked Songs' : '$(circle-slash) Removed from Liked Songs');
  };
  const seekBy = (ms: number) => (uri: unknown) => fulfil({ kind: 'seekBy', ms, uri: textIn(uri) });
  /** @throws SignedOutError */
  const heard = () => {
    if (!lastSeen(store.playback)) throw new SignedOutError();
    return lastHeard(store.playback);
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
      const asked = demand(heard(), 'seek', textIn(uri));
      return fulfil({ kind: 'seekTo', ms: await askForPosition(asked, given), uri: asked.item.uri });
    },
    'earshot.volumeUp': always({ kind: 'volumeBy', percent: volumeStep }),
    'earshot.volumeDown': always({ kind: 'volumeBy', percent: -volumeStep }),
    'earshot.setVolume': async (given) =>
      fulfil({ kind: 'volumeTo', percent: await askForVolume(heard(), given) }),
    'earshot.mute': always({ kind: 'mute' }),
    'earshot.toggleShuffle': always({ kind: 'shuffle' }),
    'earshot.cycleRepeat': always({ kind: 'repeat' }),
    'earshot.repeatOff': always({ kind: 'repeat', mode: 'off' }),
    'earshot.repeatContext': always({ kind: 'repeat', mode: 'context' }),
    'earshot.repeatTrack': always({ kind: 'repeat', mode: 'track' }),
    'earshot.like': like(true),
    'earshot.unlike': like(false),
    'earshot.toggleLike': like(undefined),
    'earshot.selectDevice': () => selectDevice(sharing),
    'earshot.showQueue': () => showQueue(sharing, parts.settings),
    'earshot.addToQueue': async (given) => {
      await fulfil({ kind: 'queue', uri: await askForLink('queue', given, follow) });
      inPassing('$(list-ordered) Added to the queue');
    },
    'earshot.playLink': async (given) =>
      fulfil({ kind: 'playUri', uri: await askForLink('play', given, follow) }),
    'earshot.copyLink': (uri) => copyLink(textIn(uri), heard()),
    'earshot.copyAsText': () => copyAs('text', heard(), parts.settings),
    'earshot.copyAsMarkdown': () => copyAs('markdown', heard(), parts.settings),
    'earshot.openInSpotify': (uri) =>
      openInSpotify(textIn(uri) ?? lastHeard(store.playback)?.item.uri, parts.settings),
    'earshot.showControls': () => showControls(heard(), lastKnown(store.playback)),
  };
}
