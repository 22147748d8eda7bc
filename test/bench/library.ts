import { LibraryIndex } from '../../src/browse/libraryIndex';
import { LibraryLists } from '../../src/browse/libraryLists';
import type { AskLibrary } from '../../src/browse/askLibrary';
import type { LibraryRead } from '../../src/model/library/libraryRead';
import { systemClock } from '../../src/platform/clock';
import { readLibrary } from '../../src/spotify/library/libraryReplies';
import { libraryPath } from '../../src/spotify/library/libraryRequests';
import { setStage, signIn } from '../e2e/stage';
import { startSpotify } from '../spotify';
import { scopes } from '../../src/spotify/requests';

/** The first rows of a search, and what lists leave behind in memory; the latter needs `--expose-gc`. */
export async function benchLibrary(): Promise<void> {
  const spotify = await startSpotify();
  const { accessToken } = spotify.tokens.grant(spotify.apps.default, spotify.user.id, scopes);
  const headers = { authorization: `Bearer ${accessToken}` };
  const ask: AskLibrary = async (asked: LibraryRead) => {
    const reply = await spotify.answer({ method: 'GET', url: `/v1${libraryPath(asked)}`, headers });
    spotify.requests.length = 0;
    return readLibrary(asked, JSON.parse(String(reply.body))) as never;
  };
  await firstRows(ask);
  await openedAndClosed(ask, 50);
  await spotify.close();
}

/** Of 300 playlists, fifty songs that were played lately and fifty liked ones, with each letter that is typed. */
async function firstRows(ask: AskLibrary): Promise<void> {
  const index = new LibraryIndex(ask, systemClock);
  await index.load();
  for (let from = 0; from < 300; from += 50) index.add((await ask({ list: 'playlists', from })).items);
  const query = 'quiet harbou';
  const times = Array.from(query, (_, at) => {
    const started = performance.now();
    index.find(query.slice(0, at + 1), 20);
    return performance.now() - started;
  });
  console.log(`first rows from the library: ${Math.max(...times).toFixed(1)} ms at most`);
}

async function openedAndClosed(ask: AskLibrary, times: number): Promise<void> {
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1024;
  };
  const lists = new LibraryLists(ask, systemClock);
  const look = async () => {
    for (const list of ['likedSongs', 'playlists', 'albums'] as const) {
      lists.drop(list);
      await lists.get(list).loadMore();
    }
  };
  await look();
  const before = used();
  for (let time = 0; time < times; time += 1) await look();
  console.log(`heap left behind by lists opened ${times} times: ${(used() - before).toFixed(0)} KiB`);
}

/** How long the views of a real window take from the click on each until its first row is there, in ms. */
export async function firstPages(): Promise<void> {
  const stage = await setStage();
  stage.spotify.collection.recentlyPlayed = 50;
  const window = await stage.open();
  await signIn(window);
  await window.runCommand('Spotify: Focus on Queue View');
  const rows = (view: string) => window.page.locator(`[role="tree"][aria-label="${view}"] .monaco-list-row`);
  const times: string[] = [];
  for (const view of ['Liked Songs', 'Recently Played', 'Albums', 'Podcasts and Audiobooks']) {
    const header = window.page.locator(`.pane-header[aria-label^="${view}"]`);
    const started = performance.now();
    await header.click();
    await rows(view).first().waitFor();
    times.push(`${view} ${(performance.now() - started).toFixed(0)}`);
    await header.click();
  }
  console.log(`from the click on a view to its first row: ${times.join(', ')} ms`);
  await window.close();
  await stage.close();
}
