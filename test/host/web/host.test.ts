import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Authorizer } from '../../../src/auth/oauth/authorization';
import { Callbacks } from '../../../src/auth/oauth/callbacks';
import { TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { UserFacingError } from '../../../src/model/errors/userFacingError';
import { systemClock as clock } from '../../../src/platform/clock';
import type { Settings } from '../../../src/platform/settings';
import { browserHost } from '../../../src/app/browserHost';
import { endpointsFor } from '../../../src/spotify/endpoints';
import { describeHost } from '../../../src/ui/auth/host';
import { SignIn } from '../../../src/ui/auth/signIn';
import type { UnfinishedSignIn } from '../../../src/ui/auth/unfinishedSignIn';
import type { KnownRedirectUris } from '../../../src/ui/common/knownRedirectUris';

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
    assert.equal(browserHost.network(), 'online');
  });

  it('says what to do instead of opening a port', async () => {
    const extension = vscode.extensions.getExtension('earshot.earshot-for-spotify');
    assert.ok(extension);
    const signIn = new SignIn(
      new Authorizer(new Callbacks(clock), new TokenEndpoint(browserHost.http, clock), browserHost.openPort),
      { clientId: { value: '0123456789abcdef'.repeat(2) } } as unknown as Settings,
      () => endpointsFor(''),
      (nonce) => describeHost(extension, nonce, browserHost.opensPorts),
      {
        known: { has: () => true } as unknown as KnownRedirectUris,
        unfinished: {} as unknown as UnfinishedSignIn,
      },
    );
    await assert.rejects(signIn.run(false, 'loopback'), (error) => {
      assert.ok(error instanceof UserFacingError);
      assert.match(error.message, /cannot open a port on this computer\. Select another option/);
      assert.deepEqual(error.actions[0]?.arguments, ['earshot.signIn.flow']);
      return true;
    });
  });
});
