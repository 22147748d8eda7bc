import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ClientSecrets } from '../../../src/auth/clientSecrets';
import { authorizedAt, type Session } from '../../../src/auth/session/session';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { PinnedPlaylists } from '../../../src/browse/pinnedPlaylists';
import { PlaylistTargets } from '../../../src/browse/playlistTargets';
import { RecentSearches } from '../../../src/browse/recentSearches';
import { expiryNotice } from '../../../src/model/account';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { pageOf, parseLink } from '../../../src/model/link';
import { longestBlockMs } from '../../../src/model/schedule/budget';
import { cleanAndCut, longestName } from '../../../src/model/text';
import { parseJson } from '../../../src/platform/json';
import { accountPage } from '../../../src/render/accountPage';
import { RequestLog } from '../../../src/spotify/requestLog';
import { KnownRedirectUris } from '../../../src/ui/common/knownRedirectUris';
import { PremiumRefusal } from '../../../src/ui/common/premiumRefusal';
import { Keychain, ManualClock, Mark, Pages, unlocked } from '../../unit/support';
import { damaged, damagedValue, secrets, text, uriOf } from '../arbitraries';
import { assertSpeaks, assertTitle, assertUri, now } from '../invariants';
import { target } from '../target';

/* What earlier and later versions of ours have stored, or a system has damaged. */

const clock = new ManualClock();
const issuer = 'https://accounts.spotify.com';
const session: Session = {
  id: 'session',
  issuer,
  clientId: 'f'.repeat(32),
  refreshToken: secrets.refreshToken,
  scopes: ['a'],
  flow: 'relay',
  authorizedAt: now,
  account: { id: 'a', name: 'Wren' },
};
const records = [
  { state: 'signedIn', writtenAt: now, session: { ...session, grant: 'secret', authorizedEarlier: true } },
  { state: 'ended', writtenAt: now, issuer, refused: now, why: 'expired' },
];

/** Whatever stands there, who signs in is signed in, and who signs out is so in all windows and pages. */
async function assertSession(record: string): Promise<void> {
  const keychain = new Keychain();
  keychain.values.set('earshot.session', record);
  const mark = new Mark();
  const open = (page: boolean) =>
    new SessionStore(page ? keychain.page() : keychain.window(), mark, () => issuer, clock, unlocked);
  const [here, there, page] = [open(false), open(false), open(true)];
  const { kind } = await page.read();
  assert.equal((await here.read()).kind, kind);
  if (here.state.kind === 'signedIn') {
    const { refreshToken } = here.state.session;
    assert.ok(refreshToken !== '');
    assertSpeaks(expiryNotice(now, authorizedAt(here.state.session)));
  }
  await here.save({ ...session, id: 'new' });
  for (const one of [here, there]) {
    const state = await one.read();
    assert.ok(state.kind === 'signedIn' && state.session.id === 'new');
  }
  assert.notEqual((await page.read()).kind, 'signedIn');
  await there.clear();
  for (const one of [here, there, page]) assert.equal((await one.read()).kind, 'signedOut');
  for (const one of [here, there, page]) one.dispose();
}

const storedSecrets = ['a', 'b', 'c'].map((clientId) => ({
  issuer,
  clientId,
  secret: `${secrets.clientSecret}-${clientId}`,
}));
const isSecret = (one: unknown): one is (typeof storedSecrets)[number] =>
  ['issuer', 'clientId', 'secret'].every(
    (name) => typeof (one as Record<string, unknown> | null)?.[name] === 'string',
  );

/** What can be read is found, also after another is kept. */
async function assertSecrets(stored: string): Promise<void> {
  const keychain = new Keychain();
  keychain.values.set('earshot.clientSecrets', stored);
  const kept = new ClientSecrets(keychain.window());
  const all = parseJson(stored);
  const known = Array.isArray(all) ? all.filter(isSecret) : [];
  const first = (one: { readonly clientId: string; readonly issuer: string }) =>
    known.find(
      ({ clientId, issuer: at }) =>
        at === one.issuer && clientId.toLowerCase() === one.clientId.toLowerCase(),
    );
  await kept.keep(issuer, 'new', 'x');
  for (const one of known) {
    if (one.clientId.toLowerCase() === 'new') continue;
    assert.equal(await kept.find(one.issuer, one.clientId), first(one)?.secret);
  }
  assert.equal(await kept.find(issuer, 'NEW'), 'x');
}

const journal = fc.array(damaged({ at: now, kind: 'poll' }, { at: now, until: now + 5_000, quota: true }), {
  maxLength: 8,
});

