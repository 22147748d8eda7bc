import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemClock } from '../../../src/platform/clock';
import { openLock } from '../../../src/platform/web/lock';

describe('a lock among pages', () => {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const open = () => openLock(vscode.Uri.file('/earshot-test/refresh.lock'), systemClock, log);

  it('lets one at a time do its work, and gives back what comes of it', async () => {
    let inside = 0;
    const work = async (what: number) => {
      assert.equal(++inside, 1);
      await new Promise((resolve) => setTimeout(resolve));
      inside -= 1;
      return what;
    };
    const all = await Promise.all([1, 2, 3].map((what) => open()(() => work(what))));
    assert.deepEqual(all, [1, 2, 3]);
  });

  it('is given back after work that fails, which fails as it is', async () => {
    const failing = open()(() => Promise.reject(new Error('no network')));
    await assert.rejects(failing, (error) => String(error).includes('no network'));
    assert.equal(await open()(() => Promise.resolve(4)), 4);
  });
});
