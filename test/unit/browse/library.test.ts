import assert from 'node:assert/strict';
import { createLibrary, type Library } from '../../../src/browse/library';
import { Emitter } from '../../../src/platform/event';
import { handleRequest } from '../../../src/player/requestHandler';
import { fault } from '../../spotify';
import { asked, Bench, until } from '../support';

describe('choosing music at Spotify', () => {
  let bench: Bench;
  let library: Library;
  const sessions = new Emitter<unknown>();
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.signIn({ withAccessToken: true });
    library = createLibrary({
      // Neither the poller nor the controls have to do with it.
      request: (request) => handleRequest(request, { api: bench.client } as never),
      onDidChangeSession: sessions.event,
      state: { get: () => undefined, update: () => Promise.resolve() } as never,
      clock: bench.clock,
    });
  });
  afterEach(() => {
    library.dispose();
    return bench.close();
  });
  const requests = () => bench.spotify.requests.length;
  const collection = () => bench.spotify.collection;

  it('costs four requests when search is opened, and one for twelve letters that are typed quickly', async () => {
    library.search.open();
    await until(() => library.search.state.fromLibrary.length > 0);
    assert.equal(requests(), 4);
    for (let length = 1; length <= 12; length += 1) {
      library.search.search('Quiet Harbour'.slice(0, length));
      await bench.clock.advance(100);
    }
    await bench.clock.advance(300);
    await until(() => library.search.state.found !== undefined);
    assert.deepEqual([requests(), asked(bench.spotify, '/v1/search').length], [5, 1]);
    assert.equal(library.search.state.found?.tracks.items.length, 10);
  });

  it('goes on with the user’s own library while a limit lasts', async () => {
    library.search.open();
    await until(() => library.search.state.fromLibrary.length > 0);
    bench.spotify.faults.add(fault.quota({ retryAfter: 60 }));
    library.search.search(library.search.state.fromLibrary[0]?.title ?? '');
    await bench.clock.advance(300);
    await until(() => library.search.state.rejection !== undefined);
    assert.ok(library.search.state.fromLibrary.length > 0);
    assert.deepEqual(library.search.state.rejection?.kind, 'problem');
  });

  it('reads two pages of 5,000 songs as two requests, and knows where each stands', async () => {
    const list = library.lists.get('likedSongs');
    await list.loadMore();
    await list.loadMore();
    assert.deepEqual([requests(), list.items.length, list.total], [2, 100, 5_000]);
    const { item, position } = list.items[99] ?? assert.fail();
    assert.equal(item.uri, collection().own('track').at(position));
  });

  it('finds the playlists of every page that was looked at, and none of them with another session', async () => {
    const list = library.lists.get('playlists');
    for (let page = 0; page < 6; page += 1) await list.loadMore();
    const last = list.items.at(-1)?.title ?? assert.fail();
    library.search.search(last);
    assert.ok(library.search.state.fromLibrary.some(({ title }) => title === last));
    sessions.fire(undefined);
    library.search.search(last);
    assert.deepEqual(library.search.state.fromLibrary, []);
    assert.notEqual(library.lists.get('playlists'), list);
  });
});
