import assert from 'node:assert/strict';
import type { LocalState } from '../../../src/local/player';
import { readWindowsLine, windowsState } from '../../../src/local/windowsLines';
import { sessionLine } from './sessionLine';

type Available = Extract<LocalState, { kind: 'available' }>;

const starting: LocalState = { kind: 'starting' };

function after(line: object, before: LocalState = starting): LocalState {
  const parsed = readWindowsLine(JSON.stringify(line));
  assert.ok(parsed);
  return windowsState(before, parsed, 7_000);
}

function played(changes: object = {}): Available {
  const state = after({ ...sessionLine, ...changes });
  assert.ok(state.kind === 'available');
  return state;
}

describe('what the script for Windows writes', () => {
  it('of a song is what Windows says of it, which is neither what it is nor where', () => {
    assert.deepEqual(played(), {
      kind: 'available',
      status: 'playing',
      elsewhere: false,
      track: {
        kind: 'unknown',
        uri: undefined,
        title: 'Lamplight Ferry',
        artists: ['The Borrowed Oars, Ines Quill'],
        album: 'Low Tide Letters',
        durationMs: 200_040,
        artworkUrl: undefined,
      },
      positionMs: 12_345,
      observedAt: 7_000,
      volumePercent: undefined,
      shuffle: false,
      repeat: 'context',
    } satisfies Available);
  });

  const rows: readonly [
    title: string,
    changes: object,
    field: (state: Available) => unknown,
    expected: unknown,
  ][] = [
    ['a paused song', { status: 'Paused' }, ({ status }) => status, 'paused'],
    ['a stopped one', { status: 'Stopped' }, ({ status }) => status, 'stopped'],
    ['a session that has closed', { status: 'Closed' }, ({ status }) => status, 'stopped'],
    ['one that has just opened', { status: 'Opened' }, ({ status }) => status, 'stopped'],
    ['an episode without artist', { artist: '', album: 'Talk' }, ({ track }) => track?.artists, []],
    ['an episode whose artist is null', { artist: null }, ({ track }) => track?.artists, []],
    ['an advertisement without album', { album: '' }, ({ track }) => track?.album, ''],
    ['another device', { title: '', artist: '' }, ({ elsewhere }) => elsewhere, true],
    ['nothing at all', { title: '', durationMs: 0 }, ({ track }) => track, undefined],
    ['nothing at all', { title: '', durationMs: 0 }, ({ elsewhere }) => elsewhere, false],
    ['one without length', { durationMs: 0 }, ({ track }) => track?.durationMs, undefined],
    ['a length with a comma', { durationMs: '200,04' }, ({ track }) => track?.durationMs, undefined],
    ['a position with a comma', { positionMs: '12,3' }, ({ positionMs }) => positionMs, undefined],
    ['a position before its start', { positionMs: -5 }, ({ positionMs }) => positionMs, undefined],
    ['no position', { positionMs: null }, ({ positionMs }) => positionMs, undefined],
    ['no shuffle', { shuffle: null }, ({ shuffle }) => shuffle, undefined],
    ['shuffle', { shuffle: true }, ({ shuffle }) => shuffle, true],
    ['no repeat', { repeat: null }, ({ repeat }) => repeat, undefined],
    ['repeat of nothing', { repeat: 'None' }, ({ repeat }) => repeat, 'off'],
    ['repeat of one', { repeat: 'Track' }, ({ repeat }) => repeat, 'track'],
    ['repeat of toString', { repeat: 'toString' }, ({ repeat }) => repeat, undefined],
    ['a title that steers', { title: '\u202eyrreF\u001b[2J' }, ({ track }) => track?.title, 'yrreF[2J'],
    ['a title of 50,000', { title: 'x'.repeat(50_000) }, ({ track }) => track?.title.length, 1_000],
    ['an artist of 50,000', { artist: 'x'.repeat(50_000) }, ({ track }) => track?.artists[0]?.length, 200],
  ];
  for (const [title, changes, field, expected] of rows) {
    it(`is read of ${title}`, () => {
      assert.deepEqual(field(played(changes)), expected);
    });
  }

  const states: readonly [title: string, line: object, expected: LocalState][] = [
    [
      'that the app shows nothing',
      { kind: 'hidden', running: true },
      { kind: 'unavailable', problem: 'hiddenFromSystem' },
    ],
    [
      'that it does not run',
      { kind: 'hidden', running: false },
      { kind: 'unavailable', problem: 'notRunning' },
    ],
    [
      'that PowerShell is restricted',
      { kind: 'restricted' },
      { kind: 'unavailable', problem: 'restrictedShell' },
    ],
    ['that Windows is too old', { kind: 'unsupported' }, { kind: 'unavailable', problem: 'broken' }],
  ];
  for (const [title, line, expected] of states) {
    it(`tells ${title}`, () => {
      assert.deepEqual(after(line, played()), expected);
    });
  }

  for (const line of [{ kind: 'pong' }, { kind: 'done', id: 1 }, { kind: 'failed', id: 1 }]) {
    it(`changes nothing by ${line.kind}`, () => {
      const before = played();
      assert.equal(after(line, before), before);
    });
  }

  for (const line of [
    '',
    'null',
    '{}',
    '{"kind":"app"}',
    '{"kind":"hidden"}',
    '{"kind":"session"}',
    JSON.stringify({ ...sessionLine, status: 'Changing' }),
    JSON.stringify({ ...sessionLine, status: 'toString' }),
    'spotify.ps1 : The term is not recognized',
  ]) {
    it(`is not ${line || 'an empty line'}`, () => {
      assert.equal(readWindowsLine(line), undefined);
    });
  }
});
