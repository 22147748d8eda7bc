import assert from 'node:assert/strict';
import { playIntentOf, rowInAlbum } from '../../../../src/model/library/row';
import type { Item } from '../../../../src/model/playback/item';
import { song } from '../../support';

describe('what plays on after a song that stands alone', () => {
  const album = { name: 'Low Tide', uri: 'spotify:album:4d5e6f7g8h9i0j1k2l3m4n' };
  const table: readonly (readonly [what: string, item: Item, context: string | undefined])[] = [
    ['its album', { ...song, album }, album.uri],
    ['nothing where its album has no address', { ...song, album: { ...album, uri: undefined } }, undefined],
    ['nothing where it has no album', { ...song, album: undefined }, undefined],
    ['nothing after a chapter, whose book is no album', { ...song, kind: 'chapter', album }, undefined],
  ];
  for (const [what, item, context] of table) {
    it(`is ${what}`, () => {
      const intent = playIntentOf(rowInAlbum(item));
      assert.deepEqual([intent?.uri, intent?.context, intent?.position], [song.uri, context, undefined]);
    });
  }
});
