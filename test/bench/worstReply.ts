import { lastNowPlaying } from '../../src/model/playback/playback';
import { reduce } from '../../src/model/playback/reduce';
import { longestReply } from '../../src/platform/json';
import { present } from '../../src/render/statusText';
import { classify, type Verdict } from '../../src/spotify/classify';
import {
  readContains,
  readDevices,
  readPlayer,
  readProfile,
  readQueue,
} from '../../src/spotify/playerSchema';
import { everythingShown } from '../shown';

const at = 1_000_000;
const settings = { ...everythingShown, maxLength: 500 };

/** A reply of as many of these as fit into it. */
function filled(piece: string, [before, after]: readonly [string, string], between = ''): string {
  const most = longestReply - (before + after).length;
  const count = Math.floor(most / (piece + between).length);
  return before + Array(count).fill(piece).join(between) + after;
}

/** What stands before and after `hole` in a reply. */
function around(body: unknown): readonly [string, string] {
  const [before = '', after = ''] = JSON.stringify(body).split('{}');
  return [before, after];
}

const hole = {};
const track = { type: 'track', name: 'Lamplight Ferry', uri: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k' };
const playing = (item: object) => around({ is_playing: true, item: { ...track, ...item } });
const text = (piece: string, item: object) => {
  const [before, after] = playing(item);
  return filled(piece, [`${before}"`, `"${after}`]);
};
const list = (entry: unknown, item: object) => {
  const [before, after] = playing(item);
  return filled(JSON.stringify(entry), [`${before}[`, `]${after}`], ',');
};

/** Each name as long as it stays, in what takes longest to draw. */
const artist = { name: 'e\u0301<'.repeat(200), uri: 'spotify:artist:2b3c4d5e6f7g8h9i0j1k2l' };
const title = 'e\u0301<'.repeat(1_000);
const album = { name: title, uri: 'spotify:album:4d5e6f7g8h9i0j1k2l3m4n' };

const drawn = (body: unknown) => {
  const playback = reduce({ kind: 'waiting' }, { type: 'answered', snapshot: readPlayer(body, at) });
  present(playback, settings, at);
  return lastNowPlaying(playback);
};
const okay = (read: (body: unknown) => unknown) => (verdict: Verdict) =>
  verdict.kind === 'ok' && read(verdict.body);

const replies: readonly (readonly [
  what: string,
  status: number,
  reply: string,
  (verdict: Verdict) => unknown,
])[] = [
  ['a title of letters', 200, text('x', { name: hole }), okay(drawn)],
  ['a title of joined emoji', 200, text('👩\u200d', { name: hole }), okay(drawn)],
  ['a title of marks', 200, text('\u0301', { name: hole }), okay(drawn)],
  ['a title of blanks', 200, text(' ', { name: hole }), okay(drawn)],
  ['a URI', 200, text('x', { uri: hole }), okay(drawn)],
  ['short names', 200, list({ name: 'x' }, { artists: hole }), okay(drawn)],
  ['names of nobody', 200, list(null, { artists: hole }), okay(drawn)],
  ['images', 200, list({ url: 'https://i.scdn.co/x' }, { album: { images: hole } }), okay(drawn)],
  ['all that is drawn', 200, list(artist, { name: title, album, artists: hole }), okay(drawn)],
  ['the queue', 200, filled('{}', ['{"queue":[', ']}'], ','), okay(readQueue)],
  ['devices', 200, filled('{}', ['{"devices":[', ']}'], ','), okay(readDevices)],
  ['likes', 200, filled('true', ['[', ']'], ','), okay((body) => readContains(body, 40))],
  ['brackets', 200, `${'['.repeat(longestReply / 2)}${']'.repeat(longestReply / 2)}`, okay(drawn)],
  ['an id', 200, filled('x', ['{"id":"', '"}']), okay(readProfile)],
  ['no JSON', 200, filled('x', ['', '']), () => undefined],
  ['blanks', 200, filled(' ', ['', '']), okay(drawn)],
  ['a refusal', 403, filled('player command failed ', ['', '']), () => undefined],
];

/** What the worst replies cost that there can be, from their text to what is shown. */
export function worstReplies(): void {
  const costs = replies.map(([what, status, reply, use]) => {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now();
      use(classify({ status, retryAfter: null, text: reply }, at));
      return performance.now() - started;
    });
    return { what, ms: times.sort((a, b) => a - b)[2] ?? NaN, most: Math.max(...times) };
  });
  const worst = costs.reduce((a, b) => (b.ms > a.ms ? b : a));
  console.log(
    `the worst of ${costs.length} replies of ${longestReply / 1_000} KB: median ${worst.ms.toFixed(0)}, most ${worst.most.toFixed(0)} ms (${worst.what})`,
  );
}
