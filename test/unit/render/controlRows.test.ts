import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import { controlRows } from '../../../src/render/controlRows';
import { kitchen, nowPlaying, song } from '../support';

const titles = (changes?: Partial<NowPlaying>) =>
  controlRows(changes && nowPlaying(changes)).map(({ label }) => label.replace(/^\S+ /, ''));

const steps = [
  ...['Forward 15 Seconds', 'Back 15 Seconds', 'Go to Time…'],
  ...['Volume Up', 'Volume Down', 'Set Volume…', 'Mute'],
];
const further = ['Turn Shuffle On', 'Repeat: Off', 'Select Device…', 'Show Queue…'];
const rest = ['Open in Spotify', 'Show Recently Played…', 'Copy Link', 'Copy as Text'];

describe('the list of controls', () => {
  it('begins with what is wanted most, and has all that can be done', () => {
    const first = ['Pause', 'Next', 'Previous', 'Add to Liked Songs'];
    assert.deepEqual(titles({}), [...first, ...steps, ...further, ...rest]);
  });

  it('leads on where nothing plays', () => {
    const wanted = [
      'Resume',
      'Show Recently Played…',
      'Play Liked Songs',
      'Search…',
      'Select Device…',
      'Open Spotify',
    ];
    assert.deepEqual(titles(), wanted);
  });

  const local = { ...song, kind: 'local', uri: undefined } as const;
  const without: readonly (readonly [
    what: string,
    changes: Partial<NowPlaying>,
    missing: readonly string[],
  ])[] = [
    ['Spotify forbids to seek', { disallows: ['seeking'] }, steps.slice(0, 3)],
    ['the volume is fixed', { device: { ...kitchen, hasVolume: false } }, steps.slice(3)],
    ['it is a file', { item: local }, ['Add to Liked Songs', 'Open in Spotify', 'Copy Link']],
  ];
  for (const [what, changes, missing] of without) {
    it(`leaves out what cannot be done when ${what}`, () => {
      const [all, left] = [titles({}), titles(changes)];
      assert.deepEqual(
        left,
        all.filter((title) => !missing.includes(title)),
      );
      assert.equal(left.length, all.length - missing.length);
    });
  }

  it('has only what needs no Premium once Spotify has asked for it, with a way to try again', () => {
    assert.deepEqual(titles({ premiumRequired: true }), [
      ...['Add to Liked Songs', 'Show Queue…'],
      ...[...rest, 'Check for Premium Again'],
    ]);
  });

  it('says how things are set, and keeps the rows apart whatever they do', () => {
    const changes = {
      kind: 'paused',
      liked: true,
      shuffle: true,
      device: { ...kitchen, volume: 0 },
    } as const;
    const [before, after] = [controlRows(nowPlaying()), controlRows(nowPlaying(changes))];
    const ids = before.map(({ id }) => id);
    assert.deepEqual(
      after.map(({ id }) => id),
      ids,
    );
    assert.equal(new Set(ids).size, ids.length);
    const described = (rows: typeof before) =>
      rows.flatMap(({ label, description }) =>
        description ? [[label.replace(/^\S+ /, ''), description]] : [],
      );
    assert.deepEqual(described(before), [
      ['Volume Up', '40%'],
      ['Set Volume…', '40%'],
      ['Select Device…', 'Kitchen'],
    ]);
    assert.ok(titles(changes).includes('Unmute') && titles(changes).includes('Play'));
  });

  it('runs commands that package.json contributes, about the song that it shows', () => {
    const rows = [...controlRows(undefined), ...controlRows(nowPlaying({ premiumRequired: true }))];
    for (const { command } of [...rows, ...controlRows(nowPlaying())]) {
      assert.ok(
        contributes.commands.some((one) => one.command === command),
        command,
      );
    }
    const about = controlRows(nowPlaying()).flatMap(({ id, argument }) => (argument ? [[id, argument]] : []));
    assert.deepEqual(
      about,
      ['like', 'seekForward', 'seekBackward', 'openInSpotify', 'copyLink'].map((id) => [id, song.uri]),
    );
  });
});
