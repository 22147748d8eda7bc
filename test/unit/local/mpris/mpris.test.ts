import type { AppRefusal } from '../../../../src/model/errors/rejection';
import assert from 'node:assert/strict';
import { mprisCall, mprisFailure, readMpris, type MprisReading } from '../../../../src/local/mpris/mpris';
import {
  failureOf,
  type LocalCommand,
  type LocalTrack,
  type AvailableState,
} from '../../../../src/local/player';
import { DBusError } from '../../../../src/platform/dbus';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const at = 5_000;
const image = 'ab67616d0000b273a1b2c3';

const metadata = {
  'mpris:trackid': `/com/spotify/track/${id}`,
  'mpris:length': 214_000_000,
  'mpris:artUrl': `https://i.scdn.co/image/${image}`,
  'xesam:url': `https://open.spotify.com/track/${id}`,
  'xesam:title': 'Lamplight Ferry',
  'xesam:artist': ['The Borrowed Oars', 'Ines Quill'],
  'xesam:albumArtist': ['The Borrowed Oars'],
  'xesam:album': 'Low Tide Letters',
  'xesam:trackNumber': 3,
};
const properties = {
  PlaybackStatus: 'Playing',
  LoopStatus: 'Playlist',
  Shuffle: true,
  Volume: 0.4,
  Rate: 1,
  Position: 12_345_678,
  Metadata: metadata,
};

const track: LocalTrack = {
  kind: 'track',
  uri: `spotify:track:${id}`,
  title: 'Lamplight Ferry',
  artists: ['The Borrowed Oars', 'Ines Quill'],
  album: 'Low Tide Letters',
  durationMs: 214_000,
  artworkUrl: `https://i.scdn.co/image/${image}`,
};
const state: AvailableState = {
  kind: 'available',
  status: 'playing',
  elsewhere: false,
  track,
  positionMs: 12_346,
  observedAt: at,
  volumePercent: 40,
  shuffle: true,
  repeat: 'context',
};

type Row<Given, Expected> = readonly (readonly [what: string, given: Given, expected: Expected])[];

