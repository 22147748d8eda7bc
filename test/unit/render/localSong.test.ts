import assert from 'node:assert/strict';
import { problemMessage } from '../../../src/messages/apiProblems';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { Item } from '../../../src/model/playback/item';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import type { Away, Playback } from '../../../src/model/playback/playback';
import { buttonFor, buttonNames, controlFor, isOffered, type ControlName } from '../../../src/render/buttons';
import { hoverFor, hoverWith } from '../../../src/render/hover';
import { lastKnown, present } from '../../../src/render/statusText';
import { parseTemplate } from '../../../src/render/template';
import { everythingShown } from '../../shown';
import { kitchen, nowPlaying, song } from '../support';
import { readHover } from './hoverReader';

const now = 1_003_000;
const settings = { ...everythingShown, clickCommand: 'earshot.openInSpotify' };
const alone = (changes: Partial<NowPlaying> = {}) =>
  nowPlaying({ local: 'alone', liked: undefined, shuffle: undefined, repeat: undefined, ...changes });
const failing = (problem: ApiProblem, last: NowPlaying): Playback => {
  const times = { since: 1_001_000, failures: 1, failedAt: 1_001_000, jitter: 0 };
  return { kind: 'unavailable', problem, last, ...times };
};

const local = alone();
const ended = 'Spotify ended your session. It expired, or access was removed. Click to sign in again.';
const lost =
  'VS Code no longer has your Spotify session. Its keyring may have changed. Click to sign in again.';
const reload = 'Sign in to Spotify. If another window is already signed in, reload this one.';
const offline: ApiProblem = { kind: 'offline' };
const secretWrong: ApiProblem = { kind: 'secretWrong' };
const limited: ApiProblem = { kind: 'limited', until: 2_000_000, quota: true };

describe('the song of the app on this machine', () => {
  /** The line that the hover has besides the card, what it runs, and whether a screen reader is told. */
  type Line = readonly [icon: string, sentence: string, command: string, said: boolean];
  const table: readonly (readonly [what: string, playback: Playback, line: Line | undefined])[] = [
    [
      'to who is signed out, with what signing in adds',
      { kind: 'signedOut', elsewhere: false, local },
      ['$(account)', 'Sign in to use Liked Songs, devices, and the queue.', 'earshot.signIn', false],
    ],
    [
      'to who has signed in in another window',
      { kind: 'signedOut', elsewhere: true, local },
      ['$(account)', reload, 'earshot.signIn', false],
    ],
    [
      'to whose session Spotify ended',
      { kind: 'signInAgain', local },
      ['$(account)', ended, 'earshot.signIn', true],
    ],
    [
      'to whose session VS Code lost',
      { kind: 'sessionLost', local },
      ['$(account)', lost, 'earshot.signIn', true],
    ],
    ['before it is known who is signed in', { kind: 'starting', local }, undefined],
    ['before Spotify has answered', { kind: 'waiting', local }, undefined],
    ['when Spotify agrees', nowPlaying({ local: 'agrees' }), undefined],
    [
      'when Spotify cannot be reached',
      failing(offline, local),
      ['$(earshot-clock)', problemMessage(offline, now), 'earshot.refresh', true],
    ],
    [
      'when Spotify wants something of its user',
      failing(secretWrong, nowPlaying({ local: 'agrees' })),
      ['$(warning)', problemMessage(secretWrong, now), 'earshot.setClientSecret', true],
    ],
    [
      'when Spotify demands a pause',
      failing(limited, local),
      ['$(earshot-clock)', problemMessage(limited, now), 'earshot.refresh', true],
    ],
  ];
  const itself = (playback: Playback): NowPlaying =>
    playback.kind === 'unavailable' && 'item' in playback.last
      ? playback.last
      : 'item' in playback
        ? playback
        : local;
  for (const [what, playback, line] of table) {
    it(`shows as ever ${what}, and one line at most stands below it`, () => {
      const ticking = { ...settings, template: parseTemplate('{icon} {title} {position}') };
      const plain = present(itself(playback), ticking, now);
      assert.ok(plain?.moves !== undefined && typeof plain.tooltip === 'object');
      const [icon, sentence, command, said] = line ?? ['', '', '', false];
      assert.deepEqual(present(playback, ticking, now), {
        ...plain,
        tooltip: line ? hoverWith(plain.tooltip, icon, sentence, command) : plain.tooltip,
        label: said ? `${plain.label}. ${sentence}` : plain.label,
      });
    });

    it(`is hidden in a pause, if so set, ${what}, and nothing stands in its place`, () => {
      const paused: NowPlaying = { ...itself(playback), kind: 'paused' };
      const then: Playback =
        playback.kind === 'unavailable'
          ? { ...playback, last: paused }
          : 'item' in playback
            ? paused
            : ({ ...playback, local: paused } as Away);
      const shown = present(then, { ...settings, showWhenPaused: false }, now);
      // Except for what somebody has to mend.
      const text =
        playback.kind === 'unavailable' && playback.problem === secretWrong ? /not available/ : /^$/;
      assert.match(shown?.text ?? '', text);
    });
  }

  it('gives way to a sign-in that is under way', () => {
    const before: Away = { kind: 'signedOut', elsewhere: false, local };
    assert.deepEqual(
      present({ kind: 'signingIn', before }, settings, now),
      present({ kind: 'signingIn', before: { kind: 'starting' } }, settings, now),
    );
  });

  it('is never called the last that is known', () => {
    for (const playback of [failing(offline, local), { kind: 'signInAgain', local } as const]) {
      assert.equal(lastKnown(playback), undefined);
    }
  });
});

