import assert from 'node:assert/strict';
import { Callbacks } from '../../../src/auth/oauth/callbacks';
import { CallbackRelay } from '../../../src/windows/callbackRelay';
import { Keychain, ManualClock, turns } from '../support';

/** Of the form that the sign-ins' own have. */
const named = (name: string) => name.padEnd(43, '-');
const key = 'earshot.callback.id';
const nonce = named('n0nce');
const query = `code=AQcode&state=${nonce}`;

describe('a callback that comes to the wrong window', () => {
  let clock: ManualClock;
  let keychain: Keychain;
  let mailboxes: CallbackRelay[];
  beforeEach(() => {
    clock = new ManualClock();
    keychain = new Keychain();
    mailboxes = [];
  });
  afterEach(() => {
    for (const callbackRelay of mailboxes) callbackRelay.dispose();
    assert.equal(clock.waiting, 0);
  });

  /** `late`: it gets what it reads from the keychain a little later, as from a system's. */
  function open({ late = false } = {}): { callbacks: Callbacks; callbackRelay: CallbackRelay } {
    // Each window waits for its answers on a clock of its own, so that only the relay's timers are counted.
    const callbacks = new Callbacks(new ManualClock());
    const secrets = keychain.window();
    const get = async (name: string) => {
      if (late) await turns();
      return secrets.get(name);
    };
    const callbackRelay = new CallbackRelay({ ...secrets, get }, callbacks, clock);
    mailboxes.push(callbackRelay);
    return { callbacks, callbackRelay };
  }

  it('reaches the right one, and the message is deleted', async () => {
    const [wrong, right] = [open(), open(), open()];
    const { answer } = right.callbacks.expect({ nonce, state: nonce });
    assert.equal(await wrong.callbackRelay.forward(query), true);
    assert.equal((await answer).get('code'), 'AQcode');
    assert.equal(keychain.values.size, 0);
  });

  it('is not left in the secret storage by a window that closes while it waits', async () => {
    const { callbackRelay } = open();
    const forwarded = callbackRelay.forward(query);
    await turns();
    assert.equal(keychain.values.size, 1);
    callbackRelay.dispose();
    assert.equal(await forwarded, false);
    assert.equal(keychain.values.size, 0);
  });

  const strange = `code=AQstrange&state=${named('strange')}`;
  for (const [what, by] of [
    ['the same', 0],
    ['another', 1],
  ] as const) {
    it(`reaches the right one, whatever else comes to ${what} window while it is passed on`, async () => {
      const windows = [open({ late: true }), open({ late: true })] as const;
      const right = open({ late: true });
      const { answer } = right.callbacks.expect({ nonce, state: nonce });
      const before = windows[by].callbackRelay.forward(strange);
      const good = windows[0].callbackRelay.forward(query);
      const after = windows[by].callbackRelay.forward(strange);
      assert.equal(await good, true);
      assert.equal((await answer).get('code'), 'AQcode');
      await clock.advance(3_000);
      assert.deepEqual(await Promise.all([before, after]), [false, false]);
      assert.equal(keychain.values.size, 0);
    });
  }

  const others: readonly (readonly [what: string, query: string])[] = [
    ['is empty', ''],
    ['has no state', 'code=AQcode'],
    ['has neither a code nor an error', `state=${nonce}`],
    ['has a short state', 'code=AQcode&state=n0nce'],
    ['has a long state', `code=AQcode&state=${nonce}x`],
    ['has a state of other characters', `code=AQcode&state=${nonce.slice(1)}%24`],
    ['has a short nonce', `code=AQcode&state=${nonce}&nonce=n0nce`],
    ['is far too long', `code=${'A'.repeat(5_000)}&state=${nonce}`],
  ];
  for (const [what, other] of others) {
    it(`is not passed on when it ${what}, nor read`, async () => {
      const [wrong, right] = [open(), open()];
      const received: string[] = [];
      right.callbacks.receive = (got) => (received.push(got), 'unknown');
      const written: string[] = [];
      const listening = keychain.window().onDidChange((event) => void written.push(event.key));
      assert.equal(await wrong.callbackRelay.forward(other), false);
      assert.deepEqual(written, []);
      await keychain.window().store(key, JSON.stringify({ query: other }));
      await turns();
      assert.deepEqual(received, []);
      listening.dispose();
    });
  }

  it('is not passed on while twenty others wait, and is again after them', async () => {
    const [wrong, right] = [open(), open()];
    const others = Array.from({ length: 20 }, () => wrong.callbackRelay.forward(strange));
    const { answer } = right.callbacks.expect({ nonce, state: nonce });
    assert.equal(await wrong.callbackRelay.forward(query), false);
    assert.equal(keychain.values.size, 20);
    await clock.advance(3_000);
    await Promise.all(others);
    assert.equal(await wrong.callbackRelay.forward(query), true);
    await answer;
    assert.equal(keychain.values.size, 0);
  });

  it('is passed on by relay, too', async () => {
    const [wrong, right] = [open(), open()];
    const address = `vscode://earshot.earshot-for-spotify/callback?nonce=${nonce}`;
    const { answer } = right.callbacks.expect({ nonce, state: encodeURIComponent(address) });
    const state = encodeURIComponent(encodeURIComponent(address));
    assert.equal(
      await wrong.callbackRelay.forward(`nonce=${nonce}&error=access_denied&state=${state}`),
      true,
    );
    assert.equal((await answer).get('error'), 'access_denied');
  });

  it('is nobody’s after three seconds, and the message is deleted', async () => {
    const { callbackRelay } = open();
    open();
    let taken: boolean | undefined;
    void callbackRelay.forward(query).then((result) => (taken = result));
    await clock.advance(2_999);
    assert.equal(taken, undefined);
    assert.equal(keychain.values.size, 1);
    await clock.advance(1);
    await turns();
    assert.equal(taken, false);
    assert.equal(keychain.values.size, 0);
  });

  it('is not taken by a window that waits for another sign-in', async () => {
    const [wrong, other] = [open(), open()];
    const expected = other.callbacks.expect({ nonce: named('an0ther'), state: named('an0ther') });
    const forwarded = wrong.callbackRelay.forward(query);
    await clock.advance(3_000);
    assert.equal(await forwarded, false);
    expected.dispose();
    await assert.rejects(expected.answer);
  });

  it('is not taken with a wrong state', async () => {
    const [wrong, right] = [open(), open()];
    const expected = right.callbacks.expect({ nonce, state: nonce });
    const forwarded = wrong.callbackRelay.forward(`nonce=${nonce}&code=AQcode&state=an0ther`);
    await clock.advance(3_000);
    assert.equal(await forwarded, false);
    assert.equal(right.callbacks.receive(query), 'taken', 'The right answer may still come.');
    await expected.answer;
  });

  it('can come a second time', async () => {
    const [wrong, right] = [open(), open()];
    for (const name of ['first', 'second']) {
      const state = named(name);
      const { answer } = right.callbacks.expect({ nonce: state, state });
      assert.equal(await wrong.callbackRelay.forward(`code=AQ${name}&state=${state}`), true);
      assert.equal((await answer).get('code'), `AQ${name}`);
    }
  });

  it('is not received any more by a window that was closed', async () => {
    const [wrong, right] = [open(), open()];
    const expected = right.callbacks.expect({ nonce, state: nonce });
    right.callbackRelay.dispose();
    const forwarded = wrong.callbackRelay.forward(query);
    await clock.advance(3_000);
    assert.equal(await forwarded, false);
    expected.dispose();
    await assert.rejects(expected.answer);
  });

  const garbage = ['', 'null', '7', '[]', '{}', '{"query":7}', '{"query":', `"${query}"`];
  for (const message of garbage) {
    it(`is not read out of the message ${message === '' ? 'without a word' : message}`, async () => {
      const { callbacks } = open();
      const expected = callbacks.expect({ nonce, state: nonce });
      await keychain.window().store(key, message);
      await turns();
      assert.equal(keychain.values.get(key), message);
      assert.equal(callbacks.receive(query), 'taken');
      await expected.answer;
    });
  }

  it('is not looked for in other secrets', async () => {
    const { callbacks } = open();
    const expected = callbacks.expect({ nonce, state: nonce });
    await keychain.window().store('another.key', JSON.stringify({ query }));
    await turns();
    assert.equal(keychain.values.size, 1);
    assert.equal(callbacks.receive(query), 'taken');
    await expected.answer;
  });
});
