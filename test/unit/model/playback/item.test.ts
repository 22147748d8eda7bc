import assert from 'node:assert/strict';
import { namesOf, sameItem, type Item } from '../../../../src/model/playback/item';
import { song } from '../../support';

describe('two items', () => {
  const table: readonly (readonly [what: string, changes: Partial<Item>, same: boolean])[] = [
    ['nothing', {}, true],
    ['artwork, album and artists', { image: undefined, album: undefined, artists: [] }, true],
    ['the URI', { uri: 'spotify:track:other' }, false],
    ['the title', { title: 'Other' }, false],
    ['that one has no URI', { uri: undefined }, false],
  ];
  for (const [what, changes, same] of table) {
    it(`are ${same ? 'the same' : 'not the same'} when they differ in ${what}`, () => {
      assert.equal(sameItem(song, { ...song, ...changes }), same);
      assert.equal(sameItem({ ...song, ...changes }, song), same);
    });
  }

  it('without a URI are told by their titles', () => {
    const local = { ...song, uri: undefined };
    assert.equal(sameItem(local, { ...local }), true);
    assert.equal(sameItem(local, { ...local, title: 'Other' }), false);
  });
});

describe('names', () => {
  it('stand one after the other', () => {
    assert.equal(namesOf([]), '');
    assert.equal(namesOf(song.artists.slice(0, 1)), 'The Borrowed Oars');
    assert.equal(namesOf(song.artists), 'The Borrowed Oars, Ines Quill');
  });
});
