import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openLoopback } from '../../../src/platform/web/loopback';
import { network } from '../../../src/platform/web/network';

interface Manifest {
  readonly main: string;
  readonly browser: string;
}

describe('the browser’s extension host', () => {
  it('has nothing of Node', () => {
    const globals = globalThis as { process?: { versions?: { node?: string } }; Buffer?: unknown };
    assert.equal(globals.process?.versions?.node, undefined);
    assert.equal(globals.Buffer, undefined);
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
  });

  it('runs the bundle that is made for it', async () => {
    const extension = vscode.extensions.getExtension('earshot.earshot-for-spotify');
    assert.ok(extension);
    await extension.activate();
    const { main, browser } = extension.packageJSON as Manifest;
    const load = async (file: string) =>
      (await fetch(vscode.Uri.joinPath(extension.extensionUri, file).toString())).text();
    assert.match(await load(main), /require\("node:/);
    assert.equal(/require\("(?!vscode")/.test(await load(browser)), false);
  });

  it('knows whether there is a network', () => {
    assert.equal(network(), 'online');
  });

  it('says what to do instead of opening a port', async () => {
    await assert.rejects(
      openLoopback(() => true),
      (error) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, /choose another way back/);
        return true;
      },
    );
  });
});
