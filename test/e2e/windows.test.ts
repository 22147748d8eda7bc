import assert from 'node:assert/strict';
import process from 'node:process';
import { fault, songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './stage';
import './support';

const kettle = /^<music> Kettle/;

describe('several windows', () => {
  let stage: Stage;
  let windows: Workbench[];

  /** Signs in in one window and opens the others; in a browser only pages opened later can read the session. */
  before(async () => {
    stage = await setStage();
    const first = await stage.open();
    await first.waitForStatus(song, /Sign in/);
    await signIn(first);
    windows = [first];
  });
  beforeEach(async () => {
    stage.spotify.player.play([songs.plain]);
    await windows[0]?.runCommand('Spotify: Refresh');
  });
  after(async () => {
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

  /** How often each window has asked what plays, by its log. */
  async function asked(): Promise<Map<string, number>> {
    const logs = await stage.server.extensionLogs();
    return new Map(logs.map(({ file, text }) => [file, text.split('GET /me/player').length - 1]));
  }

  /** How many windows have asked since then. */
  async function askers(before: ReadonlyMap<string, number>): Promise<number> {
    return [...(await asked())].filter(([file, times]) => times > (before.get(file) ?? 0)).length;
  }

  /** The process of the extension host that asks Spotify, out of the newest line that says so. */
  async function asking(): Promise<number> {
    const lines = Array.from(
      (await stage.log()).matchAll(
        /^(\S+ \S+|\S+) \[info\] This window asks Spotify for all windows \(process (\d+)\)/gm,
      ),
      ([, at = '', pid]) => ({ at, pid: Number(pid) }),
    );
    const newest = lines.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
    assert.ok(newest, 'a window asks');
    return newest.pid;
  }

  it('show what came of a command when the one that asks is reloaded meanwhile, and send no skip twice', async () => {
    await open(2);
    const [first, second] = windows;
    assert.ok(first && second);
    const { faults, player, requests } = stage.spotify;
    player.play([songs.plain, songs.emoji]);
    const sent = (command: string) => requests.filter(({ path }) => path.endsWith(`/${command}`)).length;
    for (const [asks, other, title, command, shown] of [
      [first, second, 'Next', 'next', /^<music> .*Picnic/],
      [second, first, 'Pause', 'pause', /^<earshot-paused> .*Picnic/],
    ] as const) {
      const held = fault.held();
      faults.add(held, { path: new RegExp(`/${command}$`) });
      await other.page.bringToFront();
      other.messagesSeen.length = 0;
      await other.runCommand(`Spotify: ${title}`);
      assert.ok(await poll(() => Promise.resolve(sent(command) === 1), 5_000), 'Spotify has the command');
      const reloaded = asks.reload();
      await other.waitForStatus(song, shown, { timeout: 10_000 });
      await reloaded;
      await asks.waitForStatus(song, shown);
      held.release();
      assert.doesNotMatch(other.messagesSeen.join('\n'), /try again/i);
    }
    assert.equal(sent('next'), 1);
    assert.equal(sent('pause'), 2);
    assert.equal(player.isPlaying, false);
  });

  it('are signed out and in together, also where one cannot read what another stores', async () => {
    await open(2);
    const [first, second] = windows;
    assert.ok(first && second);
    await first.page.bringToFront();
    await first.runCommand('Spotify: Sign Out');
    for (const window of windows) await window.waitForStatus(song, /^<music> Sign in/);
    await second.page.bringToFront();
    await signIn(second);
    await first.waitForStatus(song, kettle);
    stage.spotify.player.play([songs.local]);
    await first.page.bringToFront();
    await first.runCommand('Spotify: Refresh');
    for (const window of windows) await window.waitForStatus(song, /^<file-media>/);
  });

  it('ask once for all, show the same, and go on when the one that asks is killed', async () => {
    await open(3);
    const logs = await asked();
    stage.spotify.player.play([songs.episode]);
    await windows[2]?.runCommand('Spotify: Refresh');
    for (const window of windows) await window.waitForStatus(song, /^<mic> Ep\. 12/);
    assert.equal(await askers(logs), 1, 'one window asks for all');

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
    assert.equal(await askers(logs), 2);
  });

  /** VS Code asks in a window whose extension host has died; the others are as before. */
  async function firstAlive(): Promise<Workbench> {
    for (const window of windows) {
      const notifications = await window.messages.notifications();
      if (notifications.length === 0) return window;
    }
    throw new Error('No window is alive.');
  }
});
