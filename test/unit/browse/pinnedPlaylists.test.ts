import assert from 'node:assert/strict';
import { PinnedPlaylists } from '../../../src/browse/pinnedPlaylists';

const uri = (letter: string) => `spotify:playlist:${letter.repeat(22)}`;
const pin = (letter: string, title = letter) => ({ uri: uri(letter), title });

describe('pinned playlists', () => {
  let stored: unknown;
  let pinned: PinnedPlaylists;
  beforeEach(() => {
    stored = undefined;
    pinned = new PinnedPlaylists({
      get: () => stored as never,
      update: (_key: string, value: unknown) => Promise.resolve(void (stored = value)),
    });
  });

  it('are kept in the order of the pins, each once, and are told of', async () => {
    let told = 0;
    pinned.onDidChange(() => (told += 1));
    for (const letter of 'abca') await pinned.pin(pin(letter));
    await pinned.unpin(uri('b'));
    assert.deepEqual([pinned.all, told], [[pin('c'), pin('a')], 5]);
  });

  it('leave nothing behind', async () => {
    await pinned.pin(pin('a'));
    await pinned.unpin(uri('a'));
    assert.deepEqual([pinned.all, stored], [[], undefined]);
  });

  const table: readonly (readonly [what: string, stored: unknown, letters: string])[] = [
    ['without what is none', [pin('a'), 7, { uri: 'spotify:track:x', title: 'x' }, pin('b')], 'ab'],
    ['as none where something else is stored', 'a', ''],
  ];
  for (const [what, value, letters] of table) {
    it(`are read ${what}`, () => {
      stored = value;
      assert.deepEqual(
        pinned.all,
        Array.from(letters, (letter) => pin(letter)),
      );
    });
  }

  it('are fifty at most', async () => {
    const pins = Array.from({ length: 50 }, (_, index) => ({
      uri: `spotify:playlist:${String(index).padStart(22, '0')}`,
      title: 'x',
    }));
    stored = pins;
    await pinned.pin(pin('b'));
    assert.deepEqual(pinned.all, [...pins.slice(1), pin('b')]);
  });
});