describe('the controls of the app on this machine', () => {
  const names: readonly ControlName[] = [
    ...buttonNames,
    ...(['shuffle', 'repeat', 'volumeDown', 'volume', 'device', 'queue', 'open'] as const),
  ];
  const controls = (shown: NowPlaying) => names.flatMap((name) => controlFor(name, shown) ?? []);
  const silent = { device: { ...kitchen, volume: undefined, hasVolume: false } };
  const windows: Item = { ...song, uri: undefined, image: undefined };
  const table: readonly (readonly [what: string, changes: Partial<NowPlaying>, commands: string])[] = [
    ['are those that need no session', {}, 'previous playPause next volumeDown setVolume openInSpotify'],
    ['have no volume where the system has none', silent, 'previous playPause next openInSpotify'],
    [
      'open a search where the system tells no URI',
      { ...silent, item: windows },
      'previous playPause next openInSpotify',
    ],
    [
      'stay in their places where they are of no use',
      { disallows: ['skipping_next', 'skipping_prev'], item: { ...windows, kind: 'advertisement' } },
      'previous! playPause next! volumeDown setVolume openInSpotify!',
    ],
  ];
  for (const [what, changes, commands] of table) {
    it(what, () => {
      const shown = controls(alone(changes)).map(
        ({ command, enabled }) => command.slice('earshot.'.length) + (enabled ? '' : '!'),
      );
      assert.equal(shown.join(' '), commands);
    });
  }

  it('are all there when Spotify agrees', () => {
    const agreed = nowPlaying({ local: 'agrees' });
    assert.deepEqual(controls(agreed), controls(nowPlaying()));
  });

  it('are beside the song but for the like', () => {
    const offered = (shown: NowPlaying) =>
      buttonNames.filter((name) => isOffered(buttonFor(name, shown), shown));
    assert.deepEqual(offered(alone()), ['previous', 'playPause', 'next']);
    assert.deepEqual(offered(nowPlaying({ local: 'agrees' })), [...buttonNames]);
  });
});

describe('the way to Spotify in the hover', () => {
  const ways = (changes: Partial<NowPlaying>) =>
    readHover(hoverFor(nowPlaying(changes), now).markdown).flatMap(({ elements }) =>
      elements.flatMap(({ name, text, attributes }) =>
        name === 'a' && text.includes('Listen on Spotify') ? [attributes['href'] ?? ''] : [],
      ),
    );
  const bare = { album: undefined, image: undefined, uri: undefined };
  const by = (...names: string[]) => names.map((name) => ({ name, uri: undefined }));
  const search = (item: Partial<Item>) =>
    ways({ local: 'alone', item: { ...song, ...bare, artists: by('Ines Quill'), ...item } });

  it('is a search for the song and its artists where the system tells no URI', () => {
    const page = 'https://open.spotify.com/search/';
    assert.deepEqual(search({}), [`${page}Lamplight%20Ferry%20Ines%20Quill`]);
    assert.deepEqual(search({ title: '"><script>/../?a=1#b $(bell)', artists: by('A/B', 'C') }), [
      `${page}%22%3E%3Cscript%3E%20..%20%3Fa%3D1%23b%20%24(bell)%20A%20B%20C`,
    ]);
  });

  it('is none for what is no song, and for what Spotify itself gives no URI', () => {
    for (const kind of ['local', 'advertisement', 'other', 'episode'] as const) {
      assert.deepEqual(search({ kind }), []);
    }
    assert.deepEqual(ways({ item: { ...song, ...bare, artists: by('Ines Quill') } }), []);
  });

  it('is the song itself where there is a URI', () => {
    assert.deepEqual(search({ uri: song.uri }), ['https://open.spotify.com/track/1a2b3c4d5e6f7g8h9i0j1k']);
  });

  it('is a search of some words, however long the title', () => {
    const [address = ''] = search({ title: '👍'.repeat(999) });
    assert.ok(address.length > 1_000 && address.length < 2_500 && URL.canParse(address), address);
  });
});
