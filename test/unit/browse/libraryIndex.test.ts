import assert from 'node:assert/strict';
import { LibraryIndex } from '../../../src/browse/libraryIndex';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { hour, ManualClock, minute } from '../support';
import { pageOf, placed, playlistNamed, songNamed, titles, ToldLibrary } from './reader';

describe('the index of the user’s library', () => {
  let clock: ManualClock;
  let library: ToldLibrary;
  let index: LibraryIndex;
  beforeEach(() => {
    clock = new ManualClock();
    library = new ToldLibrary();
    index = new LibraryIndex(library.ask, clock);
    Object.assign(library.pages, {
      recentlyPlayed: () => pageOf([songNamed('Rain'), songNamed('Rain'), songNamed('Café')]),
      playlists: ({ from }: { from: number }) => pageOf([playlistNamed(`Rainy days ${from}`)], from + 50),
      likedSongs: () => pageOf([placed('Rain'), placed('Ferry Rain', 1)]),
    });
  });
  const all = () => titles(index.find('', 100));

  it('asks for nothing before it is wanted, and for four pages then', async () => {
    assert.deepEqual([library.asked, all()], [[], []]);
    await Promise.all([index.load(), index.load()]);
    assert.deepEqual(library.asked.map(({ list, from }) => `${list} ${from}`).toSorted(), [
      'likedSongs 0',
      'playlists 0',
      'playlists 50',
      'recentlyPlayed 0',
    ]);
    assert.deepEqual(all(), ['Rain', 'Café', 'Rainy days 0', 'Rainy days 50', 'Ferry Rain']);
  });

  it('is kept for an hour', async () => {
    await index.load();
    await clock.advance(59 * minute);
    await index.load();
    assert.equal(library.asked.length, 4);
    await clock.advance(minute);
    await index.load();
    assert.equal(library.asked.length, 8);
  });

  const queries: readonly (readonly [query: string, found: string[]])[] = [
    ['rain', ['Rain', 'Rainy days 0', 'Rainy days 50', 'Ferry Rain']],
    ['cafe', ['Café']],
    ['DAYS rain', ['Rainy days 0', 'Rainy days 50']],
    ['wren', ['Rainy days 0', 'Rainy days 50']],
    ['snow', []],
  ];
  for (const [query, found] of queries) {
    it(`finds ${JSON.stringify(found)} for "${query}", the best first, each once`, async () => {
      await index.load();
      assert.deepEqual(titles(index.find(query, 20)), found);
      assert.deepEqual(titles(index.find(query, 1)), found.slice(0, 1));
    });
  }

  it('finds what was fetched for something else, before it is filled and after', async () => {
    index.add([playlistNamed('Early')]);
    assert.deepEqual(all(), ['Early']);
    await index.load();
    index.add([playlistNamed('Late'), playlistNamed('Early')]);
    assert.equal(all().length, 7);
    assert.deepEqual(titles(index.find('late', 9)), ['Late']);
  });

  it('goes without a list that is refused, and does not ask for it again', async () => {
    library.pages.recentlyPlayed = () => Promise.reject(new ApiProblemError({ kind: 'scopeMissing' }));
    await index.load();
    assert.deepEqual(all(), ['Rainy days 0', 'Rainy days 50', 'Rain', 'Ferry Rain']);
    await index.load();
    assert.equal(library.asked.length, 4);
  });

  it('asks again when nothing was answered', async () => {
    const pages = { ...library.pages };
    const offline = () => Promise.reject(new ApiProblemError({ kind: 'offline' }));
    Object.assign(library.pages, { recentlyPlayed: offline, playlists: offline, likedSongs: offline });
    await assert.rejects(index.load(), ApiProblemError);
    Object.assign(library.pages, pages);
    await index.load();
    assert.equal(all().length, 5);
  });

  it('forgets an account, with what is still to be answered about it', async () => {
    library.pages.likedSongs = undefined;
    const loading = index.load();
    index.forget();
    await library.answer(pageOf([placed('Somebody else’s')]));
    await loading;
    assert.deepEqual(all(), []);
    library.pages.likedSongs = () => pageOf([]);
    await index.load();
    assert.equal(all().length, 4);
  });

  it('forgets after an hour what is no longer in the library', async () => {
    await index.load();
    index.add([playlistNamed('Gone')]);
    await clock.advance(hour);
    await index.load();
    assert.ok(!all().includes('Gone'));
  });
});