describe('what Spotify says by MPRIS', () => {
  const players: Row<object, Partial<AvailableState> | undefined> = [
    ['all of it', {}, {}],
    ['a pause', { PlaybackStatus: 'Paused' }, { status: 'paused' }],
    ['a stop', { PlaybackStatus: 'Stopped' }, { status: 'stopped' }],
    ['no status', { PlaybackStatus: undefined }, undefined],
    ['a status that nobody knows', { PlaybackStatus: 'Humming' }, undefined],
    ['a status of another type', { PlaybackStatus: 1 }, undefined],
    ['no repetition', { LoopStatus: 'None' }, { repeat: 'off' }],
    ['repetition of a track', { LoopStatus: 'Track' }, { repeat: 'track' }],
    ['repetition of another type', { LoopStatus: true }, { repeat: undefined }],
    ['repetition by a name of objects', { LoopStatus: 'constructor' }, { repeat: undefined }],
    ['shuffling of another type', { Shuffle: 'yes' }, { shuffle: undefined }],
    ['silence', { Volume: 0 }, { volumePercent: 0 }],
    ['a volume that is a little too much', { Volume: 1.0001 }, { volumePercent: 100 }],
    ['a volume that is far too much', { Volume: 40 }, { volumePercent: undefined }],
    ['a volume that is no number', { Volume: NaN }, { volumePercent: undefined }],
    ['a volume of another type', { Volume: '0.4' }, { volumePercent: undefined }],
    ['its beginning', { Position: 0 }, { positionMs: 0 }],
    ['a fraction of a microsecond', { Position: 1_500.5 }, { positionMs: 2 }],
    ['a position before the beginning', { Position: -1_000_000 }, { positionMs: undefined }],
    ['a position beyond all clocks', { Position: 2 ** 64 }, { positionMs: undefined }],
    ['a position of another type', { Position: [1] }, { positionMs: undefined }],
    ['no metadata', { Metadata: undefined }, { track: undefined }],
    ['empty metadata', { Metadata: {} }, { track: undefined }],
    ['metadata of another type', { Metadata: 'song' }, { track: undefined }],
  ];
  for (const [what, given, expected] of players) {
    it(`is read where there is ${what}`, () => {
      const reading = readMpris({ ...properties, ...given }, at);
      assert.deepEqual(reading?.state, expected && { ...state, ...expected });
    });
  }

  for (const what of [undefined, null, 'Playing', 5, [], [properties]]) {
    it(`is nothing where it is ${JSON.stringify(what)}`, () => assert.equal(readMpris(what, at), undefined));
  }

  const localFile = { kind: 'local', uri: undefined } as const;
  const advertisement = { kind: 'advertisement', uri: undefined } as const;
  const unknown = { kind: 'unknown', uri: undefined } as const;
  const nameless = { 'xesam:title': '', 'xesam:artist': [] };
  const noIds = { 'mpris:trackid': undefined, 'xesam:url': undefined };
  const tracks: Row<object, Partial<LocalTrack> | undefined> = [
    ['an id of before 2022', { 'mpris:trackid': `spotify:track:${id}` }, {}],
    [
      'an episode',
      { 'mpris:trackid': `/com/spotify/episode/${id}` },
      { kind: 'episode', uri: `spotify:episode:${id}` },
    ],
    [
      'an episode of before 2022',
      { 'mpris:trackid': `spotify:episode:${id}` },
      { kind: 'episode', uri: `spotify:episode:${id}` },
    ],
    ['an advertisement', { 'mpris:trackid': `/com/spotify/ad/${id}` }, advertisement],
    ['an advertisement of before 2022', { 'mpris:trackid': 'spotify:ad:000000012c603a66' }, advertisement],
    [
      'one that only its lack of an album tells',
      { ...noIds, 'xesam:album': '', 'xesam:trackNumber': 0 },
      { ...advertisement, album: '' },
    ],
    ['a track without an album', { 'xesam:album': '', 'xesam:trackNumber': 0 }, { album: '' }],
    ['a file of the user’s', { 'mpris:trackid': '/com/spotify/local/a/b/c/1' }, localFile],
    ['a file of before 2022', { 'mpris:trackid': 'spotify:local:a:b:c:1' }, localFile],
    ['no id, and a page', { 'mpris:trackid': undefined }, {}],
    ['an id of another type, and a page', { 'mpris:trackid': 7 }, {}],
    ['neither an id nor a page', noIds, unknown],
    ['an id of another player’s', { ...noIds, 'mpris:trackid': '/org/mpd/Tracks/4' }, unknown],
    ['an id that is too short', { ...noIds, 'mpris:trackid': '/com/spotify/track/4uLU' }, unknown],
    ['what names no item', { ...noIds, 'mpris:trackid': `/com/spotify/album/${id}` }, unknown],
    ['a name of objects for an id', { ...noIds, 'mpris:trackid': 'spotify:__proto__' }, unknown],
    ['neither id nor title', { ...noIds, ...nameless }, undefined],
    ['no artist', { 'xesam:artist': [] }, { artists: [] }],
    ['artists without names', { 'xesam:artist': ['', 'Ines Quill', 5, null] }, { artists: ['Ines Quill'] }],
    ['artists of another type', { 'xesam:artist': 'Ines Quill' }, { artists: [] }],
    [
      'a hundred artists',
      { 'xesam:artist': Array.from({ length: 100 }, () => 'Ines') },
      { artists: Array.from({ length: 20 }, () => 'Ines') },
    ],
    [
      'what steers terminals and the direction of reading',
      { 'xesam:title': 'a\u0000\u001b[1mb\u202ec' },
      { title: 'a[1mbc' },
    ],
    ['a title without an end', { 'xesam:title': 'x'.repeat(200_000) }, { title: `${'x'.repeat(999)}…` }],
    ['an album of another type', { 'xesam:album': 5 }, { album: '' }],
    ['no length', { 'mpris:length': undefined }, { durationMs: undefined }],
    ['a length of nothing', { 'mpris:length': 0 }, { durationMs: undefined }],
    ['a negative length', { 'mpris:length': -5 }, { durationMs: undefined }],
    ['a length that is a text', { 'mpris:length': '214' }, { durationMs: undefined }],
    ['no artwork', { 'mpris:artUrl': '' }, { artworkUrl: undefined }],
  ];
  for (const [what, given, expected] of tracks) {
    it(`is read where there is ${what}`, () => {
      const { state } = readMpris({ ...properties, Metadata: { ...metadata, ...given } }, at) ?? {};
      assert.deepEqual(state?.track, expected && { ...track, ...expected });
      assert.equal(state?.elsewhere, false);
    });
  }

  it('plays elsewhere where it has an id and a length, and neither title nor artist', () => {
    const given = { ...metadata, ...nameless };
    const { state } = readMpris({ ...properties, Metadata: given }, at) ?? {};
    assert.deepEqual([state?.elsewhere, state?.track], [true, { ...track, title: '', artists: [] }]);
  });

  const artwork: readonly (readonly [url: string, shown: string | undefined])[] = [
    [`https://open.spotify.com/image/${image}`, `https://i.scdn.co/image/${image}`],
    [`http://i.scdn.co/image/${image}`, `https://i.scdn.co/image/${image}`],
    [
      `https://image-cdn-ak.spotifycdn.com/image/${image}?x=1#y`,
      `https://image-cdn-ak.spotifycdn.com/image/${image}`,
    ],
    [`https://mosaic.scdn.co/640/${image}`, `https://mosaic.scdn.co/640/${image}`],
    [`https://open.spotify.com/track/${id}`, undefined],
    [`https://i.scdn.co.example.com/image/${image}`, undefined],
    [`https://notscdn.co/image/${image}`, undefined],
    [`https://i.scdn.co:8443/image/${image}`, undefined],
    [`https://someone@example.com/image/${image}`, undefined],
    ['https://i.scdn.co/image/a)|b', undefined],
    ['file:///home/user/.cache/cover.jpg', undefined],
    ['data:image/png;base64,AAAA', undefined],
    ['cover', undefined],
  ];
  for (const [url, shown] of artwork) {
    it(`has ${shown ?? 'no artwork'} where the app says ${url}`, () => {
      const given = { ...metadata, 'mpris:artUrl': url };
      assert.equal(readMpris({ ...properties, Metadata: given }, at)?.state.track?.artworkUrl, shown);
    });
  }
});

