import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import process from 'node:process';
import { fault, songs } from '../../spotify';
import { asked, until } from '../support';
import { processStage, type WindowProcess } from './windowProcess';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** Real processes and files; of NFS only that sockets of another machine refuse every call. */
posix('windows that share their folders', () => {
  const stage = processStage();
  beforeEach(() => stage.spotify.player.play(songs.plain));
  const open = (machine: string) => stage.open('window', machine);

  const polls = () => asked(stage.spotify, '/v1/me/player').length;
  const refresh = (window: WindowProcess) => window.request({ kind: 'refresh' });
  const roles = () => stage.windows.map((window) => window.all('role').map(({ leads }) => leads));

  it('have one on each machine that asks, which stays, and share one log of requests', async () => {
    const all = ['attic', 'cellar'].flatMap((machine) => [open(machine), open(machine)]);
    for (const window of all) await window.shows('item', 'track');
    assert.equal(polls(), 2);
    for (const window of all) assert.equal(await refresh(window), true);
    assert.deepEqual(roles().toSorted(), [[false], [false], [true], [true]]);
    assert.equal(polls(), 6);
    const log = await readFile(stage.folder.file('files', 'requests.log'), 'utf8');
    assert.equal(log.trim().split('\n').length, 6);
  });

  it('refresh the session on one machine at a time', async () => {
    const tokens = () => asked(stage.spotify, '/api/token');
    stage.spotify.tokens.rotates = true;
    const held = fault.held();
    stage.spotify.faults.add(held, { path: /^\/api\/token/ });
    const all = [open('attic'), open('cellar')];
    await until(() => tokens().length === 1);
    await until(() => all.every((window) => window.all('role').length === 1));
    held.release();
    for (const window of all) await window.shows('item', 'track');
    // Who had not waited would have sent the token that was used up.
    assert.deepEqual(
      tokens().map(({ status }) => status),
      [200, 200],
    );
  });

  it('meet again when their temporary folder was cleaned, without a request more', async () => {
    const [first, second] = [
      await open('attic').shows('item', 'track'),
      await open('attic').shows('item', 'track'),
    ];
    await rm(stage.folder.file(`earshot-${process.getuid?.() ?? 0}`), { recursive: true });
    assert.equal(await refresh(second), true);
    const before = polls();
    const third = await open('attic').shows('item', 'track');
    assert.equal(polls(), before);
    assert.deepEqual(
      [first, second, third].map((window) => window.all('role').map(({ leads }) => leads)),
      [[true], [false], [false]],
    );
    assert.equal(await refresh(third), true);
  });

  it('end up with one that asks when a third has taken the place that was cleaned away', async () => {
    const [first, second] = [
      await open('attic').shows('item', 'track'),
      await open('attic').shows('item', 'track'),
    ];
    await rm(stage.folder.file(`earshot-${process.getuid?.() ?? 0}`), { recursive: true });
    const third = await open('attic').shows('item', 'track');
    const before = polls();
    first.send({ kind: 'refresh' });
    // One alone from the beginning where the first has made its place anew before the third came.
    await until(
      () => [first, second, third].filter((window) => window.all('role').at(-1)?.leads).length === 1,
    );
    assert.equal(await refresh(second), true);
    assert.ok(polls() <= before + 2, `${polls() - before} requests`);
  });
});
