import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sessionChangeMarker, remindedFile } from '../../src/windows/sharedFiles';
import { facts } from './facts';

describe('the file of the last change', () => {
  const folder = () => vscode.Uri.joinPath(facts().scratch, 'change');
  after(() => vscode.workspace.fs.delete(folder(), { recursive: true }));

  it('is empty at first, even where its folder does not exist', async () => {
    assert.equal(await sessionChangeMarker(vscode.Uri.joinPath(folder(), 'none')).read(), undefined);
  });

  it('is read by another window as it was written', async () => {
    const inner = vscode.Uri.joinPath(folder(), 'made', 'on', 'demand');
    await sessionChangeMarker(inner).write({ at: 12, signedIn: true });
    assert.deepEqual(await sessionChangeMarker(inner).read(), { at: 12, signedIn: true });
  });

  it('counts as empty when it is damaged', async () => {
    const file = vscode.Uri.joinPath(folder(), 'session.json');
    for (const text of ['{"at": "yesterday"', '{"at": 1e308, "signedIn": false}']) {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
      assert.equal(await sessionChangeMarker(folder()).read(), undefined, text);
    }
  });
});

describe('the file of the last reminder', () => {
  const folder = () => vscode.Uri.joinPath(facts().scratch, 'reminded');
  const file = () => vscode.Uri.joinPath(folder(), 'reminded.json');
  after(() => vscode.workspace.fs.delete(folder(), { recursive: true }));

  it('is read by another window as it was written, and is gone when nothing is to be kept', async () => {
    assert.equal(await remindedFile(folder()).read(), undefined);
    await remindedFile(folder()).write('one');
    assert.equal(await remindedFile(folder()).read(), 'one');
    await remindedFile(folder()).write(undefined);
    const missing = (error: unknown) => error instanceof vscode.FileSystemError;
    await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(file())), missing);
    assert.equal(await remindedFile(folder()).read(), undefined);
  });

  it('may be gone already', async () => {
    await remindedFile(vscode.Uri.joinPath(folder(), 'none')).write(undefined);
  });

  it('counts as empty when it is damaged', async () => {
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode('{"session": 7}'));
    assert.equal(await remindedFile(folder()).read(), undefined);
  });
});
