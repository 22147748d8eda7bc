import assert from 'node:assert/strict';
import { Callbacks, NoAnswer, patienceMs } from '../../../../src/auth/oauth/callbacks';
import { Cancelled } from '../../../../src/model/errors/userFacingError';
import { ManualClock, minute, turns } from '../../support';

const nonce = 'n0nce-of_this-sign-in';
const address = `vscode://earshot.earshot-for-spotify/callback?nonce=${nonce}&windowId=3`;

/** An address as `state`, encoded so many times besides the encoding of a query. */
function encoded(text: string, times: number): string {
  return times === 0 ? text : encodeURIComponent(encoded(text, times - 1));
}

describe('a callback', () => {
  let clock: ManualClock;
  let callbacks: Callbacks;
  beforeEach(() => {
    clock = new ManualClock();
    callbacks = new Callbacks(clock);
  });

  const expectDirect = () => callbacks.expect({ nonce, state: nonce });
  const expectRelayed = () => callbacks.expect({ nonce, state: encoded(address, 1) });

  async function isWaiting(answer: Promise<unknown>): Promise<boolean> {
    const waiting = {};
    const first = await Promise.race([
      answer.then(
        () => 'settled',
        () => 'settled',
      ),
      turns().then(() => waiting),
    ]);
    return first === waiting;
  }

  it('brings its code, and the state as it was sent', async () => {
    const { answer } = expectDirect();
    assert.equal(callbacks.receive(`?code=AQcode&state=${nonce}`), 'taken');
    assert.deepEqual(Object.fromEntries(await answer), { code: 'AQcode', state: nonce });
  });

  it('brings its error', async () => {
    const { answer } = expectDirect();
    assert.equal(callbacks.receive(`error=access_denied&state=${nonce}`), 'taken');
    assert.deepEqual(Object.fromEntries(await answer), { error: 'access_denied', state: nonce });
  });

  it('brings nothing else that stands in it', async () => {
    const { answer } = expectDirect();
    callbacks.receive(`code=AQcode&state=${nonce}&iss=https://evil.example&scope=all`);
    assert.deepEqual([...(await answer).keys()].sort(), ['code', 'state']);
  });

  for (const times of [0, 1, 2, 3]) {
    it(`is known by a relayed state that was encoded ${times} times on its way`, async () => {
      const { answer } = expectRelayed();
      const query = new URLSearchParams({ nonce, code: 'AQcode', state: encoded(address, times) });
      assert.equal(callbacks.receive(query.toString()), 'taken');
      assert.deepEqual(Object.fromEntries(await answer), { code: 'AQcode', state: encoded(address, 1) });
    });

    it(`is known by a relayed state that was encoded ${times} times, and its query decoded once`, async () => {
      const { answer } = expectRelayed();
      const query = `nonce=${nonce}&windowId=3&code=AQcode&state=${encoded(address, times)}`;
      assert.equal(callbacks.receive(query), 'taken');
      assert.equal((await answer).get('code'), 'AQcode');
    });
  }

  it("refuses a callback with somebody else's state", async () => {
    const { answer } = expectRelayed();
    const others = [
      encoded(address.replace(nonce, 'an0ther-nonce'), 1),
      'an0ther-nonce',
      `${nonce}x`,
      nonce.slice(1),
      encoded(address.replace(`nonce=${nonce}`, 'windowId=3'), 1),
      '%',
    ];
    for (const state of others) {
      const query = new URLSearchParams({ nonce, code: 'AQstolen', state });
      assert.equal(callbacks.receive(query.toString()), 'foreign', state);
    }
    assert.ok(await isWaiting(answer));
    callbacks.receive(new URLSearchParams({ nonce, code: 'AQcode', state: address }).toString());
    assert.equal((await answer).get('code'), 'AQcode');
  });

  const strangers: readonly (readonly [what: string, query: string])[] = [
    ['is empty', ''],
    ['is a question mark', '?'],
    ['has no state', 'code=AQcode'],
    ['has an empty state', 'code=AQcode&state='],
    ['has the state of another sign-in', 'code=AQcode&state=an0ther'],
    ['has the nonce of another sign-in', `code=AQcode&nonce=an0ther&state=${nonce}`],
    ['has a state in another case', `code=AQcode&state=${nonce.toUpperCase()}`],
    ['has a prefix of the state', `code=AQcode&state=${nonce.slice(0, -1)}`],
    ['names what every object has', 'code=AQcode&state=__proto__'],
  ];
  for (const [what, query] of strangers) {
    it(`that ${what} is unknown, and ends nothing`, async () => {
      const { answer } = expectDirect();
      assert.equal(callbacks.receive(query), 'unknown');
      assert.ok(await isWaiting(answer));
    });
  }

  it('by relay without a state is foreign, and ends nothing', async () => {
    const { answer } = expectRelayed();
    assert.equal(callbacks.receive(`nonce=${nonce}&code=AQcode`), 'foreign');
    assert.ok(await isWaiting(answer));
  });

  it('is taken once', async () => {
    const { answer } = expectDirect();
    assert.equal(callbacks.receive(`code=AQfirst&state=${nonce}`), 'taken');
    assert.equal(callbacks.receive(`code=AQsecond&state=${nonce}`), 'unknown');
    assert.equal((await answer).get('code'), 'AQfirst');
  });

  it('finds its own sign-in among several', async () => {
    const mine = expectDirect();
    const other = callbacks.expect({ nonce: 'an0ther', state: 'an0ther' });
    assert.equal(callbacks.receive('code=AQother&state=an0ther'), 'taken');
    assert.equal((await other.answer).get('code'), 'AQother');
    assert.ok(await isWaiting(mine.answer));
  });

  it('is waited for as long as a code is good', async () => {
    assert.equal(patienceMs, 10 * minute);
    const { answer } = expectDirect();
    await clock.advance(10 * minute - 1);
    assert.equal(callbacks.receive(`code=AQcode&state=${nonce}`), 'taken');
    assert.equal((await answer).get('code'), 'AQcode');
    assert.equal(clock.waiting, 0);
  });

  it('is unknown when it comes too late', async () => {
    const { answer } = expectDirect();
    const refused = assert.rejects(answer, NoAnswer);
    await clock.advance(10 * minute);
    await refused;
    assert.equal(callbacks.receive(`code=AQcode&state=${nonce}`), 'unknown');
  });

  it('is unknown when the sign-in was given up', async () => {
    const expected = expectDirect();
    expected.dispose();
    await assert.rejects(expected.answer, Cancelled);
    assert.equal(callbacks.receive(`code=AQcode&state=${nonce}`), 'unknown');
    assert.equal(clock.waiting, 0);
  });

  it('is not undone by giving up afterwards', async () => {
    const expected = expectDirect();
    callbacks.receive(`code=AQcode&state=${nonce}`);
    expected.dispose();
    assert.equal((await expected.answer).get('code'), 'AQcode');
  });
});
