import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Profile } from './window/profile';
import type { ExtensionWindow } from './window/window';

describe('a report of a problem', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  it('is put into VS Code’s reporter, with the log and without secrets and songs', async () => {
    await window.run('refresh');
    await window.run('reportIssue');
    const [command, options] = window.user.ran.at(-1) ?? [];
    assert.equal(command, 'vscode.openIssueReporter');
    const { extensionId, issueBody } = options as { extensionId: string; issueBody: string };
    assert.equal(extensionId, 'earshot.earshot-for-spotify');
    for (const part of [
      /Signed in: loopback, pkce/,
      /Shows: playing/,
      /info Activated in/,
      /GET \/me\/player: 200/,
    ])
      assert.match(issueBody, part);
    const { secrets, apps, user } = profile.spotify;
    assert.ok(secrets.size > 0);
    for (const secret of [
      ...secrets,
      apps.default.clientId,
      user.displayName ?? 'none',
      'Kettle',
      '127.0.0.1',
    ])
      assert.ok(!issueBody.includes(secret), `${secret}\n${issueBody}`);
  });

  for (const [where, env] of [
    ['an editor without a reporter', {}],
    ['a browser, whose reporter takes no text', { uiKind: vscode.UIKind.Web }],
  ] as const) {
    it(`is a document in ${where}`, async () => {
      const other = profile.open({ env });
      if (!('uiKind' in env)) other.user.lacks.add('vscode.openIssueReporter');
      await other.run('reportIssue');
      const [command, document] = other.user.ran.at(-1) ?? [];
      assert.equal(command, 'showTextDocument');
      const text = (document as { getText(): string }).getText();
      assert.match(text, /^<!-- File this at https:\/\/\S+\/issues -->\n\n<!-- What did you do/);
    });
  }
});

describe('keyboard shortcuts', () => {
  it('are set in VS Code’s own editor, on our commands', async () => {
    const profile = await Profile.make();
    const window = profile.open();
    await window.run('showKeyboardShortcuts');
    assert.deepEqual(window.user.ran, [
      ['workbench.action.openGlobalKeybindings', '@ext:earshot.earshot-for-spotify'],
    ]);
    await profile.end();
  });
});
