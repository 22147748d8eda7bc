import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { fromRoot } from '../../vscode/root';

/** A file of tests or of what is fuzzed, and words of titles in it, “like” “these”. */
const named = /`(test\/(?:[\w/]+\.test|fuzz\/targets\/\w+)\.ts)`((?: “[^”]+”)*)/g;
const titles = /\b(?:describe|it|target)\(\s*(['"`])((?:\\.|(?!\1).)+)\1/g;

/** The rows of the tables of a Markdown text, without their heads, cell by cell. */
function rowsIn(markdown: string): string[][] {
  const rows: string[][] = [];
  let inBody = false;
  for (const { type, content } of new MarkdownIt().parse(markdown, {})) {
    if (type === 'tbody_open' || type === 'tbody_close') inBody = type === 'tbody_open';
    if (inBody && type === 'tr_open') rows.push([]);
    if (inBody && type === 'inline') rows.at(-1)?.push(content);
  }
  return rows;
}

function titlesIn(file: string): string[] {
  if (!existsSync(fromRoot(file))) return [];
  return [...readFileSync(fromRoot(file), 'utf8').matchAll(titles)].map(([, , title = '']) => title);
}

/** What the last cell of a row names that is not there: files of tests, and words of titles. */
function missing(row: readonly string[]): string[] {
  const cell = row.at(-1) ?? '';
  const found = [...cell.matchAll(named)].flatMap(([, file = '', quoted = '']) => {
    const all = titlesIn(file);
    const words = [...quoted.matchAll(/“([^”]+)”/g)].map(([, one = '']) => one);
    const lost = words.filter((one) => !all.some((title) => title.includes(one)));
    return words.length === 0 ? [file] : lost.map((one) => `${file} “${one}”`);
  });
  const rest = cell.replaceAll(named, '').replaceAll(', ', '');
  return rest === '' && cell !== '' ? found : [...found, rest];
}

describe('the threat model', () => {
  const own = 'test/unit/project/threatModel.test.ts';
  const examples: readonly (readonly [what: string, cell: string, lost: string[]])[] = [
    ['words of a title', `\`${own}\` “is held, or not”`, []],
    ['words of two titles, and of another file', `\`${own}\` “is held” “model”, \`${own}\` “threat”`, []],
    ['words that are in no title', `\`${own}\` “is held” “is it”`, [`${own} “is it”`]],
    ['a file that is not there', '`test/unit/none.test.ts` “a”', ['test/unit/none.test.ts “a”']],
    ['a file alone', `\`${own}\``, [own]],
    ['something else', `\`${own}\` “is held”, a rule`, ['a rule']],
    ['nothing', '', ['']],
  ];
  for (const [what, cell, lost] of examples) {
    it(`is held, or not, where a row names ${what}`, () => assert.deepEqual(missing(['a', cell]), lost));
  }

  it('is held, line by line, by tests that exist', () => {
    const rows = rowsIn(readFileSync(fromRoot('SECURITY.md'), 'utf8'));
    assert.notEqual(rows.length, 0);
    assert.deepEqual(rows.flatMap(missing), []);
  });
});
