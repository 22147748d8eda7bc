import assert from 'node:assert/strict';
import { LibraryIndex } from '../../../src/browse/libraryIndex';
import { LibrarySearch, type SearchState } from '../../../src/browse/librarySearch';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import type { SearchResults } from '../../../src/model/library/library';
import { ManualClock, turns } from '../support';
import { pageOf, placed, playlistNamed, songNamed, titles, ToldLibrary } from './reader';

const nothing = pageOf<never>([]);
const found = (title: string): SearchResults => ({
  ...{ tracks: pageOf([songNamed(title)]), albums: nothing, artists: nothing, playlists: nothing },
  ...{ shows: nothing, episodes: nothing, audiobooks: nothing },
});

describe('a search as it is typed', () => {
  let clock: ManualClock;
  let library: ToldLibrary;
  let index: LibraryIndex;
  let search: LibrarySearch;
  let shown: SearchState[];
  beforeEach(() => {
    clock = new ManualClock();
    library = new ToldLibrary();
    library.pages.recentlyPlayed = () => pageOf([songNamed('Harbour')]);
    library.pages.playlists = () => pageOf([playlistNamed('Harbour lights')]);
    library.pages.likedSongs = () => pageOf([placed('Kettle')]);
    index = new LibraryIndex(library.ask, clock);
    search = new LibrarySearch(library.ask, index, clock);
    shown = [];
    search.onDidChange((state) => shown.push(state));
  });
  afterEach(() => search.dispose());

  const searches = () => library.asked.flatMap(({ list, of }) => (list === 'search' ? [of] : []));
  const titleFound = () => search.state.found?.tracks.items[0]?.title;
  async function type(text: string, msEach: number): Promise<void> {
    for (let length = 1; length <= text.length; length += 1) {
      search.search(text.slice(0, length));
      await clock.advance(msEach);
    }
  }

  it('shows the library at once, with the first letter, and asks Spotify after a pause', async () => {
    await index.load();
    search.search('h');
    assert.deepEqual(titles(shown.at(-1)?.fromLibrary ?? []), ['Harbour', 'Harbour lights']);
    await clock.advance(299);
    assert.deepEqual([searches(), search.state.searching], [[], true]);
    await clock.advance(1);
    assert.deepEqual(searches(), ['h']);
    await library.answer(found('Hail'));
    assert.deepEqual([titleFound(), search.state.searching], ['Hail', false]);
    assert.equal(search.state.fromLibrary.length, 2);
  });

  it('goes on with all of a type where the first page ends, for the query that found it', async () => {
    await type('h', 300);
    const { items } = pageOf([songNamed('Hail')], 10);
    await library.answer({ ...found('Hail'), tracks: pageOf(items, 10) });
    const all = search.all('track');
    search.search('harbour');
    const loading = all.loadMore();
    const { of, types, from } = library.asked.at(-1) ?? assert.fail();
    assert.deepEqual([of, types, from], ['h', ['track'], 10]);
    await library.answer(found('Hall'));
    await loading;
    assert.deepEqual([titles(all.items), all.hasMore], [['Hail', 'Hall'], false]);
  });

  it('asks the library alone where Spotify is to be spared', async () => {
    await index.load();
    search.search('h', false);
    await clock.advance(1_000);
    assert.deepEqual([searches(), search.state.searching], [[], false]);
    assert.equal(search.state.fromLibrary.length, 2);
  });

  it('costs one request for twelve letters that are typed quickly', async () => {
    await type('lamplight fe', 120);
    await clock.advance(1_000);
    assert.deepEqual(searches(), ['lamplight fe']);
  });

  it('shows no answer to what is no longer typed, and remembers it', async () => {
    await type('fog', 0);
    await clock.advance(300);
    search.search('fogs');
    await clock.advance(300);
    await library.answer(found('Fogs'), 1);
    await library.answer(found('Fog'));
    assert.equal(titleFound(), 'Fogs');
    search.search(' FOG ');
    assert.deepEqual([titleFound(), search.state.searching], ['Fog', false]);
    await clock.advance(1_000);
    assert.deepEqual(searches(), ['fog', 'fogs']);
  });

  it('shows nothing of an earlier query below a new one', async () => {
    search.search('fog');
    await clock.advance(300);
    await library.answer(found('Fog'));
    search.search('fogs');
    assert.equal(search.state.found, undefined);
  });

  it('asks for nothing where nothing is typed', async () => {
    await index.load();
    search.search('fog');
    search.search('  ');
    await clock.advance(1_000);
    assert.deepEqual([searches(), search.state.searching], [[], false]);
    assert.equal(search.state.fromLibrary.length, 3);
  });

  it('says why Spotify does not answer, goes on with the library, and asks again next time', async () => {
    await index.load();
    search.search('harbour');
    await clock.advance(300);
    const problem = { kind: 'limited', until: 9, quota: true } as const;
    await library.fail(new ApiProblemError(problem));
    const { rejection, searching, fromLibrary } = search.state;
    assert.deepEqual([rejection, searching, fromLibrary.length], [{ kind: 'problem', problem }, false, 2]);
    search.search('harbour ');
    assert.equal(search.state.rejection, undefined);
    await clock.advance(300);
    assert.equal(searches().length, 2);
  });

  it('fills the index when it is opened, and shows it below what is typed by then', async () => {
    search.open();
    search.search('kett');
    assert.deepEqual(search.state.fromLibrary, []);
    await turns();
    assert.deepEqual(titles(search.state.fromLibrary), ['Kettle']);
  });

  it('says why there is no index', async () => {
    const offline = () => Promise.reject(new ApiProblemError({ kind: 'offline' }));
    Object.assign(library.pages, { recentlyPlayed: offline, playlists: offline, likedSongs: offline });
    search.open();
    await turns();
    assert.deepEqual(search.state.rejection, { kind: 'problem', problem: { kind: 'offline' } });
  });

  it('forgets an account, with what is still to be answered about it', async () => {
    search.search('fog');
    await clock.advance(300);
    search.forget();
    await library.answer(found('Fog'));
    assert.deepEqual([search.state.query, search.state.found], ['', undefined]);
    search.search('fog');
    await clock.advance(300);
    assert.deepEqual(searches(), ['fog', 'fog']);
  });

  it('remembers fifty queries, and lets go of the one that was typed longest ago', async () => {
    library.pages.search = ({ of = '' }) => found(of);
    for (let number = 0; number <= 50; number += 1) {
      search.search(`query ${number}`);
      await clock.advance(300);
      if (number === 49) search.search('query 0');
    }
    const before = searches().length;
    search.search('query 0');
    await clock.advance(300);
    assert.equal(searches().length, before);
    search.search('query 1');
    await clock.advance(300);
    assert.equal(searches().length, before + 1);
  });

  it('asks for nothing more once it is closed', async () => {
    search.search('fog');
    search.dispose();
    await clock.advance(1_000);
    assert.deepEqual([searches(), clock.waiting], [[], 0]);
  });
});
