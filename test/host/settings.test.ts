import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Settings } from '../../src/platform/settings';
import { defaultFormat } from '../../src/render/statusText';

const target = vscode.ConfigurationTarget.Global;

describe('settings', () => {
  let settings: Settings;
  beforeEach(() => (settings = new Settings()));
  afterEach(async () => {
    settings.dispose();
    const configuration = vscode.workspace.getConfiguration('earshot');
    for (const key of ['statusBar.maxLength', 'statusBar.format', 'clientId']) {
      await configuration.update(key, undefined, target);
    }
  });

  it('begin with the defaults of package.json, which every reader accepts', () => {
    assert.equal(settings.source.value, 'auto');
    assert.equal(settings.clientId.value, '');
    assert.equal(settings.server.value, '');
    assert.equal(settings.signInFlow.value, 'auto');
    assert.equal(settings.preferredDevice.value, '');
    assert.equal(settings.format.value, defaultFormat);
    assert.equal(settings.maxLength.value, 50);
    assert.equal(settings.alignment.value, 'left');
    assert.equal(settings.priority.value, 0);
    assert.equal(settings.showWhenPaused.value, true);
    assert.equal(settings.showWhenNothingPlays.value, true);
  });

  it('tell of a change, with the new value', async () => {
    const changed = new Promise<string>((resolve) => settings.format.onDidChange(resolve));
    await settings.format.update('{title}');
    assert.equal(await changed, '{title}');
  });

  it('fall back to the default where the user wrote something of another type', async () => {
    const changed = new Promise((resolve) => settings.maxLength.onDidChange(resolve));
    await vscode.workspace.getConfiguration('earshot').update('statusBar.maxLength', 'many', target);
    assert.equal(await changed, 50);
  });
});