/** Nothing that stands in the log stops requests for longer than a week. */
async function assertLog(lines: readonly string[]): Promise<void> {
  const pages = new Pages();
  pages.lines = lines.map((line) => line.replace(/\n/g, ' '));
  const log = new RequestLog(pages, clock);
  const blocked = await log.record('poll').then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(log.budget(1_000).used <= lines.length + 1);
  if (blocked === undefined) return;
  assert.ok(blocked instanceof ApiProblemError && blocked.problem.kind === 'limited');
  assert.ok(blocked.problem.until <= clock.now() + longestBlockMs);
}

/** Global state in which something stands under each key. */
function stateOf(stored: unknown) {
  const state = { value: stored };
  return {
    get: (_key: string, otherwise?: unknown) =>
      (state.value === undefined ? otherwise : state.value) as never,
    update: (_key: string, value: unknown) => Promise.resolve(void (state.value = value)),
    keys: () => [],
  };
}

const playlists = ['a', 'b'].map((letter) => ({
  uri: `spotify:playlist:${letter.repeat(22)}`,
  title: `Low ${letter}`,
}));
const another = { uri: uriOf('playlist'), title: 'Low Tide' };

function assertPlaylists(all: readonly { readonly uri: string; readonly title: string }[]): void {
  assert.equal(new Set(all.map(({ uri }) => uri)).size, all.length);
  for (const { uri, title } of all) {
    assert.equal(parseLink(uri)?.type, 'playlist');
    assertUri(uri);
    assertTitle(title);
  }
}

async function assertPins(stored: unknown): Promise<void> {
  const pinned = new PinnedPlaylists(stateOf(stored));
  assertPlaylists(pinned.all);
  await pinned.pin(another);
  assertPlaylists(pinned.all);
  assert.deepEqual(pinned.all.at(-1), another);
  assert.ok(pinned.all.length <= 50);
  await pinned.unpin(another.uri);
  assert.ok(!pinned.all.some(({ uri }) => uri === another.uri));
}

async function assertTargets(stored: unknown): Promise<void> {
  const recent = new PlaylistTargets(() => Promise.reject(new Error()), stateOf(stored));
  assertPlaylists(recent.recent('wren'));
  await recent.add('wren', another);
  assertPlaylists(recent.recent('wren'));
  assert.deepEqual(recent.recent('wren')[0], another);
  assert.deepEqual(recent.recent('somebody'), []);
}

async function assertSearches([stored, typed]: readonly [unknown, string]): Promise<void> {
  const searches = new RecentSearches(stateOf(stored));
  const assertAll = () => {
    assert.ok(searches.queries.length <= 10);
    for (const query of searches.queries) assertTitle(query, longestName);
    assert.ok(!searches.queries.includes(''));
  };
  assertAll();
  await searches.add(typed);
  assertAll();
  const query = cleanAndCut(typed, longestName);
  if (query !== '') assert.equal(searches.queries[0], query);
}

function assertRedirectUris(stored: unknown): void {
  const known = new KnownRedirectUris(stateOf(stored));
  assert.equal(known.has('c', 'http://127.0.0.1/x'), false);
  known.add('c', 'http://127.0.0.1/x');
  assert.equal(known.has('c', 'http://127.0.0.1/x'), true);
}

function assertRefusal(stored: unknown): void {
  const sessions = { state: { kind: 'signedIn', session } } as const;
  const { at } = new PremiumRefusal(stateOf(stored) as never, sessions, clock);
  const facts = { session: undefined, fault: undefined, budget: { used: 1, limit: 2 }, profile: undefined };
  assertSpeaks(accountPage({ ...facts, premiumRefusedAt: at }).html);
}

const refusal = { session: session.id, at: now };

export const stored = [
  target('stored: the session', damaged(...records), assertSession, [
    JSON.stringify(records[0]).replace(String(now), '1e999'),
  ]),
  target('stored: client secrets', damaged(storedSecrets), assertSecrets, [
    JSON.stringify([{ issuer }, ...storedSecrets]),
  ]),
  target('stored: the log of requests', journal, assertLog),
  target('stored: pinned playlists', damagedValue(playlists), assertPins, [
    [...playlists, ...playlists],
    [{ ...another, title: '\n' }],
    [{ uri: pageOf(another.uri), title: 'x' }],
  ]),
  target('stored: playlists that were added to', damagedValue({ userId: 'wren', playlists }), assertTargets, [
    { userId: 'wren', playlists: [...playlists, ...playlists, null] },
  ]),
  target('stored: searches', fc.tuple(damagedValue(['ferry', 'rain']), text), assertSearches, [
    [['ferry', '', '\n', 7], 'rain'],
  ]),
  target('stored: redirect URIs', damagedValue(['c x', ' y']), assertRedirectUris, [0, null]),
  target('stored: a refusal for want of Premium', damagedValue(refusal), assertRefusal, [
    { ...refusal, at: 1e308 },
  ]),
];
