import assert from 'node:assert/strict';
import fc from 'fast-check';
import { problemMessage } from '../../../src/messages/apiProblems';
import { rejectionMessage } from '../../../src/messages/rejections';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import type { LibraryItem, Page, PlacedItem, SearchResults } from '../../../src/model/library/library';
import { libraryLists, type LibraryList } from '../../../src/model/library/libraryRead';
import { linkTypes, parseLink } from '../../../src/model/link';
import { reduce } from '../../../src/model/playback/reduce';
import { longestBlockMs } from '../../../src/model/schedule/budget';
import { nextPoll } from '../../../src/model/schedule/polling';
import { longestReply } from '../../../src/platform/json';
import { accountPage } from '../../../src/render/accountPage';
import { linkHover } from '../../../src/render/linkHover';
import { readCatalogItem } from '../../../src/spotify/catalogItemSchema';
import {
  classify,
  classifyCommand,
  classifyLookup,
  classifyNamed,
  type Verdict,
} from '../../../src/spotify/classify';
import { readLibrary } from '../../../src/spotify/library/libraryReplies';
import {
  readContains,
  readDevices,
  readPlayer,
  readProfile,
  readQueue,
  readRecentlyPlayed,
} from '../../../src/spotify/playerSchema';
import { musicText } from '../../../src/render/library/musicRows';
import { device, player } from '../../unit/spotify/replies';
import { damaged, damagedValue, text, uriOf, written } from '../arbitraries';
import {
  assertHover,
  assertImage,
  assertItem,
  assertLabel,
  assertNamed,
  assertResult,
  assertShared,
  assertShown,
  assertSpeaks,
  assertTitle,
  assertUri,
  iconsIn,
  now,
} from '../invariants';
import { target } from '../target';

const images = [{ url: 'https://i.scdn.co/image/a', width: 320, height: 180 }];
const named = (type: string) => ({ name: `A certain ${type}`, uri: uriOf(type), images });
const item = (type: string, more: object) => ({ ...named(type), type, duration_ms: 200_000, ...more });
const track = item('track', { artists: [named('artist')], album: named('album'), explicit: true });
const book = { ...named('audiobook'), authors: [{ name: 'Maud Verrill' }] };
const items = [
  track,
  item('episode', { show: named('show') }),
  item('chapter', { audiobook: book }),
  { ...track, is_local: true, uri: 'spotify:local:a:b:c:1' },
  { ...track, uri: uriOf('ad') },
  null,
];

/** The body of a good reply with this text, as far as it can be read. */
function bodyOf(reply: string): unknown {
  const verdict = classify({ status: 200, retryAfter: null, text: reply }, now);
  if (verdict.kind === 'ok') return verdict.body;
  assert.deepEqual(verdict, { kind: 'problem', problem: { kind: 'unreadable' } });
  return undefined;
}

function assertPlayer(reply: string): void {
  const snapshot = readPlayer(bodyOf(reply), now);
  const playback = reduce({ kind: 'waiting' }, { type: 'answered', snapshot });
  if (snapshot.kind !== 'nothing') assertItem(snapshot.item);
  const plan = nextPoll(playback, { now, focusedSince: now, budget: { used: 0, limit: 1_000 }, pace: 1 });
  assert.ok(plan && plan.at >= now && plan.at <= now + 60_000);
  assertShared(playback);
  assertShown(playback);
}

const playerBodies = items.map((one) => ({ ...player, currently_playing_type: 'track', item: one }));
const lists = {
  queue: items,
  devices: [device, { ...device, id: null }],
  items: items.map((one) => ({ track: one })),
};

function assertLists(reply: string): void {
  const body = bodyOf(reply);
  const [queue, recent, devices] = [readQueue(body), readRecentlyPlayed(body), readDevices(body)];
  for (const one of [...queue, ...recent]) assertItem(one);
  assert.equal(new Set(recent.map(({ uri }) => uri)).size, recent.length);
  for (const { name, type, volume = 0 } of devices) {
    assertTitle(name);
    assertTitle(type);
    assert.ok(name !== '' && Number.isInteger(volume) && volume >= 0 && volume <= 100);
  }
  assertResult('queue', queue);
  assertResult('recentlyPlayed', recent);
  assertResult('devices', devices);
}

const catalogBody = {
  ...track,
  show: named('show'),
  audiobook: book,
  release_date: '2024-03-08',
  total_tracks: 11,
  total_episodes: 12,
  owner: { display_name: 'Wren Hedge' },
  items: { total: 3 },
};

function assertCatalogItem([type, reply]: readonly [type: string, reply: string]): void {
  const link = parseLink(uriOf(type));
  const found = link && readCatalogItem(link, bodyOf(reply));
  if (!found) return;
  assertTitle(found.title);
  found.by.forEach(assertNamed);
  assertImage(found.image);
  assertResult('catalogItem', found);
  const hover = linkHover(found, true);
  assertSpeaks([found, hover]);
  assertHover(hover);
}

