import assert from 'node:assert/strict';
import type { LocalState, LocalTrack } from '../../../src/local/player';
import type { Item } from '../../../src/model/playback/item';
import type { ItemSnapshot, PlayerSnapshot } from '../../../src/model/playback/snapshot';
import {
  agree,
  isTrack,
  localCommand,
  localSnapshot,
  type Known,
} from '../../../src/player/sources/localSnapshot';
import { kitchen, nowPlaying, snapshot, song } from '../support';
import { available, closed, desk, other, trackOf } from './fakeApp';

const track = trackOf(song);
/** As Windows tells it. */
const untold: LocalTrack = { ...track, kind: 'unknown', uri: undefined, artworkUrl: undefined };
const unknown: Known = { last: undefined, item: undefined, deviceName: 'This machine' };
const said = (state: LocalState | undefined, known: Partial<Known> = {}) =>
  localSnapshot(state, { ...unknown, ...known }, 1_000_000, 5_000);
const shown = (state: LocalState, known: Partial<Known> = {}): ItemSnapshot => {
  const snapshot = said(state, known);
  assert.ok(snapshot.kind !== 'nothing');
  return snapshot;
};

describe('what the app says, as a source says it', () => {
  const silent: readonly (readonly [what: string, state: LocalState | undefined])[] = [
    ['there is none to be read', undefined],
    ['it is about to be read', { kind: 'starting' }],
    ['it is closed', closed],
    ['it has stopped', available({ status: 'stopped' })],
    ['another device plays', available({ elsewhere: true })],
    ['it names no track', available({ track: undefined })],
    ['its track has no title', available({ track: { ...track, title: '' } })],
  ];
  for (const [what, state] of silent) {
    it(`is nothing when ${what}`, () => {
      assert.deepEqual(said(state), { kind: 'nothing', receivedAt: 1_000_000 });
    });
  }

  const positions: readonly (readonly [what: string, state: LocalState, progressMs: number | undefined])[] = [
    ['goes on while it plays', available({ observedAt: 3_000 }), 22_000],
    ['stands in a pause', available({ observedAt: 3_000, status: 'paused' }), 20_000],
    ['never goes back', available({ observedAt: 6_000 }), 20_000],
    ['is whole', available({ observedAt: 4_999.5 }), 20_001],
    ['is not made up', available({ positionMs: undefined }), undefined],
  ];
  for (const [what, state, progressMs] of positions) {
    it(`has a position that ${what}`, () => assert.equal(shown(state).progressMs, progressMs));
  }

  const items: readonly (readonly [
    what: string,
    track: LocalTrack,
    kind: Item['kind'],
    uri: string | undefined,
    bare: true | undefined,
  ])[] = [
    ['a track with everything', track, 'track', song.uri, undefined],
    ['a track without artwork', { ...track, artworkUrl: undefined }, 'track', song.uri, true],
    ['what may be anything', untold, 'track', undefined, true],
    ['an episode', { ...track, kind: 'episode' }, 'episode', song.uri, undefined],
    ['a file', { ...untold, kind: 'local' }, 'local', undefined, undefined],
    ['an advertisement', { ...untold, kind: 'advertisement' }, 'advertisement', undefined, undefined],
  ];
  for (const [what, one, kind, uri, bare] of items) {
    it(`has the item that there is to be had of ${what}`, () => {
      const { item } = shown(available({ track: one }));
      assert.deepEqual([item.kind, item.uri, item.bare], [kind, uri, bare]);
      assert.deepEqual(
        item.artists.map(({ name }) => name),
        one.artists,
      );
    });
  }

  it('has the item as Spotify describes it, where it did', () => {
    assert.equal(shown(available({ track: untold }), { item: song }).item, song);
  });

  it('has this machine as its device, as Spotify describes it where what was shown was the app’s', () => {
    const bare = { name: 'This machine', type: 'Computer', id: undefined, volume: 60, hasVolume: true };
    const expected = { ...bare, restricted: false, active: true };
    assert.deepEqual(shown(available()).device, expected);
    assert.deepEqual(shown(available(), { last: nowPlaying({ device: kitchen }) }).device, expected);
    const last = nowPlaying({ device: desk, local: 'agrees' });
    assert.deepEqual(shown(available({ volumePercent: undefined }), { last }).device, desk);
    assert.equal(shown(available({ volumePercent: 5 }), { last }).device?.volume, 5);
  });

  it('keeps what it does not say of what was shown, and no more of it than holds for the app and for the item', () => {
    const disallows = ['seeking', 'toggling_shuffle'] as const;
    const last = nowPlaying({ shuffle: true, repeat: 'track', disallows, local: 'agrees' });
    const silent = { shuffle: undefined, repeat: undefined };
    const same = shown(available(silent), { last });
    assert.deepEqual([same.shuffle, same.repeat, same.disallows], [true, 'track', disallows]);
    const next = shown(available({ track: trackOf(other) }), { last });
    assert.deepEqual([next.shuffle, next.repeat, next.disallows], [false, 'off', ['toggling_shuffle']]);
    assert.deepEqual(shown(available(), { last: { ...last, local: undefined } }).disallows, []);
  });
});

