import assert from 'node:assert/strict';
import { macState, readMacLine } from '../../../src/local/macLines';
import type { LocalState } from '../../../src/local/player';
import { FakeMac } from './fakeMac';

const playbackChanged = 'com.spotify.client.PlaybackStateChanged';
const launched = 'NSWorkspaceDidLaunchApplicationNotification';
const terminated = 'NSWorkspaceDidTerminateApplicationNotification';
const playing = {
  'Player State': 'Playing',
  'Track ID': 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k',
  Name: 'Lamplight Ferry',
  Artist: 'The Borrowed Oars',
  Album: 'Low Tide Letters',
  Duration: 200_040,
  'Playback Position': 12.3456,
  'Has Artwork': true,
};
const fails = (code: number) => new Error(String(code));

/** In Node, with a bridge of ours in the place of the one to Objective-C: what it decides, not whether macOS does it. */
describe('the script for macOS', () => {
  let mac: FakeMac;
  beforeEach(() => {
    mac = new FakeMac();
  });

  /** What the lines since the last time come to. */
  const state = (): LocalState =>
    mac.lines
      .splice(0)
      .reduce<LocalState>((before, text) => macState(before, readMacLine(text) ?? assert.fail(text), 0), {
        kind: 'starting',
      });

  it('says first whether the app is there, and then waits', () => {
    assert.deepEqual(mac.said, [{ kind: 'app', installed: true, running: true }]);
    assert.equal(mac.waits, true);
    assert.equal(mac.exitCode, undefined);
  });

  it('says when the app comes and goes, and nothing when others do', () => {
    mac.lines.length = 0;
    mac.notify(launched);
    assert.deepEqual(mac.said, []);
    mac.running = false;
    mac.notify(terminated);
    mac.notify(terminated);
    assert.deepEqual(mac.said, [{ kind: 'app', installed: true, running: false }]);
    mac.installed = false;
    mac.notify(launched);
    assert.deepEqual(mac.said, [{ kind: 'app', installed: false, running: false }]);
  });

  it('tells what the app says of itself in whole numbers and ASCII, a line for each, and asks nothing', () => {
    mac.lines.length = 0;
    mac.notify(playbackChanged, { ...playing, Name: 'Tänze\n🎧\ud83c' });
    mac.notify(playbackChanged, playing);
    assert.equal(mac.lines.length, 2);
    for (const line of mac.lines) assert.match(line, /^[\x20-\x7e]+\n$/);
    const [first, second] = mac.said as { title: string; positionMs: number }[];
    assert.deepEqual([first?.title, second?.positionMs], ['Tänze\n🎧\ud83c', 12_346]);
    assert.deepEqual(mac.lookedUp, []);
  });

  for (const [title, info] of [
    ['nothing', undefined],
    ['nothing but a state', { 'Player State': 'Playing' }],
    [
      'what has other types',
      { 'Player State': 'Playing', Name: {}, Duration: '3,5', 'Playback Position': NaN },
    ],
  ] as const) {
    it(`can be read where a notification has ${title}`, () => {
      mac.lines.length = 0;
      mac.notify(playbackChanged, info);
      const after = state();
      assert.equal(after.kind, info ? 'available' : 'starting');
    });
  }

  it('asks nothing when it is told to read before it may', () => {
    mac.lines.length = 0;
    assert.deepEqual(mac.command({ command: 'read', id: 1 }), [{ kind: 'done', id: 1 }]);
    assert.deepEqual(mac.lookedUp, []);
  });

  it('asks by the number of the process, once it may, and says so the first time', () => {
    mac.lines.length = 0;
    mac.command({ command: 'allow', id: 1 });
    mac.write('{"command":"read","id":2}\n{"command":"read","id":3}\n');
    const kinds = mac.lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    assert.deepEqual(kinds, ['asking', 'read', 'done', 'read', 'done']);
    assert.deepEqual(mac.lookedUp, [4711, 4711]);
    const after = state();
    assert.ok(after.kind === 'available');
    const { status, positionMs, volumePercent, repeat, track } = after;
    assert.deepEqual(
      [status, positionMs, volumePercent, repeat, track?.title, track?.artworkUrl],
      ['playing', 12_346, 64, 'context', 'Lamplight Ferry', mac.app.track['artworkUrl']],
    );
  });

  it('never looks the app up where none runs', () => {
    mac.running = false;
    mac.lines.length = 0;
    mac.command({ command: 'allow', id: 1 });
    for (const [id, command] of ['read', 'play', 'next'].entries()) {
      assert.deepEqual(mac.command({ command, id }), [{ kind: 'failed', id, code: -600 }]);
    }
    assert.deepEqual(mac.lookedUp, []);
  });

  const commands: readonly [command: object, done: string][] = [
    [{ command: 'play' }, 'play'],
    [{ command: 'pause' }, 'pause'],
    [{ command: 'next' }, 'nextTrack'],
    [{ command: 'previous' }, 'previousTrack'],
    [{ command: 'seek', positionMs: 61_500 }, 'playerPosition = 61.5'],
    [{ command: 'volume', percent: 30 }, 'soundVolume = 30'],
    [{ command: 'open', uri: 'spotify:album:x' }, 'playTrack "spotify:album:x"'],
  ];
  for (const [command, done] of commands) {
    it(`carries out ${JSON.stringify(command)}, and may ask from then on`, () => {
      mac.lines.length = 0;
      assert.deepEqual(mac.command({ ...command, id: 5 }), [{ kind: 'asking' }, { kind: 'done', id: 5 }]);
      assert.deepEqual(mac.app.done, [done]);
      mac.notify(playbackChanged, playing);
      assert.deepEqual(
        (mac.said as { kind: string }[]).map(({ kind }) => kind),
        ['changed', 'read'],
      );
    });
  }

  it('says that the user has refused', () => {
    mac.app.properties['playerState'] = fails(-1743);
    mac.lines.length = 0;
    const refused = { kind: 'failed', id: 1, code: -1743 };
    assert.deepEqual(mac.command({ command: 'pause', id: 1 }), [{ kind: 'asking' }, refused]);
    mac.notify(playbackChanged, playing);
    assert.equal((mac.said as object[]).length, 1);
  });

  it('takes no refusal for a property that is missing', () => {
    mac.app.track['name'] = fails(-1743);
    mac.lines.length = 0;
    mac.command({ command: 'allow' });
    const refused = { kind: 'failed', id: 2, code: -1743 };
    assert.deepEqual(mac.command({ command: 'read', id: 2 }), [{ kind: 'asking' }, refused]);
  });

  it('reads what has no artwork and no artist', () => {
    for (const name of ['artworkUrl', 'artist']) mac.app.track[name] = fails(-1728);
    mac.lines.length = 0;
    mac.command({ command: 'allow' });
    mac.write('{"command":"read","id":2}\n');
    const after = state();
    assert.ok(after.kind === 'available');
    assert.deepEqual([after.track?.artists, after.track?.artworkUrl], [[], undefined]);
  });

  it('reads commands that come in pieces, answers a probe, and passes over what is none', () => {
    mac.lines.length = 0;
    mac.write('{"command":"pi');
    mac.write('ng"}\n\nnonsense\nnull\n{"command":"constructor","id":1}\n');
    assert.deepEqual(mac.said, [
      { kind: 'pong' },
      { kind: 'failed', code: -1708 },
      { kind: 'failed', id: 1, code: -1708 },
    ]);
    assert.deepEqual(mac.lookedUp, []);
  });

  it('ends when its input does, and when that is endless', () => {
    mac.write('');
    assert.equal(mac.exitCode, 0);
    const other = new FakeMac();
    other.write('x'.repeat(70_000));
    assert.equal(other.exitCode, 1);
  });
});
