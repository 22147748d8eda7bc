import assert from 'node:assert/strict';
import { hour, minute, second } from '../support';
import { Cases } from './cases';
import { assertTrue, waitMs, named } from './expected';
import { outcomeOf, spotifyFaults, type RequestClass, type SpotifyFault } from './spotifyFaults';
import { tokenFaults } from './tokenFaults';
import { songs, type FaultyWindow } from './window';

/** What the schedule asks for, and what a fault happens to. */
interface Polled {
  readonly what: string;
  readonly faults: readonly SpotifyFault[];
  readonly durations: readonly Duration[];
  readonly kind: RequestClass;
  readonly path: RegExp;
  /** What has it be asked for. */
  readonly begin?: (window: FaultyWindow) => void;
}

/** How often a fault happens, or for how many milliseconds. */
interface Duration {
  readonly what: string;
  readonly times: number;
  readonly ms: number;
}
const once: Duration = { what: 'once', times: 1, ms: 0 };
const thrice: Duration = { what: 'three times', times: 3, ms: 0 };
const anHour: Duration = { what: 'for an hour', times: Infinity, ms: hour };

const polled: readonly Polled[] = [
  {
    what: 'what plays',
    faults: spotifyFaults,
    durations: [once, thrice, anHour],
    kind: 'poll',
    path: /^\/v1\/me\/player$/,
  },
  {
    what: 'anything of the Web API',
    faults: spotifyFaults.filter(({ isVariant }) => !isVariant),
    durations: [anHour],
    kind: 'poll',
    path: /^\/v1\//,
  },
  {
    what: 'an access token',
    faults: [...spotifyFaults, ...tokenFaults],
    durations: [once, thrice, anHour],
    kind: 'token',
    path: /^\/api\/token$/,
    begin: ({ spotify }) => spotify.tokens.expireAccessTokens(),
  },
];

/** The heartbeat while nothing is known to play and somebody looks: at least, and at most. */
const nothingPlays = { least: 20 * second, most: 2 * minute };
/** Until a request counts as not answered, and as long as nobody looks whether the machine slept. */
const slackMs = 15 * second + 5 * second;

class Case {
  readonly #outcome: string;
  readonly #repeats: number;
  readonly #problems = new Set<string>();
  #untrue: Error | undefined;

  constructor(
    private readonly window: FaultyWindow,
    private readonly asked: Polled,
    private readonly fault: SpotifyFault,
    private readonly duration: Duration,
  ) {
    const { repeats } = fault;
    this.#outcome = outcomeOf(fault, asked.kind);
    this.#repeats = repeats?.of(asked.kind) ? repeats.times : 0;
  }

  async run(): Promise<void> {
    const { window, asked, fault, duration } = this;
    const { clock, store, sent, polling, sessions } = window;
    const since = clock.now();
    window.arm(fault.fault(since), { path: asked.path, times: duration.times });
    const listener = store.onDidChange(() => this.#look());
    asked.begin?.(window);
    void polling.player.poller.refresh();
    await clock.leap(duration.ms || slackMs);
    if (duration.ms > 0) window.disarm();
    this.#assertRequests(since);
    if (fault.endsSession) {
      const { length } = sent;
      await clock.leap(hour);
      assert.deepEqual(
        [sent.length, sessions.state.kind, store.playback.kind],
        [length, 'ended', 'signInAgain'],
      );
    } else {
      await this.#recover(since);
    }
    listener.dispose();
    window.disarm();
    this.#assertShown();
  }

  /** What is said in the meantime is so, and nobody is signed out. */
  #look(): void {
    const { window, fault } = this;
    const { playback } = window.store;
    try {
      if (playback.kind === 'unavailable') {
        const problem = named({ kind: 'problem', problem: playback.problem });
        if (!this.#problems.has(problem)) assertTrue(window, true);
        this.#problems.add(problem);
      } else if (playback.kind === 'nothing') {
        assert.equal(this.#outcome, 'ok', 'Nothing plays, it says.');
      } else if (!fault.endsSession || window.sessions.state.kind === 'signedIn') {
        assertTrue(window, false);
      }
    } catch (error) {
      this.#untrue ??= error as Error;
    }
  }

  /** It said what was wrong, if anything that does not pass at once, and nothing else. */
  #assertShown(): void {
    if (this.#untrue) throw this.#untrue;
    const { fault, duration } = this;
    const fails = duration.times > this.#repeats && !/^(ok|signedOut)$/.test(this.#outcome);
    const pause = fault.quota ? 'limited quota' : 'limited';
    const others = [...this.#problems].filter(
      (one) => one !== this.#outcome && !(fault.pauseMs && one === pause),
    );
    assert.deepEqual(others, []);
    assert.equal(this.#problems.has(this.#outcome), fails, `It was not shown as ${this.#outcome}.`);
  }

  /**
   * No request goes out while Spotify demands a pause, and no more than the schedule has in an hour.
   * @returns until when it demands one, in milliseconds since 1970
   */
  #assertRequests(since: number): number {
    const { asked, fault, duration, window } = this;
    const pause = { from: 0, until: 0 };
    let count = 0;
    for (const { at, what } of window.sent) {
      assert.ok(at <= pause.from || at >= pause.until, `${what} was sent in the pause.`);
      if (!asked.path.test(what.replace(/^\w+ /, ''))) continue;
      count += 1;
      if (count > duration.times || !fault.pauseMs) continue;
      pause.from = at;
      pause.until = at + fault.pauseMs(at, since);
    }
    const most = this.#mostRequests();
    assert.ok(count <= most, `${count} requests, where ${most} are the most`);
    return pause.until;
  }

  #mostRequests(): number {
    const { fault, duration } = this;
    if (this.#outcome === 'ok') return 1 + hour / nothingPlays.least;
    let attempts = 1;
    for (let at = 0; at < (duration.ms || slackMs); attempts += 1) {
      at += Math.max(waitMs(this.#outcome, attempts), fault.pauseMs?.(at, 0) ?? 0);
    }
    return attempts * (this.#repeats + 1) + 2;
  }

  /** In the promised time after it is over all is as before. */
  async #recover(since: number): Promise<void> {
    const { window, duration } = this;
    const { clock } = window;
    const failures =
      duration.ms > 0 ? [Infinity] : Array.from({ length: duration.times }, (_, index) => index + 1);
    for (const failure of failures) {
      const left = this.#assertRequests(since) - clock.now();
      if (left > minute) clock.sleep(left - minute);
      const wait = this.#outcome === 'ok' ? nothingPlays.most : waitMs(this.#outcome, failure);
      await clock.leap(Math.max(Math.min(left, minute), wait) + slackMs);
    }
    assertTrue(window, false);
    assert.equal(window.sessions.state.kind, 'signedIn');
  }
}

describe('what the schedule asks of Spotify', () => {
  const cases = new Cases({ focused: true, list: songs.short });
  for (const asked of polled) {
    const all = asked.faults.flatMap((fault) =>
      asked.durations.slice(0, fault.isVariant ? 1 : undefined).map((duration) => ({
        what: `${fault.what}, ${duration.what}`,
        run: (window: FaultyWindow) => new Case(window, asked, fault, duration).run(),
      })),
    );
    it(`${asked.what}: ${all.length} cases of faults`, () => cases.all(all));
  }
});
