import assert from 'node:assert/strict';
import { matchable, rankOf, wordsOf } from '../../../../src/model/library/matching';

describe('the words of a name', () => {
  const table: readonly (readonly [text: string, words: string[]])[] = [
    ['Café del Mar', ['cafe', 'del', 'mar']],
    ['cafe\u0301', ['cafe']],
    ['STRASSE Straße', ['strasse', 'strasse']],
    ['Følsom/Łódź – İstanbul', ['folsom', 'lodz', 'istanbul']],
    ['Don’t stop (Live) #1', ['don', 't', 'stop', 'live', '1']],
    ['雨の日', ['雨の日']],
    ['Ёлка', ['елка']],
    ['🎧 ', []],
    ['', []],
  ];
  for (const [text, words] of table) {
    it(`of ${JSON.stringify(text)} are ${JSON.stringify(words)}`, () =>
      assert.deepEqual(wordsOf(text), words));
  }
});

describe('how well a name fits what is typed', () => {
  const ferry = matchable('Lamplight Ferry', 'The Borrowed Oars, Inès Quill');
  const table: readonly (readonly [typed: string, rank: number | undefined])[] = [
    ['lamplight ferry', 0],
    ['LÁMPLIGHT  FERRY ', 0],
    ['lamp', 1],
    ['lamplight fe', 1],
    ['ferry', 2],
    ['ferry lamp', 2],
    ['ines', 3],
    ['ferry quill', 3],
    ['orrowed', 4],
    ['light err', 4],
    ['r', undefined],
    ['lamplight fury', undefined],
    ['x', undefined],
    ['', 1],
  ];
  it('is judged by single characters where they are words', () => {
    assert.equal(rankOf(['雨'], matchable('大雨', '')), 4);
  });

  for (const [typed, rank] of table) {
    it(`is ${rank ?? 'not at all'} for ${JSON.stringify(typed)}`, () => {
      assert.equal(rankOf(wordsOf(typed), ferry), rank);
    });
  }
});
