import assert from 'node:assert/strict';
import { poll } from '../vscode/poll';
import { fault, songs } from '../spotify';
import { extensionId } from '../vscode/server';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

describe('in the browser’s extension host', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage({ settings: { 'remote.extensionKind': { [extensionId]: ['web'] } } });
  });
  after(() => stage.close());

  it('tries', async () => {
    const window = await stage.open();
    window.page.on('console', (m) => console.log(m.text()));
    console.log(window.page.workers().map((w) => w.url()));
    console.log(await window.statusText(song));
    await window.page.waitForTimeout(8000);
    console.log(window.page.workers().map((w) => w.url()));
    console.log(await window.statusText(song));
    await signIn(window);
    const second = await window.another();
    second.page.on('console', (m) => console.log('2', m.text()));
    await second.page.waitForTimeout(8000);
    console.log(await second.statusText(song));
    console.log(stage.spotify.requests.map((r) => `${r.method} ${r.path} ${r.status} ${r.headers['access-control-request-headers'] ?? ''}`));
    console.log(await stage.server.extensionLogs());
    await window.close();
    await second.page.waitForTimeout(2000);
    console.log(await stage.server.extensionLogs());
    console.log(window.consoleErrors, second.consoleErrors);
    await second.close();
  });
});