describe('what a command is by MPRIS', () => {
  const reading: MprisReading = { state, trackId: metadata['mpris:trackid'] };
  const older: MprisReading = { state, trackId: `spotify:track:${id}` };
  const lost: MprisReading = { ...older, state: { ...state, positionMs: undefined } };
  const now = at + 1_000;

  it('moves no further than to the end', () => {
    const call = mprisCall({ kind: 'seek', positionMs: 900_000 }, reading, now);
    assert.deepEqual([call.member, call.args?.[1]], ['SetPosition', ['x', 214_000_000]]);
  });

  it('reckons with the time that has passed, unless nothing plays', () => {
    const difference = (status: AvailableState['status']) =>
      mprisCall({ kind: 'seek', positionMs: 20_000 }, { ...older, state: { ...state, status } }, now).args;
    assert.deepEqual(difference('playing'), [['x', 6_654_000]]);
    assert.deepEqual(difference('paused'), [['x', 7_654_000]]);
  });

  const refused: Row<LocalCommand, MprisReading> = [
    ['a move before the beginning', { kind: 'seek', positionMs: -1 }, reading],
    ['a move to nowhere', { kind: 'seek', positionMs: NaN }, reading],
    ['a move by a difference from nowhere', { kind: 'seek', positionMs: 1 }, lost],
    ['more than the whole volume', { kind: 'volume', percent: 101 }, reading],
    ['no volume at all', { kind: 'volume', percent: NaN }, reading],
    ['an address elsewhere', { kind: 'open', uri: 'https://example.com/' }, reading],
    ['what is not Spotify’s', { kind: 'open', uri: 'file:///etc/passwd' }, reading],
  ];
  for (const [what, command, about] of refused) {
    it(`is none for ${what}`, () =>
      assert.throws(
        () => mprisCall(command, about, now),
        (error) => failureOf(error) === 'unsupported',
      ));
  }

  const failures: readonly (readonly [message: string, reason: AppRefusal])[] = [
    ['org.freedesktop.DBus.Error.ServiceUnknown', 'notRunning'],
    ['org.freedesktop.DBus.Error.NameHasNoOwner', 'notRunning'],
    ['org.freedesktop.DBus.Error.AccessDenied', 'notPermitted'],
    ['org.freedesktop.DBus.Error.NoReply', 'noAnswer'],
    ['org.freedesktop.DBus.Error.UnknownMethod', 'unsupported'],
    ['org.mpris.MediaPlayer2.spotify.Error', 'unsupported'],
    ['no answer', 'noAnswer'],
    ['the bus disconnected', 'noAnswer'],
  ];
  for (const [message, reason] of failures) {
    it(`fails as ${reason} by ${message}`, () => assert.equal(mprisFailure(new DBusError(message)), reason));
  }
});
