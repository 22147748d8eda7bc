import assert from 'node:assert/strict';
import { SessionExpiry, type ExpiringSession } from '../../../src/auth/session/sessionExpiry';
import { expiryOf } from '../../../src/model/account';
import { Store } from '../../../src/player/store';
import { ExpiryReminder } from '../../../src/windows/expiryReminder';
import type { Reminded } from '../../../src/windows/sharedFiles';
import { Bench, hour, Lines, ToldFocus, turns } from '../support';

const day = 24 * hour;

/** What all windows share. */
class Note implements Reminded {
  session: string | undefined;
  fails = false;
  read = () => Promise.resolve(this.session);
  write = (session: string | undefined) => {
    if (this.fails) return Promise.reject(new Error('read-only'));
    this.session = session;
    return Promise.resolve();
  };
}

describe('the reminder', () => {
  let bench: Bench;
  let note: Note;
  let log: Lines;
  let windows: Window[];

  class Window {
    readonly reminders: ExpiringSession[] = [];
    readonly store = new Store();
    readonly focus = new ToldFocus(false);
    readonly sessionExpiry = new SessionExpiry(bench.sessions, this.focus, bench.clock);
    readonly reminder: ExpiryReminder;

    constructor(public leads: boolean) {
      const reminding = {
        leads: () => this.leads,
        remind: (due: ExpiringSession) => void this.reminders.push(due),
      };
      this.reminder = new ExpiryReminder(this.sessionExpiry, this.store, note, reminding, log);
      windows.push(this);
    }

    /** Something new is shown, as after each answer of Spotify's. */
    async show(): Promise<void> {
      this.store.dispatch({ type: 'signedIn' });
      await turns();
    }

    close(): void {
      this.reminder.dispose();
      this.sessionExpiry.dispose();
      this.store.dispose();
    }
  }

  beforeEach(async () => {
    bench = await Bench.start();
    [note, log, windows] = [new Note(), new Lines(), []];
    await bench.signIn({ withAccessToken: false }, 'one');
  });
  afterEach(() => {
    windows.forEach((window) => window.close());
    return bench.close();
  });

  /** Goes to so many days before the session ends. */
  async function daysBefore(days: number): Promise<void> {
    const { state } = bench.sessions;
    assert.equal(state.kind, 'signedIn');
    const { authorizedAt } = state.session;
    await bench.clock.advance(expiryOf(authorizedAt) - days * day - bench.clock.now() + hour);
    await turns();
  }

  it('comes once, in the window that asks Spotify, three days before the end', async () => {
    const [first, second] = [new Window(true), new Window(false)];
    await daysBefore(14);
    await first.show();
    assert.equal(first.reminders.length, 0);
    await daysBefore(3);
    assert.deepEqual(
      first.reminders.map(({ notice }) => notice.urgent),
      [true],
    );
    await daysBefore(1);
    await first.show();
    await second.show();
    assert.equal(first.reminders.length, 1);
    assert.deepEqual(second.reminders, []);
  });

  it('does not come again when another window takes over, or after a restart', async () => {
    const first = new Window(true);
    await daysBefore(2);
    assert.equal(first.reminders.length, 1);
    first.close();
    const second = new Window(false);
    second.leads = true;
    await second.show();
    assert.deepEqual(second.reminders, []);
  });

  it('comes in a window that takes over before anyone was reminded', async () => {
    const window = new Window(false);
    await daysBefore(2);
    assert.deepEqual(window.reminders, []);
    window.leads = true;
    await window.show();
    assert.equal(window.reminders.length, 1);
  });

  it('comes at once in a window that is opened late', async () => {
    await daysBefore(2);
    const window = new Window(true);
    await window.show();
    assert.equal(window.reminders.length, 1);
  });

  it('leaves nothing behind when one signs out, and comes for the next session again', async () => {
    const window = new Window(true);
    await daysBefore(2);
    assert.equal(note.session, 'one');
    await bench.sessions.clear();
    await turns();
    assert.equal(note.session, undefined);
    await bench.signIn({ withAccessToken: false }, 'two');
    await daysBefore(2);
    assert.deepEqual(
      window.reminders.map(({ session }) => session),
      ['one', 'two'],
    );
  });

  it('comes once in this window at least, where it cannot be noted', async () => {
    note.fails = true;
    const window = new Window(true);
    await daysBefore(2);
    await window.show();
    assert.equal(window.reminders.length, 1);
    assert.match(log.text, /warn Cannot record that a reminder was shown: Error/);
  });
});
