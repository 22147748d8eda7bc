import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import process from 'node:process';
import type { Intent } from '../../../src/model/commands/intent';
import { fault, songs, startSpotify, type Spotify } from '../../spotify';
import { asked, granted, TemporaryFolder, until } from '../support';
import { buildWindow, WindowProcess } from './windowProcess';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** Real processes and a signal that cannot be caught. */
posix('the window that asks for all, killed while Spotify has a command of another', () => {
  let built: TemporaryFolder;
  let folder: TemporaryFolder;
  let spotify: Spotify;
  let windows: WindowProcess[];

  before(async () => {
    built = await TemporaryFolder.make();
    await buildWindow(built.file('window.js'));
  });
  after(() => built.remove());
  beforeEach(async () => {
    folder = await TemporaryFolder.make();
    spotify = await startSpotify();
    spotify.player.play([songs.plain, songs.emoji]);
    await mkdir(folder.file('files'));
    const record = { state: 'signedIn', writtenAt: spotify.now(), session: granted(spotify).session };
    await writeFile(folder.file('files', 'earshot.session'), JSON.stringify(record));
    windows = [];
    for (let index = 0; index < 3; index += 1) {
      const [program, files] = [built.file('window.js'), folder.file('files')];
      const window = new WindowProcess({ program, files, runtimeFolder: folder.path, url: spotify.url });
      windows.push(window);
      await window.shows('item', 'track');
    }
  });
  afterEach(async () => {
    await Promise.all(windows.map((window) => window.end()));
    await spotify.close();
    await folder.remove();
  });

  const titles = () => windows.slice(1).map((window) => window.all('shown').at(-1)?.texts ?? '');

  /** What the window that asked for it says, when all that are left show that. */
  async function killDuring(intent: Intent, path: string, shown: RegExp): Promise<unknown> {
    spotify.faults.add(fault.held(), { path: new RegExp(`${path}$`) });
    const [leader, follower] = windows;
    assert.ok(leader?.all('role').at(-1)?.leads && follower);
    const done = follower.request({ kind: 'intent', intent });
    await until(() => asked(spotify, path).length === 1);
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
    assert.equal(asked(spotify, '/v1/me/player/next').length, 1);
    assert.equal(spotify.player.item, songs.emoji);
    for (const texts of titles()) assert.doesNotMatch(texts, /loading|sync~spin/);
  });

  it('is followed by one that pauses once more', async () => {
    const outcome = await killDuring({ kind: 'pause' }, '/v1/me/player/pause', /debug-pause/);
    assert.equal(outcome, null);
    assert.equal(asked(spotify, '/v1/me/player/pause').length, 2);
    assert.equal(spotify.player.isPlaying, false);
  });
});
