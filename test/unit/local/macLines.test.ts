import assert from 'node:assert/strict';
import { macFailure, macState, readMacLine } from '../../../src/local/macLines';
import type { AppRefusal } from '../../../src/model/errors/rejection';
import type { LocalState } from '../../../src/local/player';

type Available = Extract<LocalState, { kind: 'available' }>;

const uri = 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k';
const episode = 'spotify:episode:2b3c4d5e6f7g8h9i0j1k2l';
const starting: LocalState = { kind: 'starting' };
const denied: LocalState = { kind: 'unavailable', problem: 'permissionDenied' };

const changed = {
  kind: 'changed',
  state: 'Playing',
  uri,
  title: 'Lamplight Ferry',
  artist: 'The Borrowed Oars',
  album: 'Low Tide Letters',
  durationMs: 200_040,
  positionMs: 12_345,
};
const read = {
  ...changed,
  kind: 'read',
  state: 'paused',
  artworkUrl: 'https://i.scdn.co/image/ab67616d0000b273lowtide',
  volumePercent: 64,
  shuffling: true,
  repeating: false,
};

function after(before: LocalState, line: object): LocalState {
  const parsed = readMacLine(JSON.stringify(line));
  assert.ok(parsed);
  return macState(before, parsed, 7_000);
}

function played(line: object, before: LocalState = starting): Available {
  const state = after(before, line);
  assert.ok(state.kind === 'available');
  return state;
}

