import assert from 'node:assert/strict';
import process from 'node:process';
import { fault, songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

const kettle = /^<music> Kettle/;

describe('several windows', () => {
  let stage: Stage;
  let windows: Workbench[];

  /** Signs in in one window and opens the others; in a browser only pages opened later can read the session. */
  beforeEach(async () => {
    stage = await setStage();
    const first = await stage.open();
    await first.waitForStatus(song, /Sign in/);
    await signIn(first);
    windows = [first];
  });
  afterEach(async () => {
    for (const window of windows) await window.close();
    await stage.close();
  });

  async function open(count: number): Promise<void> {
    while (windows.length < count) {
      const window = await windows[0]?.another();
      assert.ok(window);
      await window.waitForStatus(song, kettle);
      windows.push(window);
    }
  }

  const polls = () => stage.spotify.requests.filter(({ path }) => path === '/v1/me/player').length;

  /** How many windows have asked what plays since they were opened. */
  async function askers(): Promise<number> {
    const logs = await stage.server.extensionLogs();
    return logs.filter(({ text }) => text.includes('GET /me/player')).length;
  }

  /** The process of the extension host that asks Spotify, out of the newest line that says so. */
  async function asking(): Promise<number> {
    const lines = Array.from(
      (await stage.log()).matchAll(
        /^(\S+ \S+|\S+) \[info\] This window asks Spotify for all \(process (\d+)\)/gm,
      ),
      ([, at = '', pid]) => ({ at, pid: Number(pid) }),
    );
    const newest = lines.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
    assert.ok(newest, 'a window asks');
    return newest.pid;
  }

  it('ask once for all five, show the same, and go on when the one that asks is killed', async () => {
    await open(5);
    stage.spotify.player.play([songs.episode]);
    await windows[4]?.runCommand('Spotify: Refresh');
    for (const window of windows) await window.waitForStatus(song, /^<mic> Ep\. 12/);
    assert.equal(await askers(), 1, 'one window asks for all');

    const before = polls();
    const killed = await asking();
    process.kill(killed, 'SIGKILL');
    assert.ok(
      await poll(async () => (await asking()) !== killed, 5_000),
      'another window asks within five seconds',
    );
    assert.ok(polls() <= before + 1, 'it goes on with the schedule instead of asking anew');
    stage.spotify.player.play([songs.plain]);
    const survivor = await firstAlive();
    await survivor.runCommand('Spotify: Refresh');
    await survivor.waitForStatus(song, kettle);
    assert.equal(await askers(), 2);
  });

  /** VS Code asks in a window whose extension host has died; the others are as before. */
  async function firstAlive(): Promise<Workbench> {
    for (const window of windows) {
      const notifications = await window.messages.notifications();
      if (notifications.length === 0) return window;
    }
    throw new Error('No window is alive.');
  }

  it('are all signed out by one of them, without another request', async () => {
    await open(3);
    // The next heartbeat is then more than twenty seconds away, and is not taken for a request of the sign-out.
    const looks = polls();
    await windows[2]?.runCommand('Spotify: Refresh');
    assert.ok(await poll(() => polls() > looks), 'Spotify is asked');
    const before = stage.spotify.requests.length;
    await windows[2]?.runCommand('Spotify: Sign Out');
    for (const window of windows) await window.waitForStatus(song, /^<music> Sign in/);
    assert.equal(stage.spotify.requests.length, before);
  });

  it('are all signed in by one of them, also where they cannot read the session', async () => {
    await open(2);
    await windows[0]?.page.bringToFront();
    await windows[0]?.runCommand('Spotify: Sign Out');
    for (const window of windows) await window.waitForStatus(song, /^<music> Sign in/);
    const [first, second] = windows;
    assert.ok(first && second);
    await second.page.bringToFront();
    await signIn(second);
    await first.waitForStatus(song, kettle);
    stage.spotify.player.play([songs.local]);
    await first.page.bringToFront();
    await first.runCommand('Spotify: Refresh');
    for (const window of windows) await window.waitForStatus(song, /^<file-media>/);
  });

  it('ask nothing while Spotify refuses, not even after all have been reloaded', async () => {
    await open(2);
    stage.spotify.faults.add(fault.quota({ retryAfter: 7200 }), { times: Infinity });
    await windows[1]?.runCommand('Spotify: Refresh');
    for (const window of windows) await window.waitForStatus(song, /^<watch> Kettle/);
    const before = stage.spotify.requests.length;
    for (const window of windows) {
      await window.page.bringToFront();
      await window.reload();
    }
    for (const window of windows) await window.waitForStatus(song, /^<watch> Spotify: back at/);
    assert.deepEqual(
      stage.spotify.requests.slice(before).map(({ path }) => path),
      [],
    );
  });
});
