import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { describeHost } from '../../src/ui/host';
import { changeFile } from '../../src/windows/changeFile';

describe('the file of the last change', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'earshot-change-'))));
  after(() => rm(folder, { recursive: true }));

  it('is empty at first, even where its folder does not exist', async () => {
    assert.equal(await changeFile(vscode.Uri.file(path.join(folder, 'none'))).read(), undefined);
  });

  it('is read by another window as it was written', async () => {
    const inner = vscode.Uri.file(path.join(folder, 'made', 'on', 'demand'));
    await changeFile(inner).write({ at: 12, signedIn: true });
    assert.deepEqual(await changeFile(inner).read(), { at: 12, signedIn: true });
  });

  it('counts as empty when it is damaged', async () => {
    await writeFile(path.join(folder, 'session.json'), '{"at": "yesterday"');
    assert.equal(await changeFile(vscode.Uri.file(folder)).read(), undefined);
  });
});

describe('the host', () => {
  it('is described with a callback that carries the nonce to this window', async () => {
    const extension = vscode.extensions.getExtension('earshot.earshot-for-spotify');
    assert.ok(extension);
    const host = await describeHost(extension, 'n0nce');
    assert.equal(host.callback, `${vscode.env.uriScheme}://earshot.earshot-for-spotify/callback`);
    assert.match(host.externalCallback, /nonce(=|%3D)n0nce/);
    assert.equal(host.desktop, vscode.env.uiKind === vscode.UIKind.Desktop);
  });
});
