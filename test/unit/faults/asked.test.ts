import assert from 'node:assert/strict';
import { hour, minute, second } from '../support';
import { askings, type Asking } from './requests';
import { assertTrue, outcomeIn, Rules, type Expected } from './expected';
import { spotifyFaults, type SpotifyFault } from './spotifyFaults';
import { Cases } from './cases';
import { songs, type FaultyWindow } from './window';

/** How long a fault lasts: how often it happens, how often somebody asks meanwhile, and what passes in between. */
const durations = [
  { what: 'once', times: 1, attempts: 1, pauseMs: 0 },
  { what: 'three times', times: 3, attempts: 3, pauseMs: 0 },
  // The machine sleeps in between.
  { what: 'for an hour', times: Infinity, attempts: 3, pauseMs: hour / 3 },
] as const;
type Duration = (typeof durations)[number];

/** After a command Spotify is looked at after one second and after three. */
const looksMs = 4 * second;

class Case {
  readonly #rules: Rules;
  #turn = 0;

  constructor(
    private readonly window: FaultyWindow,
    private readonly asking: Asking,
    private readonly fault: SpotifyFault,
    private readonly duration: Duration,
    turns: number,
  ) {
    this.#turn = turns;
    this.#rules = new Rules(fault, asking.kind, duration.times, window.clock.now());
  }

  async run(): Promise<void> {
    const { window, asking, duration, fault } = this;
    const { method, path } = asking;
    window.arm(fault.fault(window.clock.now()), { method, path, times: duration.times });
    for (let attempt = 0; attempt < duration.attempts; attempt += 1) {
      await this.#attempt(`attempt ${attempt + 1}`);
      if (duration.pauseMs > 0) {
        window.clock.sleep(duration.pauseMs);
        await window.clock.leap(looksMs + 2 * second);
      }
    }
    window.disarm();
    this.#rules.left = 0;
    await this.#recover();
  }

  async #attempt(which: string): Promise<void> {
    const { window, asking } = this;
    const { spotify, clock, polling, sent } = window;
    if (asking.before) {
      asking.before(spotify.player);
      await outcomeIn(window, polling.election.request({ kind: 'refresh' }));
    }
    const expected = this.#rules.attempt(clock.now());
    const before = this.#requests;
    const pending = polling.election.request(asking.request(spotify, (this.#turn += 1)));
    const outcome = await outcomeIn(window, pending);
    assert.equal(outcome, expected.outcome, which);
    this.#assertRequests(expected, this.#requests - before, which);
    if (asking.method !== 'GET') await clock.leap(looksMs);
    assertTrue(window, clock.now() < this.#rules.closedUntil);
    assert.equal(window.sessions.state.kind, 'signedIn');
    sent.length = 0;
  }

  #assertRequests({ requests }: Expected, sent: number, which: string): void {
    assert.ok(requests.includes(sent), `${which}: ${sent} requests instead of ${requests.join(' or ')}`);
  }

  get #requests(): number {
    const { method, path } = this.asking;
    return this.window.sent.filter(({ what }) => what.startsWith(`${method} `) && path.test(what)).length;
  }

  /** When Spotify's pause is over, all is as before; who was told that it takes Premium looks anew. */
  async #recover(): Promise<void> {
    const { window } = this;
    const { clock, polling } = window;
    const left = this.#rules.closedUntil - clock.now();
    if (left > 0) {
      const { length } = window.sent;
      if (left > minute) clock.sleep(left - minute);
      await clock.leap(Math.min(left, minute) - 1);
      assert.equal(window.sent.length, length, 'Something was sent in the pause.');
      await clock.leap(7 * second);
    }
    if (this.asking.method !== 'GET') await outcomeIn(window, polling.election.request({ kind: 'refresh' }));
    assertTrue(window, false);
    await this.#attempt('when all is well again');
  }
}

describe('what somebody asks of Spotify', () => {
  const cases = new Cases({ focused: false, list: songs.long });
  for (const asking of askings) {
    let turns = 0;
    const isFirst = askings.find(({ kind }) => kind === asking.kind) === asking;
    const all = spotifyFaults.flatMap((fault) =>
      durations.slice(0, isFirst && !fault.isVariant ? undefined : 1).map((duration) => ({
        what: `${fault.what}, ${duration.what}`,
        run: (window: FaultyWindow) => new Case(window, asking, fault, duration, (turns += 10)).run(),
      })),
    );
    it(`${asking.what}: ${all.length} cases of faults`, () => cases.all(all));
  }
});
