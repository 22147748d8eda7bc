import { LibraryIndex } from '../../src/browse/libraryIndex';
import { LibraryLists } from '../../src/browse/libraryLists';
import type { AskLibrary } from '../../src/browse/askLibrary';
import type { LibraryRead } from '../../src/model/library/libraryRead';
import { systemClock } from '../../src/platform/clock';
import { readLibrary } from '../../src/spotify/library/libraryReplies';
import { libraryPath } from '../../src/spotify/library/libraryRequests';
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
