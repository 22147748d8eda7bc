import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, type Node, Parser } from '@vscode/tree-sitter-wasm';
import { readWindowsLine } from '../../../src/local/windowsLines';
import { sessionLine } from './sessionLine';

const text = readFileSync('media/local/spotify.ps1', 'utf8');

/** As the grammar of VS Code's own terminal reads it: there is no PowerShell here to run it. */
describe('the script for Windows', () => {
  let root: Node;
  const of = (type: string) => root.descendantsOfType(type).flatMap((node) => node ?? []);
  before(async () => {
    await Parser.init();
    const wasm = path.join(
      path.dirname(require.resolve('@vscode/tree-sitter-wasm')),
      'tree-sitter-powershell.wasm',
    );
    const parser = new Parser().setLanguage(await Language.load(wasm));
    root = parser.parse(text)?.rootNode ?? assert.fail();
  });

  it('is PowerShell', () => {
    const wrong = of('ERROR').map(({ startPosition: { row } }) => `line ${row + 1}`);
    assert.deepEqual(wrong, []);
    assert.equal(root.hasError, false);
  });

  it('is in ASCII, as PowerShell 5.1 takes a file without a mark for one of the system’s code page', () => {
    assert.match(text, /^[\x20-\x7e\r\n]+$/);
  });

  it('does not name $input, for which PowerShell would read all commands by itself', () => {
    const variables = of('variable').map((node) => node.text.toLowerCase());
    assert.ok(variables.includes('$reader'));
    assert.ok(!variables.includes('$input'));
  });

  it('looks at its language mode before all else, with nothing that Constrained Language Mode forbids', () => {
    const first = of('if_statement')[0] ?? assert.fail();
    assert.match(first.text, /LanguageMode -ne 'FullLanguage'/);
    const calls = of('invokation_expression').map(({ startIndex }) => startIndex);
    assert.ok(calls.length > 0 && Math.min(...calls) > first.endIndex);
    const printed = /'(\{.*\})'/.exec(first.text)?.[1] ?? '';
    assert.deepEqual(readWindowsLine(printed), { kind: 'restricted' });
  });

  it('compiles, downloads and hides nothing', () => {
    const commands = of('command').map((node) => node.text);
    assert.deepEqual(
      commands.filter((command) => command.startsWith('Add-Type')),
      ['Add-Type -AssemblyName System.Runtime.WindowsRuntime'],
    );
    assert.doesNotMatch(text, /Invoke-Expression|iex|FromBase64|DownloadString|WebClient|Invoke-WebRequest/i);
  });

  it('writes of a song what is read, by the same names', () => {
    const hashes = of('hash_literal_expression').map((hash) =>
      hash.descendantsOfType('key_expression').flatMap((key) => key?.text ?? []),
    );
    assert.ok(hashes.some((keys) => JSON.stringify(keys) === JSON.stringify(Object.keys(sessionLine))));
    const kinds = [...text.matchAll(/kind = '(\w+)'/g)].map(([, kind = '']) => kind);
    assert.deepEqual([...new Set(kinds)].sort(), ['hidden', 'pong', 'session', 'unsupported']);
    for (const kind of kinds) {
      assert.equal(readWindowsLine(JSON.stringify({ ...sessionLine, running: true, kind }))?.kind, kind);
    }
  });

  it('knows the commands that it is sent', () => {
    const known = [...text.matchAll(/command -eq '(\w+)'|^ {8}'(\w+)' \{/gm)].map(([, a, b]) => a ?? b);
    assert.deepEqual(known.sort(), ['next', 'pause', 'ping', 'play', 'previous', 'read', 'seek']);
  });
});
