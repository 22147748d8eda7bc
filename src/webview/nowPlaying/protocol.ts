import * as v from 'valibot';
import type { NowPlayingView } from '../../render/nowPlayingView';

/*
 * What the page of "Now Playing" and the extension tell each other. The page imports types alone from here: it believes
 * the extension, and the extension checks whatever comes from a page.
 */

/** What the page is told: all that it shows, replaced whole. */
export interface ViewMessage {
  readonly view: NowPlayingView;
}

/** What the page asks for: that a command is run, or to be told what to show, when it has been loaded. */
export interface PageMessage {
  readonly command: (typeof pageCommands)[number];
  readonly args: readonly (string | number)[];
}

/** All that a page can have run. */
const pageCommands = [
  'ready',
  'earshot.previous',
  'earshot.playPause',
  'earshot.play',
  'earshot.next',
  'earshot.seekTo',
  'earshot.toggleShuffle',
  'earshot.cycleRepeat',
  'earshot.like',
  'earshot.unlike',
  'earshot.setVolume',
  'earshot.selectDevice',
  'earshot.openInSpotify',
  'earshot.showRecentlyPlayed',
  'earshot.playLikedSongs',
  'earshot.search',
  'earshot.whyNothing',
  'earshot.refresh',
  'earshot.signIn',
  'earshot.signIn.showProgress',
  'earshot.setClientId',
  'earshot.setClientSecret',
  'earshot.openDashboard',
  'earshot.showLog',
  'workbench.action.openSettings',
] as const;

const longestText = 200;
const schema = v.object({
  command: v.picklist(pageCommands),
  args: v.pipe(
    v.array(v.union([v.pipe(v.string(), v.maxLength(longestText)), v.pipe(v.number(), v.finite())])),
    v.maxLength(2),
  ),
});

/** A message of a page; `undefined` for anything else. */
export function readPageMessage(message: unknown): PageMessage | undefined {
  const read = v.safeParse(schema, message);
  return read.success ? read.output : undefined;
}
