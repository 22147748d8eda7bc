import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { present } from '../../src/render/statusText';
import { describeHost } from '../../src/ui/auth/host';
import { everythingShown } from '../shown';
import { facts } from './facts';

interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string }[];
    };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string }[] }[];
  };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('earshot.earshot-for-spotify');
  assert.ok(found, 'the extension is installed');
  return found;
}

const manifest = () => extension().packageJSON as Manifest;

describe('the extension', () => {
  before(() => extension().activate());

  it('runs in the version of VS Code that was asked for', () => {
    const { version } = facts();
    assert.ok(vscode.version.startsWith(`${version}.`), `${vscode.version}, not ${version}`);
  });

  it('is active', () => {
    assert.equal(extension().isActive, true);
  });

  it('has registered exactly the commands that it declares', async () => {
    const { commands } = manifest().contributes;
    // Those about client secrets are Node's alone: in the browser's host their key is never set.
    const isNode = (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node;
    const declared = commands
      .filter(({ enablement }) => isNode || enablement !== 'earshot.canKeepSecrets')
      .map(({ command }) => command);
    // VS Code makes some of its own for each view.
    const ofViews = /\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('earshot.') && !(ofViews.test(id) && !declared.includes(id)),
    );
    assert.deepEqual(registered.sort(), [...declared].sort());
  });

  it('names only commands that exist, in menus, walkthrough and status item', () => {
    const declared = new Set(manifest().contributes.commands.map(({ command }) => command));
    const { menus, walkthroughs } = manifest().contributes;
    const links = walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ description }) => commandsIn(description)),
    );
    const item = present({ kind: 'signedOut', elsewhere: false }, everythingShown, 0);
    const used = [...menus.commandPalette.map(({ command }) => command), ...links, item?.command ?? ''];
    assert.deepEqual(
      used.filter((command) => !declared.has(command)),
      [],
    );
    assert.ok(links.length >= 5);
  });

  it('offers no session to other extensions when nobody is signed in', async () => {
    const session = await vscode.authentication.getSession('earshot-spotify', [], { silent: true });
    assert.equal(session, undefined);
    assert.deepEqual(await vscode.authentication.getAccounts('earshot-spotify'), []);
  });

  it('runs its harmless commands without an error', async () => {
    await vscode.commands.executeCommand('earshot.refresh');
    await vscode.commands.executeCommand('earshot.showLog');
    await vscode.commands.executeCommand('earshot.signIn.useAnotherWay');
  });
});

describe('the host', () => {
  it('is described with a callback that carries the nonce to this window', async () => {
    const host = await describeHost(extension(), 'n0nce', true);
    assert.equal(host.callback, `${vscode.env.uriScheme}://earshot.earshot-for-spotify/callback`);
    assert.match(host.externalCallback, /nonce(=|%3D)n0nce/);
    assert.equal(host.local, false);
    assert.equal(host.desktop, vscode.env.uiKind === vscode.UIKind.Desktop);
  });
});

function commandsIn(markdown: string): string[] {
  return Array.from(markdown.matchAll(/\(command:([\w.]+)/g), ([, command = '']) => command);
}
