import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import { macPlayer } from '../../../src/local/mac';
import { failureOf, type LocalCommand, type LocalPlayer, type LocalState } from '../../../src/local/player';
import { windowsPlayer } from '../../../src/local/windows';
import type { AppRefusal } from '../../../src/model/errors/rejection';
import type { ChildProcess, OpenChildProcess, Program } from '../../../src/platform/childProcess';
import { openChildProcess } from '../../../src/platform/node/childProcess';
import { Lines, ManualClock, minute, second, turns, until } from '../support';
import { sessionLine } from './sessionLine';

const fakeScript = path.resolve('test/unit/local/fakeScript.js');

/** What the child process does that stands in for the script. */
interface Behaviour {
  readonly lines?: readonly (object | string)[];
  readonly answers?: Readonly<Record<string, readonly (object | string)[]>>;
  readonly stderr?: string;
  readonly exitCode?: number;
}

const done = { kind: 'done', id: null };
const appRuns = { kind: 'app', installed: true, running: true };
const changed = {
  ...sessionLine,
  kind: 'changed',
  state: 'Playing',
  uri: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k',
};
const read = { ...changed, kind: 'read', volumePercent: 50 };
const unavailable = (problem: string) => ({ kind: 'unavailable', problem });

describe('a player by a script', () => {
  let clock: ManualClock;
  let log: Lines;
  let player: LocalPlayer;
  let program: Program | undefined;
  let child: ChildProcess | undefined;
  let states: LocalState[];
  let learned: boolean[];
  /** The requests that the script was sent, without their IDs. */
  let requests: object[];
  beforeEach(() => {
    clock = new ManualClock();
    log = new Lines();
    program = undefined;
    states = [];
    learned = [];
    requests = [];
  });
  afterEach(() => player.dispose());

  /** A real child process in the place of that which the system would start. */
  function standIn(behaviour: Behaviour): OpenChildProcess {
    return (wanted, ...rest) => {
      program = wanted;
      const args = [fakeScript, JSON.stringify(behaviour)];
      const started = (child = openChildProcess({ file: process.execPath, args }, ...rest));
      started.onLine((line) => {
        const { request } = (line.startsWith('{"kind":"pong"') ? JSON.parse(line) : {}) as {
          request?: object;
        };
        if (request) requests.push(request);
      });
      return started;
    };
  }

  function onMac(behaviour: Behaviour, isGiven = false): void {
    const permission = { isGiven: () => isGiven, learn: (given: boolean) => void learned.push(given) };
    player = macPlayer({
      openChildProcess: standIn(behaviour),
      folder: '/x/media/local',
      permission,
      clock,
      log,
    });
    player.onDidChange((state) => states.push(state));
  }

  function onWindows(behaviour: Behaviour, exists: (path: string) => boolean = () => true): void {
    const env = { SystemRoot: 'C:\\Windows', APPDATA: 'C:\\R', LOCALAPPDATA: 'C:\\L' };
    const system = { env, exists: (path: string) => Promise.resolve(exists(path)) };
    const folder = 'C:\\x\\media\\local';
    player = windowsPlayer({ openChildProcess: standIn(behaviour), system, folder, clock, log });
    player.onDidChange((state) => states.push(state));
  }

  const available = () => until(() => player.state.kind === 'available');
  const failed = (command: LocalCommand, reason: AppRefusal) =>
    assert.rejects(player.execute(command), (error) => failureOf(error) === reason);

  it('starts osascript with the script of the package', () => {
    onMac({});
    assert.deepEqual(program, {
      file: '/usr/bin/osascript',
      args: ['-l', 'JavaScript', '/x/media/local/spotify.js'],
    });
  });

  it('starts Windows PowerShell with the script of the package, and neither a profile nor a bypass', () => {
    onWindows({});
    assert.equal(program?.file, 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    assert.equal(
      program.args.join(' '),
      '-NoLogo -NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File C:\\x\\media\\local\\spotify.ps1',
    );
  });

  it('does nothing before it is started', async () => {
    const looked: string[] = [];
    onWindows({ lines: [sessionLine] }, (path) => looked.push(path) > 0);
    await turns(20);
    assert.deepEqual([player.state, looked, clock.waiting], [{ kind: 'starting' }, [], 0]);
    await failed({ kind: 'play' }, 'noAnswer');
  });

  for (const place of [
    'C:\\R\\Spotify\\Spotify.exe',
    'C:\\L\\Packages\\SpotifyAB.SpotifyMusic_zpdnekdrzrea0',
  ]) {
    it(`starts once ${place} is there, for which it looks each minute`, async () => {
      let installed = false;
      onWindows({ lines: [sessionLine] }, (path) => installed && path === place);
      player.start();
      await turns();
      assert.deepEqual(states, [unavailable('notInstalled')]);
      installed = true;
      await clock.advance(minute - 1);
      assert.equal(player.state.kind, 'unavailable');
      await clock.advance(1);
      await available();
    });
  }

  it('looks for the app no more once it is disposed of', async () => {
    onWindows({}, () => false);
    player.start();
    await turns();
    assert.equal(clock.waiting, 1);
    player.dispose();
    assert.equal(clock.waiting, 0);
  });

  it('tells a state once, and one whose position merely goes on not at all', async () => {
    const lines = [sessionLine, sessionLine, { ...sessionLine, positionMs: 12_400 }];
    onWindows({ lines: [...lines, { ...sessionLine, positionMs: 90_000 }] });
    player.start();
    await until(() => states.length === 2);
    const positions = states.map((state) => (state.kind === 'available' ? state.positionMs : undefined));
    assert.deepEqual(positions, [12_345, 90_000]);
  });

  it('says by its own clock when it was so', async () => {
    onWindows({ lines: [sessionLine] });
    player.start();
    await available();
    assert.ok(player.state.kind === 'available');
    assert.equal(player.state.observedAt, clock.monotonic());
  });

  it('reads the position anew', async () => {
    onWindows({ lines: [sessionLine], answers: { read: [{ ...sessionLine, positionMs: 50_000 }, done] } });
    player.start();
    await available();
    await player.readPosition();
    assert.ok(player.state.kind === 'available');
    assert.equal(player.state.positionMs, 50_000);
    assert.deepEqual(requests, [{ command: 'read' }]);
  });

  const commands: readonly [command: LocalCommand, request: object][] = [
    [{ kind: 'play' }, { command: 'play' }],
    [
      { kind: 'seek', positionMs: 1_234.5 },
      { command: 'seek', positionMs: 1_235 },
    ],
    [
      { kind: 'volume', percent: 33.3 },
      { command: 'volume', percent: 33 },
    ],
    [
      { kind: 'open', uri: 'https://open.spotify.com/track/1a2b3c4d5e6f7g8h9i0j1k' },
      { command: 'open', uri: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k' },
    ],
  ];
  it('sends commands as the script reads them, and waits until they are carried out', async () => {
    onMac({ lines: [appRuns], answers: { play: [done], seek: [done], volume: [done], open: [done] } });
    player.start();
    await turns(1);
    await failed({ kind: 'open', uri: 'file:///Applications/Calculator.app' }, 'unsupported');
    for (const [command] of commands) await player.execute(command);
    assert.deepEqual(
      requests,
      commands.map(([, request]) => request),
    );
  });

  it('refuses what makes no sense, and what Windows cannot do, without asking', async () => {
    onWindows({ lines: [sessionLine], answers: { read: [done] } });
    player.start();
    await available();
    for (const positionMs of [-1, NaN, Infinity]) await failed({ kind: 'seek', positionMs }, 'unsupported');
    for (const [command] of commands) {
      if (!player.capabilities.has(command.kind)) await failed(command, 'unsupported');
    }
    assert.deepEqual([...player.capabilities].sort(), ['next', 'pause', 'play', 'previous', 'seek']);
    await player.readPosition();
    assert.deepEqual(requests, [{ command: 'read' }]);
  });

  describe('fails a command', () => {
    const refusal = { kind: 'failed', id: null };
    const refused: readonly [what: string, line: object, reason: AppRefusal][] = [
      ['that the app does not take', sessionLine, 'unsupported'],
      ['for which the app has to run', { kind: 'hidden', running: false }, 'notRunning'],
      ['for which the app has to show itself', { kind: 'hidden', running: true }, 'unsupported'],
    ];
    for (const [what, line, reason] of refused) {
      it(what, async () => {
        onWindows({ lines: [line], answers: { next: [refusal] } });
        player.start();
        await until(() => states.length === 1);
        await failed({ kind: 'next' }, reason);
      });
    }

    it('that nobody answers within two seconds', async () => {
      onWindows({ lines: [sessionLine] });
      player.start();
      await available();
      const failing = failed({ kind: 'next' }, 'noAnswer');
      const state = { over: false };
      void failing.then(() => (state.over = true));
      await clock.advance(2 * second - 1);
      assert.equal(state.over, false);
      await clock.advance(1);
      await failing;
    });

    it('of which there are too many, and those that wait when the player is disposed of', async () => {
      onWindows({ lines: [sessionLine], answers: {} });
      player.start();
      await available();
      const waiting = Array.from({ length: 20 }, () => failed({ kind: 'next' }, 'noAnswer'));
      await failed({ kind: 'next' }, 'noAnswer');
      player.dispose();
      await Promise.all(waiting);
    });

    it('when the script ends', async () => {
      onWindows({ lines: [sessionLine], answers: { pause: ['not JSON'] } });
      player.start();
      await available();
      await failed({ kind: 'pause' }, 'noAnswer');
      assert.deepEqual(player.state, unavailable('broken'));
    });
  });

  describe('on macOS', () => {
    it('asks the app at its start only where that was permitted before', async () => {
      onMac({ lines: [appRuns], answers: { allow: [done], read: [{ kind: 'asking' }, read, done] } }, true);
      player.start();
      await available();
      assert.deepEqual(requests, [{ command: 'allow' }, { command: 'read' }]);
      assert.deepEqual(learned, [true]);
    });

    it('asks again when the script was started anew', async () => {
      onMac({ lines: [appRuns], answers: { allow: [done], read: [read, done] } }, true);
      player.start();
      await available();
      child?.reject();
      assert.deepEqual(player.state, unavailable('broken'));
      await clock.advance(second);
      await available();
      assert.deepEqual(requests.at(-1), { command: 'read' });
      assert.equal(requests.length, 4);
    });

    it('learns of a song without asking', async () => {
      onMac({ lines: [appRuns, changed] });
      player.start();
      await available();
      assert.deepEqual(requests, []);
    });

    it('waits two minutes where the user is asked first, and does not take that for hanging', async () => {
      onMac({ lines: [appRuns], answers: { play: [{ kind: 'asking' }, 'WAIT'] } });
      player.start();
      await turns(1);
      const failing = failed({ kind: 'play' }, 'noAnswer');
      const command = { over: false };
      void failing.then(() => (command.over = true));
      await until(() => requests.length === 1);
      await turns();
      await clock.advance(2 * minute - 1);
      assert.deepEqual([player.state, command.over], [{ kind: 'starting' }, false]);
      await clock.advance(1);
      await failing;
    });

    it('learns that the user has refused', async () => {
      onMac({
        lines: [appRuns],
        answers: { play: [{ kind: 'asking' }, { kind: 'failed', id: null, code: -1743 }] },
      });
      player.start();
      await turns(1);
      await failed({ kind: 'play' }, 'notPermitted');
      assert.deepEqual(player.state, unavailable('permissionDenied'));
      assert.deepEqual(learned, [false]);
    });
  });

  const forbidden = '    + CategoryInfo : SecurityError: (:) [], PSSecurityException\n';
  const problems: readonly [title: string, behaviour: Behaviour, problem: string, pause: number][] = [
    ['that is restricted', { lines: [{ kind: 'restricted' }], exitCode: 3 }, 'restrictedShell', 10 * minute],
    ['that a policy forbids', { stderr: forbidden, exitCode: 1 }, 'blocked', 10 * minute],
    ['that dies', { stderr: 'System.Exception', exitCode: 1 }, 'broken', second],
    ['that says nonsense', { lines: ['<html>'] }, 'broken', second],
  ];
  for (const [title, behaviour, problem, pause] of problems) {
    it(`of Windows ${title} is ${problem}, and started again after ${pause / second} s`, async () => {
      onWindows(behaviour);
      player.start();
      await until(() => log.lines.length > 0);
      assert.deepEqual(player.state, unavailable(problem));
      await clock.advance(pause - 1);
      assert.equal(child?.send('{}'), false);
      await clock.advance(1);
      assert.equal(child.send('{}'), true);
    });
  }

  it('of a program that cannot be started is blocked', async () => {
    const missing: OpenChildProcess = (program, ...rest) =>
      openChildProcess({ ...program, file: '/missing/x' }, ...rest);
    const permission = { isGiven: () => false, learn: () => undefined };
    player = macPlayer({ openChildProcess: missing, folder: '', permission, clock, log });
    player.start();
    await until(() => log.lines.length > 0);
    assert.deepEqual(player.state, unavailable('blocked'));
  });

  it('reads nothing while it is stopped, and all anew when it is started again', async () => {
    onWindows({ lines: [sessionLine] });
    player.start();
    await available();
    const waiting = failed({ kind: 'next' }, 'noAnswer');
    player.stop();
    await waiting;
    assert.deepEqual([player.state, child?.send('{}'), clock.waiting], [{ kind: 'starting' }, false, 0]);
    player.start();
    // Before it has found out whether the app is installed.
    player.stop();
    await turns(20);
    assert.deepEqual([child?.send('{}'), clock.waiting], [false, 0]);
    player.start();
    await available();
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['available', 'starting', 'available'],
    );
  });

  it('tells nothing more, and waits for nothing, once it is disposed of', async () => {
    onWindows({ lines: [sessionLine] });
    player.start();
    await available();
    player.dispose();
    await turns(20);
    assert.equal(states.length, 1);
    assert.equal(clock.waiting, 0);
  });
});
