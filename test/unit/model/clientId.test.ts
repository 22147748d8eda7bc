import assert from 'node:assert/strict';
import { clientIdMessage } from '../../../src/messages/settings';
import { clientIdFault } from '../../../src/model/account';

describe('a client ID', () => {
  const id = '0123456789abcdef0123456789ABCDEF';
  for (const good of [id, `  ${id}\n`, 'f'.repeat(32)]) {
    it(`“${good.trim()}” is good, with and without blanks around it`, () => {
      assert.equal(clientIdFault(good), undefined);
    });
  }

  const table: readonly (readonly [text: string, sentence: string])[] = [
    ['', 'Paste the client ID of your Spotify app: 32 digits and letters from a to f.'],
    [' \t ', 'Paste the client ID of your Spotify app: 32 digits and letters from a to f.'],
    ['abc', 'A Spotify client ID has 32 characters. This one has 3.'],
    [`${id}0`, 'A Spotify client ID has 32 characters. This one has 33.'],
    [id.slice(1), 'A Spotify client ID has 32 characters. This one has 31.'],
    [`g${id.slice(1)}`, 'A Spotify client ID contains only digits and letters from a to f.'],
    [
      `${id.slice(0, 16)} ${id.slice(16)}`,
      'A Spotify client ID contains only digits and letters from a to f.',
    ],
    ['https://developer.spotify.com', 'A Spotify client ID contains only digits and letters from a to f.'],
  ];
  for (const [text, sentence] of table) {
    it(`“${text}” is answered with a sentence`, () => {
      const fault = clientIdFault(text);
      assert.ok(fault);
      assert.equal(clientIdMessage(fault), sentence);
    });
  }
});
