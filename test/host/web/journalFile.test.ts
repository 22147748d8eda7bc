import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { journalFile } from '../../../src/platform/web/journalFile';
import { facts } from '../facts';

describe('the journal of a page', () => {
  const folder = () => vscode.Uri.joinPath(facts().scratch, 'journal');
  const open = () => journalFile(vscode.Uri.joinPath(folder(), 'requests.log'));
  afterEach(() => vscode.workspace.fs.delete(folder(), { recursive: true }).then(undefined, () => undefined));

  it('is empty before the first line', async () => {
    assert.deepEqual(await open().read(), []);
  });

  it('keeps every line, in order, and shows it to the others', async () => {
    const journal = open();
    await journal.append('one');
    await journal.append('zwei – 🦊');
    assert.deepEqual(await open().read(), ['one', 'zwei – 🦊']);
  });

  it('loses none of those that two write at the same time', async () => {
    const [first, second] = [open(), open()];
    const lines = Array.from({ length: 10 }, (_, index) => `line ${index}`);
    await Promise.all(lines.map((line, index) => (index % 2 ? first : second).append(line)));
    assert.deepEqual([...(await open().read())].sort(), lines);
  });

  it('can be written anew', async () => {
    await open().append('old');
    await open().replace(['new', 'newer']);
    assert.deepEqual(await open().read(), ['new', 'newer']);
  });
});
