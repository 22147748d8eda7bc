import assert from 'node:assert/strict';
import { failureOf, LocalCommandError, everyCommand } from '../../../src/local/player';
import type { AppRefusal } from '../../../src/model/errors/rejection';
import type { LocalCommand, LocalPlayer, LocalState } from '../../../src/local/player';
import { startAndPlay } from '../../../src/local/startApp';
import { Emitter } from '../../../src/platform/event';
import { ManualClock, second, turns } from '../support';

const available: LocalState = {
  kind: 'available',
  status: 'paused',
  elsewhere: false,
  track: undefined,
  positionMs: undefined,
  observedAt: 0,
  volumePercent: undefined,
  shuffle: undefined,
  repeat: undefined,
};
const closed: LocalState = { kind: 'unavailable', problem: 'notRunning' };
const hidden: LocalState = { kind: 'unavailable', problem: 'hiddenFromSystem' };
const starting: LocalState = { kind: 'starting' };

class FakePlayer implements LocalPlayer {
  readonly capabilities = everyCommand;
  readonly #changed = new Emitter<LocalState>();
  readonly onDidChange = this.#changed.event;
  readonly executed: LocalCommand['kind'][] = [];
  refuses: LocalCommandError | undefined;

  constructor(public state: LocalState) {}

  become(state: LocalState): void {
    this.state = state;
    this.#changed.fire(state);
  }

  get isWatched(): boolean {
    return this.#changed.hasListeners;
  }

  execute({ kind }: LocalCommand): Promise<void> {
    this.executed.push(kind);
    return this.refuses ? Promise.reject(this.refuses) : Promise.resolve();
  }

  start(): void {}
  stop(): void {}
  dispose(): void {}
  readPosition(): Promise<void> {
    return Promise.resolve();
  }
}

describe('“Play” where the Spotify app is closed', () => {
  let clock: ManualClock;
  let player: FakePlayer;
  let opened: number;
  let cancellation: AbortController;
  beforeEach(() => {
    clock = new ManualClock();
    opened = 0;
    cancellation = new AbortController();
  });

  /** Runs it, and says how it ended so far. */
  function play(state: LocalState, found: Promise<boolean> = Promise.resolve(true)) {
    player = new FakePlayer(state);
    const open = () => {
      opened += 1;
      return found;
    };
    const result: { end?: boolean | AppRefusal | undefined } = {};
    void startAndPlay(player, open, clock, cancellation.signal).then(
      (end) => (result.end = end),
      (error: unknown) => (result.end = failureOf(error)),
    );
    return result;
  }
  const leftBehind = () => [clock.waiting, player.isWatched];

  const ways: readonly (readonly [what: string, before: LocalState, after: readonly LocalState[]])[] = [
    ['comes', closed, [available]],
    ['comes, and shows what it plays later', closed, [hidden, available]],
    ['comes without a word, as on macOS', closed, [starting]],
    ['is found only now', starting, [closed, available]],
  ];
  for (const [what, before, after] of ways) {
    it(`opens the app, and plays once it ${what}`, async () => {
      const result = play(before);
      for (const state of after) {
        await clock.advance(second);
        assert.deepEqual([opened, player.executed], [1, []]);
        player.become(state);
      }
      await turns();
      assert.deepEqual([result.end, player.executed], [true, ['play']]);
      assert.deepEqual(leftBehind(), [0, false]);
    });
  }

  it('plays at once in an app that is there', async () => {
    const result = play(available);
    await turns();
    assert.deepEqual([result.end, opened, player.executed], [true, 0, ['play']]);
  });

  it('says that the app does not answer when it is not there within 20 seconds', async () => {
    const result = play(closed);
    await clock.advance(20 * second - 1);
    assert.equal(result.end, undefined);
    await clock.advance(1);
    assert.deepEqual([result.end, player.executed], ['noAnswer', []]);
    assert.deepEqual(leftBehind(), [0, false]);
  });

  it('says at once when nobody opens such addresses', async () => {
    const result = play(closed, Promise.resolve(false));
    await turns();
    assert.deepEqual([result.end, player.executed], ['notRunning', []]);
    assert.deepEqual(leftBehind(), [0, false]);
  });

  it('passes on why the app did not take it', async () => {
    const result = play(closed);
    player.refuses = new LocalCommandError('notPermitted');
    player.become(available);
    await turns();
    assert.equal(result.end, 'notPermitted');
  });

  for (const [when, cancel] of [
    ['before', 0],
    ['while it waits', second],
  ] as const) {
    it(`sends nothing when it is cancelled ${when}`, async () => {
      if (cancel === 0) cancellation.abort();
      const result = play(closed);
      await clock.advance(cancel);
      cancellation.abort();
      player.become(available);
      await turns();
      assert.deepEqual([result.end, opened, player.executed], [false, cancel === 0 ? 0 : 1, []]);
      assert.deepEqual(leftBehind(), [0, false]);
    });
  }
});
