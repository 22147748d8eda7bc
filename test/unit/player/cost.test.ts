import assert from 'node:assert/strict';
import type { Intent } from '../../../src/model/commands/intent';
import { earshot } from '../../bench/day/ours';
import { simulate } from '../../bench/day/simulate';
import { hour, type Trace } from '../../bench/day/trace';
import { track } from '../../spotify';
import { second } from '../support';
import { album, Listener } from './listener';

/** Every intent that a button or a command has. */
const intents: readonly Intent[] = [
  { kind: 'playPause' },
  { kind: 'next' },
  { kind: 'previous' },
  { kind: 'seekTo', ms: 100_000 },
  { kind: 'seekBy', ms: 15_000 },
  { kind: 'seekTo', ms: 999_000 },
  { kind: 'volumeTo', percent: 25 },
  { kind: 'volumeBy', percent: 5 },
  { kind: 'mute' },
  { kind: 'shuffle' },
  { kind: 'repeat' },
  { kind: 'like' },
  { kind: 'like', liked: true },
  { kind: 'queue', uri: album[9]?.uri ?? '' },
  { kind: 'playUri', uri: album[20]?.uri ?? '' },
];

/** Some ten seconds of each pass without the end of a song. */
const situations = [
  ['right after the sign-in', (listener: Listener) => listener.signIn(20_000)],
  ['when all is known', (listener: Listener) => listener.settle()],
  [
    'when it is paused',
    async (listener: Listener) => {
      await listener.settle();
      listener.player.pause();
      await listener.playing.poller.refresh();
    },
  ],
] as const;

describe('the cost of a control', () => {
  /** The requests of ten seconds, with the intent or without. */
  async function requests(arrive: (listener: Listener) => Promise<void>, staleMs: number, intent?: Intent) {
    const listener = await Listener.come();
    try {
      await arrive(listener);
      listener.player.staleMs = staleMs;
      listener.forgetRequests();
      if (intent) assert.equal(await listener.do(intent), undefined);
      assert.equal(listener.commands.length, intent ? 1 : 0);
      await listener.advance(10 * second);
      return listener.requests.map(({ what }) => what);
    } finally {
      await listener.leave();
    }
  }

  for (const [when, arrive] of situations) {
    for (const staleMs of [0, 500]) {
      it(`is its own and two requests at most, ${when}, with replies ${staleMs} ms old`, async () => {
        const anyway = await requests(arrive, staleMs);
        for (const intent of intents) {
          const all = await requests(arrive, staleMs, intent);
          const more = all.length - anyway.length - 1;
          assert.ok(more <= 2, `${more} for ${JSON.stringify(intent)}\n${all.join('\n')}`);
        }
      });
    }
  }
});

describe('the cost of an hour of songs', () => {
  const items = Array.from({ length: 40 }, (_, index) =>
    track({ title: `Song ${index}`, durationMs: 200 * second }),
  );
  async function requests(changes: Partial<Trace>): Promise<number> {
    const trace: Trace = {
      name: 'an hour',
      lengthMs: hour,
      acts: [{ at: 0, do: 'play', items }],
      windows: [[{ from: 0, to: hour }]],
      ...changes,
    };
    return (await simulate(trace, earshot, 1)).requests;
  }

  for (const [what, changes] of [
    ['positions are null', { progress: 'null' }],
    ['positions are 0', { progress: 'zero' }],
    ['durations are null', { duration: 'null' }],
    ['durations are 0', { duration: 'zero' }],
    ['neither is said', { progress: 'zero', duration: 'zero' }],
  ] as const) {
    it(`is about the same when ${what}`, async () => {
      const [usual, unsaid] = [await requests({}), await requests(changes)];
      assert.ok(Math.abs(unsaid - usual) < usual * 0.15, `${unsaid} requests instead of ${usual}`);
    });
  }
});

describe('the cost of items that end often', () => {
  const often: readonly (readonly [what: string, durationMs: number, items: number, hours: number])[] = [
    ['a track of 1 ms on repeat', 1, 1, 0.1],
    ['a track of 1.3 s on repeat', 1_300, 1, 4],
    ['tracks of 3 s', 3_000, 40, 4],
    ['tracks of 12 s', 12_000, 40, 8],
  ];
  for (const [what, durationMs, count, hours] of often) {
    it(`is no more than one request in five seconds, and less beyond the budget: ${what}`, async () => {
      const items = Array.from({ length: count }, (_, index) =>
        track({ title: `Song ${index}`, durationMs }),
      );
      const lengthMs = hours * hour;
      const trace: Trace = {
        name: what,
        lengthMs,
        acts: [{ at: 0, do: 'play', items }],
        windows: [[{ from: 0, to: lengthMs }]],
      };
      const { byHour, requests } = await simulate(trace, earshot, 1);
      // Beside those that ask what plays, a few learn what is liked.
      assert.ok(requests <= Math.ceil(hours * 725) && requests > 0, byHour.join());
      if (hours >= 4) {
        // 1,000 a day are used up in the second hour, or the fourth.
        const [first = 0, last = Infinity] = [byHour[0], byHour.at(-1)];
        assert.ok(last < first * 0.75, byHour.join());
      }
    });
  }
});
