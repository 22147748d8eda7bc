import assert from 'node:assert/strict';
import { readRow } from '../../../../src/model/library/rowReference';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const uri = `spotify:track:${id}`;
const other = `spotify:track:${id.replace('4', '5')}`;
const album = `spotify:album:${id}`;
const page = `https://open.spotify.com/track/${id}?si=1`;
const row = (within?: unknown) => ({ item: { kind: 'track', title: 'Kettle', uri }, within });

describe('what a command of a row is about', () => {
  const table: readonly (readonly [
    what: string,
    given: unknown,
    uri: string | undefined,
    within?: object,
  ])[] = [
    ['the URI of something', uri, uri],
    ['a link to it', page, uri],
    ['a row', row(), uri],
    ['a row whose URI is a link', { item: { title: 'Kettle', uri: page } }, uri],
    ['a row of an album', row({ context: album, position: 3 }), uri, { context: album, position: 3 }],
    ['a row of an album, somewhere', row({ context: album }), uri, { context: album, position: undefined }],
    ['a row of a list', row({ uris: [uri, other] }), uri, { uris: [uri, other] }],
    [
      'a row of a list that is too long',
      row({ uris: Array(101).fill(uri) }),
      uri,
      { uris: Array(100).fill(uri) },
    ],
    ['a row of a list with something else in it', row({ uris: [uri, 'x'] }), uri, { uris: [uri] }],
    ['a row of a list that begins with another', row({ uris: [other, uri] }), uri],
    [
      'a row of an artist, of whom Spotify plays all or nothing',
      row({ context: `spotify:artist:${id}` }),
      uri,
    ],
    [
      'a row of no place',
      row({ context: album, position: -1 }),
      uri,
      { context: album, position: undefined },
    ],
    ['a row within something broken', row({ context: 7, uris: 'x' }), uri],
    ['a row without an address', { item: { kind: 'local', title: 'demo' } }, undefined],
    ['a row with another address', { item: { title: 'x', uri: 'command:workbench.action.quit' } }, undefined],
    [
      'a row that is too long to be read',
      { item: { title: 'x', uri: `${uri}?${'x'.repeat(2_000)}` } },
      undefined,
    ],
    ['nothing', undefined, undefined],
    ['something else', [{ uri }], undefined],
  ];
  for (const [what, given, found, within] of table) {
    it(`is ${what}`, () => {
      const read = readRow(given);
      assert.deepEqual([read?.link.uri, read?.within], [found, within]);
    });
  }

  it('has a title that steers nothing', () => {
    const read = readRow({ item: { title: 'a\u202eb\nc', uri } });
    assert.equal(read?.title, 'ab c');
    assert.equal(readRow({ item: { title: 7, uri } })?.title, '');
  });
});
