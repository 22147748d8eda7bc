import assert from 'node:assert/strict';
import { Callbacks } from '../../../src/auth/callbacks';
import { Mailbox } from '../../../src/windows/mailbox';
import { Keychain, ManualClock, turns } from '../support';

const key = 'earshot.callback';
const nonce = 'n0nce';
const query = `code=AQcode&state=${nonce}`;

describe('a callback that comes to the wrong window', () => {
  let clock: ManualClock;
  let keychain: Keychain;
  let mailboxes: Mailbox[];
  beforeEach(() => {
    clock = new ManualClock();
    keychain = new Keychain();
    mailboxes = [];
  });
  afterEach(() => {
    for (const mailbox of mailboxes) mailbox.dispose();
    assert.equal(clock.waiting, 0);
  });

  function open(): { callbacks: Callbacks; mailbox: Mailbox } {
    // Each window waits for its answers on a clock of its own, so that only the mailbox's timers are counted.
    const callbacks = new Callbacks(new ManualClock());
    const mailbox = new Mailbox(keychain.window(), callbacks, clock);
    mailboxes.push(mailbox);
    return { callbacks, mailbox };
  }

  it('reaches the right one, and the letter is deleted', async () => {
    const [wrong, right] = [open(), open(), open()];
    const { answer } = right.callbacks.expect({ nonce, state: nonce });
    assert.equal(await wrong.mailbox.forward(query), true);
    assert.equal((await answer).get('code'), 'AQcode');
    assert.equal(keychain.values.size, 0);
  });

  it('is nobody’s after three seconds, and the letter is deleted', async () => {
    const { mailbox } = open();
    open();
    let taken: boolean | undefined;
    void mailbox.forward(query).then((result) => (taken = result));
    await clock.advance(2_999);
    assert.equal(taken, undefined);
    assert.ok(keychain.values.has(key));
    await clock.advance(1);
    await turns();
    assert.equal(taken, false);
    assert.equal(keychain.values.size, 0);
  });

  it('is not taken by a window that waits for another sign-in', async () => {
    const [wrong, other] = [open(), open()];
    const expected = other.callbacks.expect({ nonce: 'an0ther', state: 'an0ther' });
    const forwarded = wrong.mailbox.forward(query);
    await clock.advance(3_000);
    assert.equal(await forwarded, false);
    expected.dispose();
    await assert.rejects(expected.answer);
  });

  it('is not taken with a wrong state', async () => {
    const [wrong, right] = [open(), open()];
    const expected = right.callbacks.expect({ nonce, state: nonce });
    const forwarded = wrong.mailbox.forward(`nonce=${nonce}&code=AQcode&state=an0ther`);
    await clock.advance(3_000);
    assert.equal(await forwarded, false);
    assert.equal(right.callbacks.receive(query), 'taken', 'The right answer may still come.');
    await expected.answer;
  });

  it('can come a second time', async () => {
    const [wrong, right] = [open(), open()];
    for (const name of ['first', 'second']) {
      const { answer } = right.callbacks.expect({ nonce: name, state: name });
      assert.equal(await wrong.mailbox.forward(`code=AQ${name}&state=${name}`), true);
      assert.equal((await answer).get('code'), `AQ${name}`);
    }
  });

  it('is not received any more by a window that was closed', async () => {
    const [wrong, right] = [open(), open()];
    const expected = right.callbacks.expect({ nonce, state: nonce });
    right.mailbox.dispose();
    const forwarded = wrong.mailbox.forward(query);
    await clock.advance(3_000);
    assert.equal(await forwarded, false);
    expected.dispose();
    await assert.rejects(expected.answer);
  });

  const garbage = ['', 'null', '7', '[]', '{}', '{"query":7}', '{"query":', `"${query}"`];
  for (const letter of garbage) {
    it(`is not read out of the letter ${letter === '' ? 'without a word' : letter}`, async () => {
      const { callbacks } = open();
      const expected = callbacks.expect({ nonce, state: nonce });
      await keychain.window().store(key, letter);
      await turns();
      assert.equal(keychain.values.get(key), letter);
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
