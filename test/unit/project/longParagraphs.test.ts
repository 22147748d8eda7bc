import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fromRoot } from '../../vscode/root';
import { longParagraphs } from './longParagraphs';

const ten = 'ten to ten';
const eleven = `${ten}!`;

describe('paragraphs and list items', () => {
  const tables: readonly (readonly [
    what: string,
    markdown: string,
    found: [line: number, length: number][],
  ])[] = [
    ['nothing', '', []],
    ['a paragraph that is just short enough', ten, []],
    ['one that is too long', `# Title\n\n${eleven}\n`, [[3, 11]]],
    ['one that goes on in the next line', `${ten}\n${ten}`, [[1, 21]]],
    ['one in a quotation', `> ${eleven}`, [[1, 11]]],
    ['an address, which counts', '[a](http://b)', [[1, 13]]],
    ['characters that take two places in a string', '🎵'.repeat(10), []],
    ['a heading', `# ${eleven}`, []],
    ['a table', `| a | b |\n| - | - |\n| ${eleven} | c |`, []],
    ['code', `\`\`\`\n${eleven}\n\`\`\`\n\n    ${eleven}`, []],
    [
      'list items',
      `- ${ten}\n- ${eleven}\n\n1. ${eleven}\n`,
      [
        [2, 11],
        [4, 11],
      ],
    ],
    ['an item of two paragraphs', `- ${ten}\n\n  more`, [[1, 14]]],
    ['an item with code', `- ${ten}\n\n  \`\`\`\n  ${eleven}\n  \`\`\``, []],
    [
      'items in an item',
      `- ${ten}\n  - ${ten}\n  - ${eleven}\n\n  x`,
      [
        [1, 11],
        [3, 11],
      ],
    ],
  ];
  for (const [what, markdown, found] of tables) {
    it(`are measured: ${what}`, () => {
      const places = longParagraphs(markdown, 10).map(({ line, length }) => [line, length]);
      assert.deepEqual(places, found);
    });
  }

  // Beyond that, people stop reading.
  const limit = 400;
  for (const file of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'PRIVACY.md']) {
    it(`have at most ${limit} characters in ${file}`, () => {
      const found = longParagraphs(readFileSync(fromRoot(file), 'utf8'), limit);
      assert.deepEqual(
        found.map(({ line, length }) => `${file}:${line}: ${length} characters`),
        [],
      );
    });
  }
});
