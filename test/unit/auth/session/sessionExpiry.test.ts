import assert from 'node:assert/strict';
import { SessionExpiry, type ExpiringSession } from '../../../../src/auth/session/sessionExpiry';
import { expiryOf } from '../../../../src/model/account';
import { Bench, hour, ToldFocus } from '../../support';

const day = 24 * hour;

describe('the expiry of a session', () => {
  let bench: Bench;
  let focus: ToldFocus;
  let sessionExpiry: SessionExpiry;
  let told: (ExpiringSession | undefined)[];

  beforeEach(async () => {
    bench = await Bench.start();
    focus = new ToldFocus(true);
    sessionExpiry = new SessionExpiry(bench.sessions, focus, bench.clock);
    told = [];
    sessionExpiry.onDidChange((due) => told.push(due));
  });
  afterEach(() => {
    sessionExpiry.dispose();
    return bench.close();
  });

  /** Signs in, and says when the session ends. */
  async function signIn(id?: string): Promise<number> {
    const { authorizedAt } = await bench.signIn({ withAccessToken: false }, id);
    return expiryOf(authorizedAt);
  }

  it('is told of fourteen and three days before, by a window that stays open, within the hour', async () => {
    const at = await signIn('one');
    await bench.clock.advance(at - 14 * day - 1 - bench.clock.now());
    assert.deepEqual(told, []);
    await bench.clock.advance(hour + 1);
    assert.deepEqual(told, [{ session: 'one', notice: { at, urgent: false } }]);
    await bench.clock.advance(11 * day - 1);
    assert.deepEqual(told.slice(1), [{ session: 'one', notice: { at, urgent: true } }]);
    assert.deepEqual(sessionExpiry.expiring, told[1]);
    await bench.clock.advance(4 * day + hour);
    assert.deepEqual(told.slice(2), [undefined]);
  });

  it('is seen by a machine that wakes up when the window gets the focus, whatever the timer waits for', async () => {
    const at = await signIn('one');
    bench.clock.sleep(at - day - bench.clock.now());
    assert.deepEqual(told, []);
    focus.focus(true);
    assert.deepEqual(told, [{ session: 'one', notice: { at, urgent: true } }]);
  });

  it('is over when somebody signs in anew, and when nobody is signed in', async () => {
    const at = await signIn('one');
    await bench.clock.advance(at - day - bench.clock.now());
    await signIn('two');
    const again = expiryOf(bench.clock.now());
    await bench.clock.advance(again - day - bench.clock.now());
    await bench.sessions.clear();
    // Each in its last fourteen days, then in its last three, then gone.
    const sessions = told.map((due) => due && `${due.session} ${String(due.notice.urgent)}`);
    assert.deepEqual(sessions, ['one false', 'one true', undefined, 'two false', 'two true', undefined]);
    assert.equal(sessionExpiry.expiring, undefined);
  });

  it('is known at once in a window that is opened late', async () => {
    const at = await signIn('one');
    bench.clock.sleep(at - day - bench.clock.now());
    const late = new SessionExpiry(bench.sessions, focus, bench.clock);
    assert.deepEqual(late.expiring, { session: 'one', notice: { at, urgent: true } });
    late.dispose();
  });

  it('is not spoken of where nobody knows when the user agreed', async () => {
    const session = await bench.signIn({ withAccessToken: false }, 'one');
    await bench.sessions.save({ ...session, id: 'by hand', authorizedEarlier: true });
    await bench.clock.advance(expiryOf(session.authorizedAt) - day - bench.clock.now());
    assert.deepEqual(told, []);
    assert.equal(sessionExpiry.expiring, undefined);
  });

  it('leaves no timer and no listener behind', () => {
    sessionExpiry.dispose();
    assert.equal(bench.clock.waiting, 0);
    assert.equal(focus.hasListeners, false);
  });
});
