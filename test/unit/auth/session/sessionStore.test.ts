import assert from 'node:assert/strict';
import type { Session, SessionState } from '../../../../src/auth/session/session';
import { SessionStore } from '../../../../src/auth/session/sessionStore';
import { hour, Keychain, ManualClock, Mark, minute, turns, unlocked, type Secrets } from '../../support';

const issuer = 'https://accounts.example';
const key = 'earshot.session';

const session: Session = {
  id: 's1',
  issuer,
  clientId: 'c'.repeat(32),
  refreshToken: 'AQfirst',
  scopes: ['user-read-playback-state'],
  flow: 'relay',
  authorizedAt: 12_345,
  account: { id: 'acc1', name: 'Wren Hedge' },
};
const second: Session = {
  ...session,
  id: 's2',
  refreshToken: 'AQsecond',
  account: { id: 'acc2', name: 'Odile' },
};

const signedIn = (who: Session) => ({ kind: 'signedIn', session: who });
const signedOut = { kind: 'signedOut', elsewhere: false };
const unread = (late: boolean) => ({ name: 'ApiProblemError', problem: { kind: 'sessionUnread', late } });
const elsewhere = { kind: 'signedOut', elsewhere: true };

describe('the session', () => {
  let clock: ManualClock;
  let keychain: Keychain;
  let mark: Mark;
  beforeEach(() => {
    clock = new ManualClock();
    keychain = new Keychain();
    mark = new Mark();
  });

  const open = (secrets: Secrets = keychain.window(), from: string | undefined = issuer) =>
    new SessionStore(secrets, mark, () => from, clock, unlocked);

  function listen(store: SessionStore): SessionState[] {
    const events: SessionState[] = [];
    store.onDidChange((state) => events.push(state));
    return events;
  }

  /** Later, so that what is written next is newer. */
  const later = () => clock.advance(1_000);

  it('is nobody’s once it was read, and not before', async () => {
    const store = open();
    assert.deepEqual(store.state, { kind: 'unread' });
    assert.deepEqual(await store.read(), signedOut);
  });

  it('comes back as it was saved', async () => {
    await open().save(session);
    assert.deepEqual(await open().read(), signedIn(session));
  });

  it('is written by one at a time, also where a window got one refresh token soon after the other', async () => {
    await open().save(session);
    const secrets = keychain.window();
    const held: (() => void)[] = [];
    const hold = () => new Promise<void>((resolve) => held.push(resolve));
    const store = open({ ...secrets, store: (name, value) => hold().then(() => secrets.store(name, value)) });
    const first = store.rotate(session, 'AQnewer');
    await turns();
    held[0]?.();
    const newer = await first;
    const rotated = store.rotate(newer, 'AQnewest');
    await turns();
    await clock.advance(1_000);
    assert.equal(held.length, 2, 'it looks again at the first, and writes nothing beside the second');
    held[1]?.();
    await rotated;
    assert.deepEqual(await open().read(), signedIn({ ...session, refreshToken: 'AQnewest' }));
  });

  it('is the record that was written last, also where two windows write at once and mark it the other way round', async () => {
    await open().save(session);
    const secrets = keychain.window();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const slow = open({ ...secrets, store: (name, value) => held.then(() => secrets.store(name, value)) });
    const last = slow.rotate(session, 'AQnewer');
    await turns();
    await later();
    const write = mark.write.bind(mark);
    mark.write = async (change) => {
      mark.write = write;
      goOn();
      await last;
      await write(change);
    };
    await open().save(second);
    assert.deepEqual(await open().read(), signedIn({ ...session, refreshToken: 'AQnewer' }));
  });

  it('is read whole while another window writes: the mark that comes last is not read against the record before', async () => {
    const store = open({ ...keychain.window(), onDidChange: new Keychain().window().onDidChange });
    await store.save(session);
    const read = mark.read.bind(mark);
    mark.read = async () => {
      mark.read = read;
      await later();
      await open().save({ ...session, refreshToken: 'AQnewer' });
      return read();
    };
    assert.deepEqual(await store.read(), signedIn({ ...session, refreshToken: 'AQnewer' }));
  });

  it('is known to have been signed out of, in every window and after a restart, until somebody signs in', async () => {
    const [store, other] = [open(), open(keychain.page())];
    const said = () => Promise.all([store, other, open()].map((one) => one.wasSignedOut()));
    const steps: readonly (readonly [what: string, step: () => Promise<unknown>, signedOut: boolean])[] = [
      ['at first', () => store.read(), false],
      ['after a sign-in', () => store.save(session), false],
      ['after a sign-out', () => store.clear(), true],
      ['after the next sign-in', () => store.save(second), false],
      ['after Spotify ended it', () => store.end(second), false],
      ['after a sign-out from there', () => store.clear(), true],
    ];
    for (const [what, step, signedOut] of steps) {
      await later();
      await step();
      assert.deepEqual(await said(), [signedOut, signedOut, signedOut], what);
    }
  });

  it('is replaced by another one', async () => {
    const store = open();
    await store.save(session);
    await later();
    await store.save(second);
    assert.deepEqual(store.state, signedIn(second));
    assert.deepEqual(await open().read(), signedIn(second));
  });

  it('comes back as ended', async () => {
    const store = open();
    await store.save(session);
    await store.end(session);
    assert.deepEqual(store.state, { kind: 'ended', why: 'expired' });
    assert.deepEqual(await open().read(), { kind: 'ended', why: 'expired' });
    assert.ok(![...keychain.values.values()].join().includes(session.refreshToken));
  });

  it('leaves nothing behind when it is signed out', async () => {
    const store = open();
    await store.save(session);
    await later();
    await store.clear();
    assert.deepEqual(store.state, signedOut);
    assert.equal(keychain.values.size, 0);
    assert.deepEqual(mark.change, { at: clock.now(), signedIn: false });
  });

  describe('where the mark cannot be written', () => {
    beforeEach(() => (mark.write = () => Promise.reject(new Error('ENOSPC'))));

    it('is signed in all the same', async () => {
      await open().save(session);
      assert.deepEqual(await open().read(), signedIn(session));
    });

    it('is signed in all the same although the mark says next year', async () => {
      mark.change = { at: clock.now() + 365 * 24 * hour, signedIn: false };
      await open().save(session);
      assert.deepEqual(await open().read(), signedIn(session));
    });

    it('leaves nothing behind when it is signed out, and tells so', async () => {
      const store = open();
      await store.save(session);
      const events = listen(store);
      await store.clear();
      assert.equal(keychain.values.size, 0);
      assert.deepEqual(events, [signedOut]);
    });
  });

  it('leaves no secret in the mark', async () => {
    await open().save(session);
    assert.deepEqual(mark.change, { at: clock.now(), signedIn: true });
  });

  const unreadable: readonly (readonly [what: string, text: string])[] = [
    ['is no JSON', '{"state":"signedIn"'],
    ['is empty', ''],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['is of a state that nobody knows', '{"state":"dreaming","writtenAt":1}'],
    ['has no session', '{"state":"signedIn","writtenAt":1}'],
    ['has no time', JSON.stringify({ state: 'signedIn', session })],
    ['has an empty refresh token', record({ ...session, refreshToken: '' })],
    ['has a grant that nobody knows', record({ ...session, grant: 'smoke signals' })],
    ['has no account', record({ ...session, account: null })],
  ];
  for (const [what, text] of unreadable) {
    it(`is nobody’s where the record ${what}`, async () => {
      keychain.values.set(key, text);
      assert.deepEqual(await open().read(), signedOut);
    });
  }

  it('is read with more in it than this version knows', async () => {
    keychain.values.set(key, record({ ...session, mood: 'blue' }));
    assert.deepEqual(await open().read(), signedIn(session));
  });

  it('is nobody’s where another Spotify is set', async () => {
    await open().save(session);
    assert.deepEqual(await open(keychain.window(), 'http://127.0.0.1:8888').read(), signedOut);
    const store = new SessionStore(keychain.window(), mark, () => undefined, clock, unlocked);
    assert.deepEqual(await store.read(), signedOut);
    assert.deepEqual(await open().read(), signedIn(session), 'It was lost by being looked at.');
  });

  it('is nobody’s where another Spotify ended it', async () => {
    const store = open();
    await store.save(session);
    await store.end(session);
    assert.deepEqual(await open(keychain.window(), 'http://127.0.0.1:8888').read(), signedOut);
  });

  it('keeps a new refresh token', async () => {
    const store = open();
    await store.save(session);
    const rotated = await store.rotate(session, 'AQrotated');
    assert.deepEqual(rotated, { ...session, refreshToken: 'AQrotated' });
    assert.deepEqual(await open().read(), signedIn(rotated));
  });

  it('is not written for one that is not there any more', async () => {
    const store = open();
    await store.save(session);
    await store.save(second);
    const before = [...keychain.values];
    await store.rotate(session, 'AQrotated');
    await store.end(session);
    assert.deepEqual([...keychain.values], before);
    await store.clear();
    await store.rotate(second, 'AQrotated');
    await store.end(second);
    assert.equal(keychain.values.size, 0);
  });

  it('is not ended for a refresh token that was replaced meanwhile', async () => {
    const store = open();
    await store.save(session);
    const rotated = await store.rotate(session, 'AQrotated');
    await store.end(session);
    assert.deepEqual(store.state, signedIn(rotated));
  });

  describe('whose new refresh token SecretStorage does not take', () => {
    const rotated: Session = { ...session, refreshToken: 'AQrotated' };
    const stored = () => keychain.values.get(key) ?? '';
    let failures: number;
    let store: SessionStore;
    beforeEach(async () => {
      const secrets = keychain.window();
      const fail = () => (failures -= 1) >= 0;
      store = open({
        ...secrets,
        store: (name, value) => (fail() ? Promise.reject(new Error('locked')) : secrets.store(name, value)),
      });
      failures = 0;
      await store.save(session);
      failures = Infinity;
      await store.rotate(session, rotated.refreshToken);
    });
    afterEach(() => store.dispose());

    it('goes on with it from memory, however often it is read', async () => {
      for (let hours = 0; hours < 3; hours += 1) {
        assert.deepEqual(await store.read(), signedIn(rotated));
        await clock.advance(hour);
      }
      assert.match(stored(), /AQfirst/);
    });

    it('writes it again until it stands, after pauses that grow', async () => {
      failures = 4;
      await clock.advance(3_000);
      assert.match(stored(), /AQfirst/);
      await clock.advance(1_000);
      assert.match(stored(), /AQrotated/);
      assert.deepEqual(await open().read(), signedIn(rotated));
      await clock.advance(minute);
      assert.equal(clock.waiting, 0);
    });

    it('writes the newest one, also over the first', async () => {
      const third = { ...session, refreshToken: 'AQthird' };
      await store.rotate(rotated, third.refreshToken);
      assert.deepEqual(await store.read(), signedIn(third));
      failures = 0;
      await clock.advance(minute);
      assert.deepEqual(await open().read(), signedIn(third));
      assert.equal(clock.waiting, 0);
    });

    it('writes it over the end that another window saw with the old one', async () => {
      await open().end(session);
      assert.deepEqual(await store.read(), signedIn(rotated));
      failures = 0;
      await clock.advance(minute);
      assert.deepEqual(await open().read(), signedIn(rotated));
    });

    it('writes it where the old one is lost meanwhile', async () => {
      keychain.values.clear();
      assert.deepEqual(await store.read(), signedIn(rotated));
      failures = 0;
      await clock.advance(minute);
      assert.deepEqual(await open().read(), signedIn(rotated));
    });

    const givenUp: readonly (readonly [by: string, step: (here: SessionStore) => Promise<void>])[] = [
      ['by a sign-out', () => store.clear()],
      ['by a sign-out in another window', () => open().clear()],
      ['by another sign-in', () => store.save(second)],
      ['by another sign-in in another window', () => open().save(second)],
      ['when Spotify refuses that one, too', () => store.end(rotated)],
    ];
    for (const [by, step] of givenUp) {
      it(`gives it up ${by}`, async () => {
        failures = 0;
        await step(store);
        const before = [...keychain.values];
        await clock.advance(hour);
        assert.deepEqual([...keychain.values], before);
        assert.ok(!stored().includes('AQrotated'));
        assert.equal(clock.waiting, 0);
      });
    }

    it('keeps it when another sign-in cannot be stored either', async () => {
      await assert.rejects(store.save(second), /locked/);
      assert.deepEqual(await store.read(), signedIn(rotated));
      failures = 0;
      await clock.advance(minute);
      assert.deepEqual(await open().read(), signedIn(rotated));
    });

    it('writes nothing any more once it is disposed', async () => {
      store.dispose();
      failures = 0;
      await clock.advance(hour);
      assert.match(stored(), /AQfirst/);
      assert.equal(clock.waiting, 0);
    });
  });

  describe('that another window ended over a new refresh token', () => {
    const rotated: Session = { ...session, refreshToken: 'AQrotated' };

    /** As a window writes it that read the record before the new token stood there, after a look that came too early. */
    async function endLate(more: object = {}): Promise<void> {
      const writtenAt = clock.now() + 1;
      await keychain.window().store(key, JSON.stringify({ state: 'ended', writtenAt, issuer, ...more }));
      mark.change = { at: writtenAt, signedIn: true };
    }

    for (const [who, more] of [
      ['an earlier version', {}],
      ['this version', { refused: 1 }],
    ] as const) {
      it(`by ${who} goes on`, async () => {
        const store = open();
        await store.save(session);
        await store.rotate(session, rotated.refreshToken);
        await endLate(more);
        await clock.advance(minute);
        assert.deepEqual(await open().read(), signedIn(rotated));
        assert.equal(clock.waiting, 0);
      });
    }

    it('stays ended when that token was the one that was refused, and when the rotation is long ago', async () => {
      const [mine, other] = [open(), open()];
      await mine.save(session);
      await mine.rotate(session, rotated.refreshToken);
      await other.end(rotated);
      await clock.advance(minute);
      assert.deepEqual(await open().read(), { kind: 'ended', why: 'expired' });
      await mine.save(session);
      await mine.rotate(session, rotated.refreshToken);
      await clock.advance(minute);
      await endLate();
      await clock.advance(minute);
      assert.deepEqual(await mine.read(), { kind: 'ended' });
    });
  });

  it('is what the later of two reads says, whichever ends first', async () => {
    const secrets = keychain.window();
    const held: ((text: string | undefined) => void)[] = [];
    const slow: Secrets = { ...secrets, get: () => new Promise((resolve) => held.push(resolve)) };
    const store = open(slow);
    const events = listen(store);
    const [early, late] = [store.read(), store.read()];
    await turns();
    held[1]?.(record(second));
    assert.deepEqual(await late, signedIn(second));
    held[0]?.(record(session));
    assert.deepEqual(await early, signedIn(second));
    assert.deepEqual(store.state, signedIn(second));
    assert.deepEqual(events, [signedIn(second)]);
  });

  describe('in a SecretStorage that does not give it', () => {
    const gone = { kind: 'lost' };
    const shared = () => new SessionStore(keychain.window(), mark, () => issuer, clock, unlocked, true);
    let events: SessionState[];
    let store: SessionStore;
    beforeEach(async () => {
      await open().save(session);
      store = shared();
      events = listen(store);
    });
    const fails = () => Promise.reject(new Error('locked'));
    const works = () => Promise.resolve();

    it('is not taken for nobody’s, and is read again by itself after pauses that grow', async () => {
      keychain.before = fails;
      await assert.rejects(store.read(), unread(false));
      await clock.advance(2 * minute);
      assert.deepEqual([store.state, events], [{ kind: 'unread' }, []]);
      keychain.before = works;
      await clock.advance(minute);
      assert.deepEqual(events, [signedIn(session)]);
    });

    it('is not waited for longer than three seconds, and taken when it comes', async () => {
      let answer: () => void = () => undefined;
      keychain.before = () => new Promise((resolve) => (answer = resolve));
      const read = assert.rejects(store.read(), unread(true));
      await clock.advance(3_000);
      await read;
      assert.deepEqual(events, []);
      keychain.before = works;
      answer();
      await turns();
      assert.deepEqual(events, [signedIn(session)]);
    });

    it('stays known while it fails later, so that nobody is signed out', async () => {
      await store.read();
      keychain.before = fails;
      await assert.rejects(store.read(), unread(false));
      assert.deepEqual(store.state, signedIn(session));
    });

    it('is lost where nobody signed out, until it is there again', async () => {
      await store.read();
      const record = keychain.values.get(key) ?? '';
      keychain.values.delete(key);
      assert.deepEqual(await store.read(), gone);
      keychain.values.set(key, record);
      await clock.advance(minute);
      assert.deepEqual(events, [signedIn(session), gone, signedIn(session)]);
    });

    it('is not lost after a sign-out, nor before the first sign-in', async () => {
      await store.clear();
      assert.deepEqual(await shared().read(), signedOut);
      mark = new Mark();
      assert.deepEqual(await shared().read(), signedOut);
    });
  });

  it('is read by a later read although an earlier one failed', async () => {
    const secrets = keychain.window();
    let fails = true;
    const store = open({
      ...secrets,
      get: (name) => (fails ? Promise.reject(new Error('locked')) : secrets.get(name)),
    });
    await assert.rejects(store.read(), unread(false));
    fails = false;
    keychain.values.set(key, record(session));
    assert.deepEqual(await store.read(), signedIn(session));
  });

  describe('tells its listeners', () => {
    it('the first thing that it finds, even nobody', async () => {
      const store = open();
      const events = listen(store);
      await store.read();
      await store.read();
      assert.deepEqual(events, [signedOut]);
    });

    const changes: readonly (readonly [
      what: string,
      change: (store: SessionStore) => Promise<unknown>,
      events: readonly unknown[],
    ])[] = [
      ['once of another session', (store) => store.save(second), [signedIn(second)]],
      ['once of its end', (store) => store.end(session), [{ kind: 'ended', why: 'expired' }]],
      ['once of signing out', (store) => store.clear(), [signedOut]],
      ['nothing of a new refresh token', (store) => store.rotate(session, 'AQnew'), []],
      ['nothing of what has not changed', (store) => store.save(session), []],
    ];
    for (const [what, change, expected] of changes) {
      it(what, async () => {
        const store = open();
        await store.save(session);
        await later();
        const events = listen(store);
        await change(store);
        await turns();
        assert.deepEqual(events, expected);
      });

      it(`${what}, in another window too`, async () => {
        const [mine, other] = [open(), open()];
        await mine.save(session);
        await turns();
        await later();
        const events = listen(other);
        await change(mine);
        await turns();
        assert.deepEqual(events, expected);
        assert.deepEqual(other.state, mine.state);
      });
    }

    it('nothing any more once it is disposed', async () => {
      const [mine, other] = [open(), open()];
      await other.read();
      const events = listen(other);
      other.dispose();
      await mine.save(session);
      await turns();
      assert.deepEqual(events, []);
    });

    it('nothing of the secrets of others', async () => {
      const secrets = keychain.window();
      const store = open(secrets);
      const events = listen(store);
      await secrets.store('another.key', 'x');
      await turns();
      assert.deepEqual(events, []);
    });
  });

  describe('in pages that share nothing but the mark', () => {
    it('is elsewhere when another page signed in', async () => {
      const [mine, other] = [open(keychain.page()), open(keychain.page())];
      await mine.read();
      await other.save(session);
      assert.deepEqual(await mine.read(), elsewhere);
      assert.deepEqual(await open(keychain.page()).read(), signedIn(session), 'A new page sees it.');
    });

    async function twoPages(): Promise<[mine: SessionStore, other: SessionStore]> {
      await open(keychain.page()).save(session);
      await later();
      const pages: [SessionStore, SessionStore] = [open(keychain.page()), open(keychain.page())];
      for (const page of pages) assert.deepEqual(await page.read(), signedIn(session));
      return pages;
    }

    const changes: readonly (readonly [
      what: string,
      change: (other: SessionStore) => Promise<unknown>,
      state: unknown,
    ])[] = [
      ['is elsewhere when another page signed in as somebody else', (other) => other.save(second), elsewhere],
      [
        'is elsewhere when another page has a newer refresh token',
        (other) => other.rotate(session, 'AQnew'),
        elsewhere,
      ],
      ['is nobody’s when another page signed out', (other) => other.clear(), signedOut],
      [
        'is elsewhere when another page saw its end: what it knows is there to be read',
        (other) => other.end(session),
        elsewhere,
      ],
    ];
    for (const [what, change, state] of changes) {
      it(what, async () => {
        const [mine, other] = await twoPages();
        await change(other);
        assert.deepEqual(await mine.read(), state);
      });

      it(`${what}, although the clock was set back a day before that`, async () => {
        const [mine, other] = await twoPages();
        await clock.setBack(24 * hour);
        await change(other);
        assert.deepEqual(await mine.read(), state);
      });

      it(`${what}, and no old copy is written back`, async () => {
        const [mine, other] = await twoPages();
        await change(other);
        const [values, marked] = [[...keychain.values], mark.change];
        await later();
        await mine.rotate(session, 'AQstale');
        await mine.end(session);
        assert.deepEqual([...keychain.values], values);
        assert.deepEqual(mark.change, marked);
      });
    }

    it('is nobody’s to an earlier read, too, while a later one still deletes the old copy', async () => {
      await open(keychain.page()).save(session);
      await later();
      const page = keychain.page();
      const held: (() => void)[] = [];
      const hold = () => new Promise<void>((resolve) => held.push(resolve));
      const slow: Secrets = { ...page, get: (name) => hold().then(() => page.get(name)), delete: hold };
      const mine = open(slow);
      const release = async (which: number) => {
        held[which]?.();
        await turns();
      };
      const first = mine.read();
      await turns();
      await release(0);
      assert.deepEqual(await first, signedIn(session));
      await open(keychain.page()).clear();
      const reads = [mine.read(), mine.read()];
      await turns();
      await release(2);
      await release(1);
      assert.deepEqual(await reads[0], signedOut);
      await release(3);
      assert.deepEqual(await reads[1], signedOut);
    });

    it('can be signed in anew by a page with an old copy', async () => {
      const [mine, other] = await twoPages();
      await other.clear();
      await later();
      await mine.save(second);
      assert.deepEqual(mine.state, signedIn(second));
      assert.deepEqual(await other.read(), elsewhere);
    });

    it('can be signed out by a page with an old copy', async () => {
      const [mine, other] = await twoPages();
      await other.save(second);
      await later();
      await mine.clear();
      assert.deepEqual(await other.read(), signedOut);
    });
  });
});

function record(value: unknown): string {
  return JSON.stringify({ state: 'signedIn', writtenAt: 1, session: value });
}
