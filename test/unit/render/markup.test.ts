import assert from 'node:assert/strict';
import { backslashMarkdown, escapeMarkdown } from '../../../src/render/markup';

/** `!` to `~` without letters and digits: all that CommonMark lets mean something, and HTML and `$(icons)` besides. */
const punctuation = Array.from({ length: 0x7f - 0x21 }, (_, index) =>
  String.fromCharCode(0x21 + index),
).filter((character) => !/[A-Za-z0-9]/.test(character));
const plain = [
  'a',
  'Z',
  '0',
  '9',
  ' ',
  'é',
  'ß',
  'ש',
  '雨',
  '–',
  '…',
  '’',
  '“',
  '👩‍🎤',
  '🇳🇴',
  '\u0301',
  '\u00a0',
];

describe('text in Markdown', () => {
  it('knows of all 32 characters that are neither letters nor digits', () => {
    assert.equal(punctuation.length, 32);
  });

  for (const character of punctuation) {
    it(`has ${character} as a reference to it`, () => {
      assert.equal(escapeMarkdown(character), `&#${character.charCodeAt(0)};`);
      assert.equal(escapeMarkdown(`a${character}${character}b`), `a${escapeMarkdown(character).repeat(2)}b`);
    });
  }

  for (const character of plain) {
    it(`has ${JSON.stringify(character)} as it is`, () => {
      assert.equal(escapeMarkdown(character), character);
    });
  }
});

describe('text in Markdown that people read as it is written', () => {
  const table: readonly (readonly [text: string, escaped: string])[] = [
    ['Lamplight Ferry', 'Lamplight Ferry'],
    ['Zoë – “Rain” (live), 7.30!', 'Zoë – “Rain” (live), 7.30!'],
    ['*loud*', '\\*loud\\*'],
    ['under_score_', 'under\\_score\\_'],
    ['[x](y)', '\\[x\\](y)'],
    ['![x](y)', '!\\[x\\](y)'],
    ['`code`', '\\`code\\`'],
    ['<b>', '\\<b\\>'],
    ['a | b', 'a \\| b'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['# 9', '\\# 9'],
    ['$9 and $10', '\\$9 and \\$10'],
    ['R&B', 'R\\&B'],
    ['&lt;', '\\&lt;'],
    ['a\\', 'a\\\\'],
    ['\\*', '\\\\\\*'],
    ['', ''],
  ];
  for (const [text, escaped] of table) {
    it(`is ${escaped || 'empty'} for ${text || 'nothing'}`, () => {
      assert.equal(backslashMarkdown(text), escaped);
    });
  }

  it('leaves a link’s address as it is', () => {
    const address = 'https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC';
    assert.equal(backslashMarkdown(address), address);
    assert.equal(
      backslashMarkdown('spotify:track:4uLU6hMCjMI75M1A2tKUQC'),
      'spotify:track:4uLU6hMCjMI75M1A2tKUQC',
    );
  });
});