const mine = { owner: { id: 'wren', display_name: 'Wren Hedge' }, snapshot_id: 'MSwx', items: { total: 3 } };
const entries = [
  { ...named('playlist'), ...mine },
  { track, item: items[1] },
  {
    album: { ...named('album'), release_date: '2024', total_tracks: 11 },
    show: { ...named('show'), total_episodes: 4 },
  },
  { ...book, audiobook: { ...book, total_chapters: 12 } },
  track,
];
const page = { items: entries, next: 'https://x', total: 9, cursors: { before: '1' } };
const results = Object.fromEntries(
  ['tracks', 'albums', 'artists', 'playlists', 'shows'].map((name) => [name, page]),
);

function assertLibrary([list, reply]: readonly [list: LibraryList, reply: string]): void {
  const body = bodyOf(reply);
  assertResult('library', body ?? null);
  const asked = { list, from: 50 };
  try {
    const found = readLibrary<LibraryList>(asked, body) as Page<LibraryItem> | SearchResults;
    const pages = 'items' in found ? [found] : (Object.values(found) as Page<LibraryItem>[]);
    pages.forEach(assertPage);
  } catch (error) {
    assert.ok(error instanceof ApiProblemError && error.problem.kind === 'unexpected', String(error));
  }
}

function assertPage({ items: all, next, total }: Page<LibraryItem | PlacedItem>): void {
  assert.ok(all.length <= 50 && total >= 0 && (next === undefined || next > 0));
  for (const one of all) {
    const music = 'item' in one ? one.item : one;
    assertTitle(music.title);
    assertUri(music.uri);
    assertImage(music.image);
    const shown = musicText(music);
    assertSpeaks(shown);
    assertLabel(shown.label);
    assert.deepEqual(iconsIn(shown.description), []);
  }
}

/** The elements of a page, whatever stands between them. */
const elementsOf = (html: string) => html.replace(/&#\d+;/g, '').match(/<[^>]*>/g);
const accountFacts = {
  session: undefined,
  fault: undefined,
  budget: { used: 1, limit: 2 },
  premiumRefusedAt: undefined,
};

function assertProfile(reply: string): void {
  const found = readProfile(bodyOf(reply));
  if (!found) return;
  assertTitle(found.name);
  assertImage(found.image);
  assertResult('profile', found);
  const { html } = accountPage({ ...accountFacts, profile: { id: found.id, name: found.name } });
  assertSpeaks(html);
  const plain = accountPage({ ...accountFacts, profile: { id: 'x', name: 'x' } }).html;
  assert.deepEqual(elementsOf(html), elementsOf(plain));
}

function assertContains(reply: string): void {
  const answers = readContains(bodyOf(reply), 2);
  if (answers)
    assert.ok(answers.length === 2 && answers.every((one) => /^(boolean|undefined)$/.test(typeof one)));
}

const refusal = {
  error: { status: 400, message: 'Player command failed: Premium required', reason: 'UNKNOWN' },
};
const reply = fc.record({
  status: fc.oneof(
    fc.constantFrom(200, 400, 401, 403, 404, 429, 500, 503, 511),
    fc.integer({ min: 200, max: 599 }),
  ),
  retryAfter: fc.oneof(fc.constantFrom(null, '7', '1e9', '99999999999', '-1'), text),
  text: damaged(refusal),
});

function assertVerdict(verdict: Verdict): void {
  if (verdict.kind === 'problem') {
    const { problem } = verdict;
    if ('until' in problem && problem.until !== undefined)
      assert.ok(problem.until >= now && problem.until <= now + longestBlockMs);
    assertSpeaks(problemMessage(problem, now));
  }
  if (verdict.kind === 'refused') assertSpeaks(rejectionMessage(verdict.rejection, now)[0]);
  if (verdict.kind !== 'problem' && verdict.kind !== 'refused')
    assert.ok(['ok', 'tokenExpired', 'tokenOverlooked'].includes(verdict.kind));
}

export const replies = [
  target('reply: the player', damaged(...playerBodies), assertPlayer),
  target('reply: queue, devices and what was played', damaged(lists), assertLists),
  target(
    'reply: the library',
    fc.tuple(fc.constantFrom(...libraryLists), damaged(page, results)),
    assertLibrary,
    [['playlists', '['.repeat(6_000) + ']'.repeat(6_000)]],
  ),
  target(
    'reply: what a link names',
    fc.tuple(fc.constantFrom(...linkTypes), damaged(catalogBody)),
    assertCatalogItem,
  ),
  target(
    'reply: the profile',
    damaged({ id: 'wren', account_id: 'acc', display_name: 'Wren', images }),
    assertProfile,
  ),
  target('reply: likes', damaged([true, false]), assertContains),
  target('reply: a refusal', reply, (one) => {
    for (const read of [classify, classifyLookup, classifyNamed]) assertVerdict(read(one, now));
    for (const namesItem of [true, false]) assertVerdict(classifyCommand(one, now, namesItem));
  }),
  target(
    'reply: one of any length',
    fc.tuple(damagedValue(refusal), fc.nat(2 * longestReply)),
    ([value, length]) => {
      const padded = written(value) + ' '.repeat(length);
      const verdict = classify({ status: 200, retryAfter: null, text: padded }, now);
      if (padded.trim() !== '' && padded.length > longestReply)
        assert.deepEqual(verdict, { kind: 'problem', problem: { kind: 'unreadable' } });
    },
  ),
];
