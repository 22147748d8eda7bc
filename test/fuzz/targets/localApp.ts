import assert from 'node:assert/strict';
import fc from 'fast-check';
import { macPlayer } from '../../../src/local/mac';
import { mprisCall, readMpris } from '../../../src/local/mpris/mpris';
import {
  LocalCommandError,
  localPositionAt,
  type LocalPlayer,
  type LocalState,
} from '../../../src/local/player';
import { windowsPlayer } from '../../../src/local/windows';
import type { Playback } from '../../../src/model/playback/playback';
import { reduce } from '../../../src/model/playback/reduce';
import type { ChildProcess } from '../../../src/platform/childProcess';
import { Emitter } from '../../../src/platform/event';
import { InvalidCallError, writeCall } from '../../../src/platform/node/dbus/call';
import { localSnapshot } from '../../../src/player/sources/localSnapshot';
import { Lines, ManualClock, turns } from '../../unit/support';
import { anything, damaged, damagedValue, id, text, uriOf } from '../arbitraries';
import { assertItem, assertShared, assertShown, assertTitle, assertUri, now } from '../invariants';
import { target } from '../target';

const month = 30 * 24 * 3_600_000;

/** What is known of the app on this machine is shown as what Spotify says, and told to other windows. */
function assertState(state: LocalState): Playback {
  if (state.kind === 'available' && state.track) {
    const { title, artists, album, durationMs, uri, artworkUrl } = state.track;
    for (const one of [title, album, ...artists]) assertTitle(one);
    assertUri(uri);
    assert.ok(durationMs === undefined || (durationMs >= 1 && durationMs <= month));
    assert.match(
      artworkUrl ?? 'https://i.scdn.co/',
      /^https:\/\/([\w-]+\.)*(scdn\.co|spotifycdn\.com)\/[\w./-]*$/,
    );
  }
  if (state.kind === 'available') {
    const { volumePercent = 0, positionMs = 0 } = state;
    assert.ok(volumePercent >= 0 && volumePercent <= 100 && positionMs >= 0 && positionMs <= month);
    assert.ok((localPositionAt(state, 10_000) ?? 0) >= 0);
  }
  const snapshot = localSnapshot(state, { last: undefined, item: undefined, deviceName: 'Desk' }, now, 1_000);
  if (snapshot.kind !== 'nothing') assertItem(snapshot.item);
  const playback = reduce(
    { kind: 'signedOut', elsewhere: false },
    { type: 'told', snapshot, trust: 'unknown' },
  );
  assertShared(playback);
  return playback;
}

const properties = {
  PlaybackStatus: 'Playing',
  LoopStatus: 'Playlist',
  Shuffle: true,
  Volume: 0.4,
  Position: 12_345_678,
  Metadata: {
    'mpris:trackid': `/com/spotify/track/${id}`,
    'mpris:length': 214_000_000,
    'mpris:artUrl': 'https://i.scdn.co/image/ab67',
    'xesam:url': `https://open.spotify.com/track/${id}`,
    'xesam:title': 'Lamplight Ferry',
    'xesam:artist': ['The Borrowed Oars', 'Ines Quill'],
    'xesam:album': 'Low Tide Letters',
    'xesam:trackNumber': 3,
  },
};
const commands = fc.oneof(
  fc.record({ kind: fc.constant('seek' as const), positionMs: fc.oneof(fc.nat(300_000), fc.double()) }),
  fc.record({ kind: fc.constant('volume' as const), percent: fc.oneof(fc.nat(120), fc.double()) }),
  fc.record({ kind: fc.constant('open' as const), uri: fc.oneof(fc.constant(uriOf('track')), text) }),
);
type Command = typeof commands extends fc.Arbitrary<infer T> ? T : never;

function assertMpris([value, command]: readonly [unknown, Command]): void {
  const reading = readMpris(value, 1_000);
  if (!reading) return;
  assertShown(assertState(reading.state));
  try {
    const call = mprisCall(command, reading, 2_000);
    assert.ok(writeCall(1, { ...call, destination: ':1.7' }).length > 16);
  } catch (error) {
    assert.ok(error instanceof LocalCommandError || error instanceof InvalidCallError, String(error));
  }
}

const answered = [
  { kind: 'pong' },
  { kind: 'asking' },
  { kind: 'done', id: 1 },
  { kind: 'failed', id: 2, code: -1743 },
];
const played = {
  state: 'Playing',
  uri: uriOf('track'),
  title: 'Lamplight Ferry',
  artist: 'Ines Quill',
  album: 'Low Tide',
  durationMs: 200_040,
  positionMs: 12_345,
};
const macLines = [
  ...answered,
  { kind: 'app', installed: true, running: true },
  { kind: 'changed', ...played },
  {
    kind: 'read',
    ...played,
    artworkUrl: 'https://i.scdn.co/image/ab',
    volumePercent: 64,
    shuffling: true,
    repeating: false,
  },
];
const windowsLines = [
  ...answered,
  {
    kind: 'session',
    status: 'Playing',
    title: 'Lamplight Ferry',
    artist: 'Ines Quill',
    album: '',
    durationMs: 200_040,
    positionMs: 12_345,
    shuffle: false,
    repeat: 'List',
  },
  { kind: 'hidden', running: true },
  { kind: 'restricted' },
  { kind: 'unsupported' },
];

/** A child process that says what it is told to. */
function childThatSays() {
  const line = new Emitter<string>();
  const child: ChildProcess = {
    onLine: line.event,
    onEnd: new Emitter<never>().event,
    start: () => undefined,
    stop: () => undefined,
    send: () => true,
    reject: () => undefined,
    allowSilence: () => undefined,
    dispose: () => undefined,
  };
  return { child, say: (one: string) => line.fire(one) };
}

const clock = new ManualClock();
const parts = {
  folder: '/x',
  clock,
  log: new Lines(),
  system: { env: {}, exists: () => Promise.resolve(true) },
  permission: { isGiven: () => true, learn: () => undefined },
};

async function assertLines(
  open: typeof macPlayer | typeof windowsPlayer,
  lines: readonly string[],
): Promise<void> {
  const { child, say } = childThatSays();
  const player: LocalPlayer = open({ ...parts, openChildProcess: () => child });
  player.start();
  await turns(1);
  const outcomes = [1, 2, 3].map(() =>
    player.execute({ kind: 'next' }).then(
      () => 'done',
      (error: unknown) => error,
    ),
  );
  for (const line of lines) {
    say(line);
    assertState(player.state);
  }
  assertShown(assertState(player.state));
  player.dispose();
  for (const outcome of await Promise.all(outcomes))
    assert.ok(outcome === 'done' || outcome instanceof LocalCommandError);
}

const linesOf = (valid: readonly object[]) => fc.array(damaged(...valid), { maxLength: 4 });

export const localApp = [
  target(
    'app: properties by MPRIS',
    fc.tuple(fc.oneof(damagedValue(properties), anything), commands),
    assertMpris,
  ),
  target('app: lines of the script for macOS', linesOf(macLines), (lines) => assertLines(macPlayer, lines)),
  target('app: lines of the script for Windows', linesOf(windowsLines), (lines) =>
    assertLines(windowsPlayer, lines),
  ),
];