describe('whether an item is the track that the app names', () => {
  const table: readonly (readonly [what: string, item: Item, track: LocalTrack, same: boolean])[] = [
    ['the same address', { ...song, title: 'Other' }, track, true],
    ['another address for the same in this market', { ...song, uri: 'spotify:track:x' }, track, true],
    ['no address', song, untold, true],
    ['another title', song, { ...untold, title: 'Kettle Hymn' }, false],
    ['another artist', song, { ...untold, artists: ['Somebody'] }, false],
    ['other capitals and spaces', song, { ...untold, title: ' LAMPLIGHT ferry ' }, true],
    [
      'accents written in another way',
      { ...song, title: 'Caf\u00e9' },
      { ...untold, title: 'Cafe\u0301' },
      true,
    ],
    ['all artists in one text', song, { ...untold, artists: ['The Borrowed Oars, Ines Quill'] }, true],
    ['an artist whose name begins alike', song, { ...untold, artists: ['The Borrowed Oarsmen'] }, false],
    ['no artist', song, { ...untold, artists: [] }, true],
    ['a show in place of artists', { ...song, kind: 'episode' }, { ...untold, artists: ['Show'] }, true],
  ];
  for (const [what, item, one, same] of table) {
    it(`is ${same}: ${what}`, () => assert.equal(isTrack(item, one), same));
  }
});

describe('whether Spotify and the app show the same', () => {
  const local = snapshot();
  const table: readonly (readonly [what: string, answer: PlayerSnapshot, same: boolean])[] = [
    ['on a computer', snapshot({ device: desk }), true],
    ['on a device that nobody names', snapshot({ device: undefined }), true],
    ['on a device that is no computer', snapshot({ device: kitchen }), false],
    ['but paused', snapshot({ device: desk, kind: 'paused' }), false],
    ['another song', snapshot({ device: desk, item: other }), false],
    ['nothing', { kind: 'nothing', receivedAt: 0 }, false],
  ];
  for (const [what, answer, same] of table) {
    it(`is ${same}: ${what}`, () => assert.equal(agree(answer, local, track), same));
  }
});

it('tells the app what it can do, in its words', () => {
  for (const kind of ['play', 'pause', 'next', 'previous'] as const) {
    assert.deepEqual(localCommand({ kind }), { kind });
  }
  assert.deepEqual(localCommand({ kind: 'seek', ms: 7 }), { kind: 'seek', positionMs: 7 });
  assert.deepEqual(localCommand({ kind: 'volume', percent: 7 }), { kind: 'volume', percent: 7 });
  assert.deepEqual(localCommand({ kind: 'playUri', uri: 'spotify:track:x' }), {
    kind: 'open',
    uri: 'spotify:track:x',
  });
  assert.equal(localCommand({ kind: 'shuffle', on: true }), undefined);
});
