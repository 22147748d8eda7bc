import assert from 'node:assert/strict';
import { LibraryLists } from '../../../src/browse/libraryLists';
import { hour, ManualClock } from '../support';
import { pageOf, placed, playlistNamed, ToldLibrary } from './reader';

describe('the lists that were looked at', () => {
  let clock: ManualClock;
  let library: ToldLibrary;
  let lists: LibraryLists;
  beforeEach(() => {
    clock = new ManualClock();
    library = new ToldLibrary();
    library.pages.playlistItems = ({ from }) => pageOf([placed('a', from), placed('b', from + 1)], from + 2);
    lists = new LibraryLists(library.ask, clock);
  });
  const froms = () => library.asked.map(({ from }) => from);

  it('hold no page that nobody wanted', async () => {
    const list = lists.itemsOf(playlistNamed('Rain'));
    assert.deepEqual([list.items, list.total, list.hasMore, froms()], [[], undefined, true, []]);
    await list.loadMore();
    await list.loadMore();
    assert.deepEqual(
      [list.items.map(({ position }) => position), list.total, froms()],
      [[0, 1, 2, 3], 100, [0, 2]],
    );
  });

  it('load a page once, however many want it', async () => {
    const list = lists.itemsOf(playlistNamed('Rain'));
    await Promise.all([list.loadMore(), list.loadMore()]);
    assert.deepEqual([list.items.length, froms()], [2, [0]]);
  });

  it('end with their last page', async () => {
    library.pages.playlistItems = () => pageOf([placed('a')]);
    const list = lists.itemsOf(playlistNamed('Rain'));
    await list.loadMore();
    await list.loadMore();
    assert.deepEqual([list.hasMore, froms()], [false, [0]]);
  });

  it('go on after a page that failed', async () => {
    const list = lists.itemsOf(playlistNamed('Rain'));
    await list.loadMore();
    const answers = library.pages.playlistItems;
    library.pages.playlistItems = () => Promise.reject(new Error('offline'));
    await assert.rejects(list.loadMore());
    library.pages.playlistItems = answers;
    await list.loadMore();
    assert.deepEqual([list.items.length, froms()], [4, [0, 2, 2]]);
  });

  const rain = playlistNamed('Rain');
  const again: readonly (readonly [
    what: string,
    isSame: boolean,
    then: () => unknown,
    playlist?: typeof rain,
  ])[] = [
    ['looked at once more', true, () => undefined],
    ['changed since', false, () => undefined, playlistNamed('Rain', '2')],
    ['an hour old', false, () => clock.advance(hour)],
    ['dropped', false, () => lists.drop('playlistItems', rain.uri)],
    ['of another account', false, () => lists.forget()],
    ['one of twenty', true, () => lookAt(19)],
    ['one of more than twenty', false, () => lookAt(20)],
  ];
  const lookAt = (count: number) =>
    Array.from({ length: count }, (_, index) => lists.get('albumTracks', String(index)));
  for (const [what, isSame, then, playlist = rain] of again) {
    it(`are ${isSame ? 'kept' : 'loaded anew'} when they are ${what}`, async () => {
      const list = lists.itemsOf(rain);
      await then();
      assert.equal(lists.itemsOf(playlist) === list, isSame);
    });
  }

  it('tell which of them are to be looked at anew', () => {
    const told: unknown[] = [];
    lists.onDidDrop((list) => told.push(list));
    lists.drop('playlistItems', rain.uri);
    lists.forget();
    assert.deepEqual(told, ['playlistItems', undefined]);
  });
});
