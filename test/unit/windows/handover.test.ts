import assert from 'node:assert/strict';
import process from 'node:process';
import type { Intent } from '../../../src/model/commands/intent';
import { fault, songs } from '../../spotify';
import { asked, until } from '../support';
import { processStage } from './windowProcess';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** Real processes and a signal that cannot be caught. */
posix('the window that asks for all, killed while Spotify has a command of another', () => {
  const stage = processStage();
  beforeEach(async () => {
    stage.spotify.player.play([songs.plain, songs.emoji]);
    for (let index = 0; index < 3; index += 1) await stage.open().shows('item', 'track');
  });

  const titles = () => stage.windows.slice(1).map((window) => window.all('shown').at(-1)?.texts ?? '');

  /** What the window that asked for it says, when all that are left show that. */
  async function killDuring(intent: Intent, path: string, shown: RegExp): Promise<unknown> {
    stage.spotify.faults.add(fault.held(), { path: new RegExp(`${path}$`) });
    const [leader, follower] = stage.windows;
    assert.ok(leader?.all('role').at(-1)?.leads && follower);
    const done = follower.request({ kind: 'intent', intent });
    await until(() => asked(stage.spotify, path).length === 1);
    leader.signal('SIGKILL');
    const killed = Date.now();
    const outcome = await done;
    await until(() => titles().every((texts) => shown.test(texts)));
    assert.ok(Date.now() - killed < 5_000, `${Date.now() - killed} ms`);
    return outcome;
  }

  it('is followed by one that shows the song that came, and skips no other', async () => {
    const outcome = await killDuring({ kind: 'next' }, '/v1/me/player/next', /Picnic/);
    assert.deepEqual(outcome, { kind: 'interrupted' });
    assert.equal(asked(stage.spotify, '/v1/me/player/next').length, 1);
    assert.equal(stage.spotify.player.item, songs.emoji);
    for (const texts of titles()) assert.doesNotMatch(texts, /loading|sync~spin/);
  });

  it('is followed by one that pauses once more', async () => {
    const outcome = await killDuring({ kind: 'pause' }, '/v1/me/player/pause', /earshot-paused/);
    assert.equal(outcome, null);
    assert.equal(asked(stage.spotify, '/v1/me/player/pause').length, 2);
    assert.equal(stage.spotify.player.isPlaying, false);
  });
});