describe('what the script for macOS writes', () => {
  it('of a change is what the app says of itself', () => {
    assert.deepEqual(played(changed), {
      kind: 'available',
      status: 'playing',
      elsewhere: false,
      track: {
        kind: 'track',
        uri,
        title: 'Lamplight Ferry',
        artists: ['The Borrowed Oars'],
        album: 'Low Tide Letters',
        durationMs: 200_040,
        artworkUrl: undefined,
      },
      positionMs: 12_345,
      observedAt: 7_000,
      volumePercent: undefined,
      shuffle: undefined,
      repeat: undefined,
    } satisfies Available);
  });

  it('of what it was asked has the artwork, the volume and the modes, too', () => {
    const { status, track, volumePercent, shuffle, repeat } = played(read);
    assert.deepEqual(
      [status, track?.artworkUrl, volumePercent, shuffle, repeat],
      ['paused', read.artworkUrl, 64, true, 'off'],
    );
    assert.equal(played({ ...read, repeating: true }).repeat, 'context');
  });

  it('keeps the artwork of what still plays, and volume and modes also in the next track', () => {
    const known = played(read);
    assert.equal(played(changed, known).track?.artworkUrl, read.artworkUrl);
    const next = played({ ...changed, uri: 'spotify:track:3c4d5e6f7g8h9i0j1k2l3m' }, known);
    assert.equal(next.track?.artworkUrl, undefined);
    assert.deepEqual([next.volumePercent, next.shuffle, next.repeat], [64, true, 'off']);
  });

  const kinds: readonly [title: string, line: object, expected: object | undefined][] = [
    [
      'an episode has no artist, and its show for an album',
      { uri: episode, artist: '', album: 'Harbour Talk' },
      { kind: 'episode', uri: episode, artists: [], album: 'Harbour Talk' },
    ],
    [
      'an episode whose artist is missing is read as well',
      { uri: episode, artist: undefined },
      { kind: 'episode', artists: [] },
    ],
    [
      'an advertisement has no URI',
      { uri: 'spotify:ad:000000012c' },
      { kind: 'advertisement', uri: undefined },
    ],
    ['a file has no URI', { uri: 'spotify:local:Oars:Tide:Ferry:200' }, { kind: 'local', uri: undefined }],
    ['what has no URI is of no known kind', { uri: undefined }, { kind: 'unknown', uri: undefined }],
    ['what has an unknown URI is, too', { uri: 'spotify:dream:1' }, { kind: 'unknown', uri: undefined }],
    [
      'a bare notification names nothing',
      { uri: undefined, title: undefined, artist: undefined, album: undefined, durationMs: undefined },
      undefined,
    ],
  ];
  for (const [title, line, expected] of kinds) {
    it(title, () => {
      const { track, elsewhere } = played({ ...changed, ...line });
      const names = Object.keys(expected ?? {}) as (keyof NonNullable<typeof track>)[];
      assert.deepEqual(track && Object.fromEntries(names.map((name) => [name, track[name]])), expected);
      assert.equal(elsewhere, false);
    });
  }

  it('without title and artist tells that another device plays', () => {
    const state = played({ ...changed, title: '', artist: '', album: '' });
    assert.equal(state.elsewhere, true);
    assert.deepEqual([state.track?.uri, state.track?.durationMs], [uri, 200_040]);
  });

  const values: readonly [field: string, value: unknown, expected: unknown][] = [
    ['positionMs', '12,345', undefined],
    ['positionMs', -1, undefined],
    ['positionMs', 1e300, undefined],
    ['positionMs', null, undefined],
    ['positionMs', [5], undefined],
    ['positionMs', 0, 0],
    ['volumePercent', 101, undefined],
    ['volumePercent', '64', undefined],
    ['volumePercent', 100, 100],
    ['shuffling', 'true', undefined],
    ['repeating', null, undefined],
  ];
  const named = { volumePercent: 'volumePercent', shuffling: 'shuffle', repeating: 'repeat' } as const;
  for (const [field, value, expected] of values) {
    it(`may say ${JSON.stringify(value)} for ${field}`, () => {
      const state = played({ ...read, [field]: value });
      assert.equal(state[field in named ? named[field as keyof typeof named] : 'positionMs'], expected);
    });
  }

  const texts: readonly [field: string, value: unknown, check: (state: Available) => void][] = [
    ['durationMs', 0, ({ track }) => assert.equal(track?.durationMs, undefined)],
    ['durationMs', '3,5', ({ track }) => assert.equal(track?.durationMs, undefined)],
    ['title', '\u202eyrreF\u0000\n$(bell)', ({ track }) => assert.equal(track?.title, 'yrreF $(bell)')],
    ['title', 'x'.repeat(50_000), ({ track }) => assert.equal(track?.title.length, 1_000)],
    ['title', '\ud83c', ({ track }) => assert.equal(track?.title, '\ufffd')],
    ['title', { toString: 'x' }, ({ track }) => assert.equal(track?.title, '')],
    ['artist', 'y'.repeat(50_000), ({ track }) => assert.equal(track?.artists[0]?.length, 200)],
    ['album', ['a'], ({ track }) => assert.equal(track?.album, '')],
    ['uri', `${uri}\n`, ({ track }) => assert.equal(track?.uri, uri)],
    ['uri', 'spotify:track:../../../../etc/passwd', ({ track }) => assert.equal(track?.uri, undefined)],
  ];
  for (const [field, value, check] of texts) {
    it(`is safe with ${JSON.stringify(value).slice(0, 40)} for ${field}`, () => {
      check(played({ ...read, [field]: value }));
    });
  }

  const addresses: readonly [address: unknown, expected: string | undefined][] = [
    ['https://open.spotify.com/image/ab67', 'https://i.scdn.co/image/ab67'],
    ['http://i.scdn.co/image/ab67', 'https://i.scdn.co/image/ab67'],
    [
      'https://image-cdn-ak.spotifycdn.com/image/ab67?x=1#y',
      'https://image-cdn-ak.spotifycdn.com/image/ab67',
    ],
    ['https://i.scdn.co.example.com/image/ab67', undefined],
    ['https://notscdn.co/image/ab67', undefined],
    ['https://someone@example.com/i.scdn.co', undefined],
    ['https://i.scdn.co:8443/image/ab67', undefined],
    ['https://i.scdn.co/image/ab)](command:x)', undefined],
    ['http://127.0.0.1/image/ab67', undefined],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['data:image/png;base64,AAAA', undefined],
    ['', undefined],
    [null, undefined],
    [7, undefined],
  ];
  for (const [address, expected] of addresses) {
    it(`has ${expected ? 'an' : 'no'} artwork at ${JSON.stringify(address)}`, () => {
      assert.equal(played({ ...read, artworkUrl: address }).track?.artworkUrl, expected);
    });
  }

  it('changes nothing where a notification has no state, as one of another program', () => {
    const known = played(read);
    for (const state of [undefined, null, 'kPSP', 7])
      assert.equal(after(known, { ...changed, state }), known);
  });

  const app = (installed: boolean, running: boolean) => ({ kind: 'app', installed, running });
  const states: readonly [
    title: string,
    before: LocalState,
    line: object,
    expected: LocalState | 'the same',
  ][] = [
    ['that there is no app', starting, app(false, false), { kind: 'unavailable', problem: 'notInstalled' }],
    ['that it has closed', played(read), app(true, false), { kind: 'unavailable', problem: 'notRunning' }],
    ['that it has opened', { kind: 'unavailable', problem: 'notRunning' }, app(true, true), starting],
    ['that it runs while it plays', played(read), app(true, true), 'the same'],
    ['that it runs, and may not be asked', denied, app(true, true), 'the same'],
    ['that the user has refused', starting, { kind: 'failed', id: 1, code: -1743 }, denied],
    ['the same while a song is known', played(changed), { kind: 'failed', id: 1, code: -1743 }, 'the same'],
    ['another failure', starting, { kind: 'failed', id: 1, code: -1712 }, 'the same'],
    ['that it asks for permission', starting, { kind: 'asking' }, 'the same'],
    ['that it is there', played(read), { kind: 'pong' }, 'the same'],
    ['a song after a refusal', denied, changed, played(changed)],
  ];
  for (const [title, before, line, expected] of states) {
    it(`tells ${title}`, () => {
      assert.deepEqual(after(before, line), expected === 'the same' ? before : expected);
    });
  }

  const failures: readonly [code: number | undefined, reason: AppRefusal][] = [
    [-1743, 'notPermitted'],
    [-600, 'notRunning'],
    [-609, 'notRunning'],
    [-1712, 'noAnswer'],
    [-1708, 'unsupported'],
    [undefined, 'unsupported'],
  ];
  for (const [code, reason] of failures) {
    it(`fails as ${reason} by ${code ?? 'no number'}`, () => assert.equal(macFailure(code), reason));
  }

  for (const line of [
    '',
    'null',
    '[]',
    '7',
    '{',
    '{}',
    '{"kind":null}',
    '{"kind":"session"}',
    '{"kind":"app"}',
    '{"kind":"app","installed":1,"running":0}',
    'execution error: Error: Error: Can’t get object. (-1728)',
  ]) {
    it(`is not ${line || 'an empty line'}`, () => {
      assert.equal(readMacLine(line), undefined);
    });
  }
});
