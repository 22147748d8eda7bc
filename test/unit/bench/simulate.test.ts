import assert from 'node:assert/strict';
import { linux, macOS, windows } from '../../bench/day/appOnMachine';
import { earshot, earshotOn } from '../../bench/day/ours';
import { everyFiveSeconds, homeAssistant, momanamjad, vscodeSpotify } from '../../bench/day/rivals';
import { simulate } from '../../bench/day/simulate';
import type { Policy } from '../../bench/day/stage';
import { hour, minute, nothing, playingOrPaused, second, type Trace } from '../../bench/day/trace';
import { appTraces, traces } from '../../bench/day/traces';
import { track } from '../../spotify';

const [first, next] = [
  track({ title: 'First', durationMs: 60 * second }),
  track({ title: 'Next', durationMs: 10 * hour }),
];
const always = [{ from: 0, to: 10 * hour }];

const playing = (changes: Partial<Trace> = {}): Trace => ({
  name: 'an hour',
  lengthMs: hour,
  acts: [{ at: 0, do: 'play', items: [next] }],
  windows: [always],
  ...changes,
});

/** Shows what it is told at given moments, and asks nobody. */
const scripted = (...script: readonly (readonly [at: number, shown: string])[]): Policy => ({
  name: 'scripted',
  start(stage) {
    const display = stage.display();
    for (const [at, shown] of script) stage.clock.after(at, () => display.show(shown));
    return undefined;
  },
});

const requests = async (policy: Policy, trace: Trace) => (await simulate(trace, policy, 1)).requests;

describe('a simulated day', () => {
  it('measures against what truly was, to the millisecond', async () => {
    const trace: Trace = {
      name: 'two minutes',
      lengthMs: 2 * minute,
      acts: [
        { at: 10_000, do: 'play', items: [first, next] },
        { at: 80_000, do: 'pause' },
        { at: 90_000, do: 'seek', byMs: 1_000 },
        { at: 100_000, do: 'stop' },
      ],
      windows: [always],
    };
    const policy = scripted(
      [0, nothing],
      [11_000, playingOrPaused(true, 'First')],
      [70_250, playingOrPaused(true, 'Next')],
      [84_000, playingOrPaused(false, 'Next')],
    );
    const result = await simulate(trace, policy, 1);
    assert.equal(result.wrongMs, 1_000 + 250 + 4_000 + 20_000);
    assert.deepEqual(result.natural, [250]);
    assert.deepEqual(result.external, [1_000, 4_000, 20_000]);
    assert.equal(result.requests, 0);
  });

  it('sees the end of an item and a stop as the stand-in tells them', async () => {
    const acts: Trace['acts'] = [
      { at: second, do: 'play', items: [first, next] },
      { at: 2 * minute, do: 'stop' },
    ];
    const result = await simulate(playing({ acts, lengthMs: 3 * minute }), everyFiveSeconds, 3);
    assert.equal(result.natural.length, 1);
    assert.equal(result.external.length, 2);
    for (const late of [...result.natural, ...result.external]) assert.ok(late > 0 && late < 5_500);
  });

  it('comes out the same for the same seed, and only for the same', async () => {
    assert.deepEqual(traces(7), traces(7));
    assert.notDeepEqual(traces(7), traces(8));
    const trace = playing({ acts: [{ at: second, do: 'play', items: [first, next] }] });
    for (const policy of [homeAssistant, earshot]) {
      assert.deepEqual(await simulate(trace, policy, 7), await simulate(trace, policy, 7));
    }
    const late = async (seed: number) => (await simulate(trace, everyFiveSeconds, seed)).natural;
    assert.notDeepEqual(await late(7), await late(8));
  });

  it('has nine days, each in order of time, each with one focused window at most', () => {
    const days = traces(1);
    assert.equal(new Set(days.map(({ name }) => name)).size, 9);
    for (const { name, acts, windows, lengthMs } of [...days, ...appTraces(1)]) {
      assert.deepEqual(
        [...acts].sort((a, b) => a.at - b.at),
        acts,
        name,
      );
      const spans = windows.flat().sort((a, b) => a.from - b.from);
      for (const [index, { from, to }] of spans.entries()) {
        assert.ok(from < to && to <= (spans[index + 1]?.from ?? lengthMs), `${name}: ${from} to ${to}`);
      }
    }
  });
});

describe('a simulated day with the Spotify app', () => {
  const acts: Trace['acts'] = [
    { at: 1.3 * minute, do: 'play', items: [next] },
    { at: 3 * minute, do: 'pause' },
    { at: 5 * minute, do: 'resume' },
    { at: 8 * minute, do: 'move', to: 'phone' },
    { at: 8.6 * minute, do: 'pause' },
  ];
  const inApp = playing({ acts, lengthMs: 8.5 * minute, app: { open: always } });

  for (const [system, most] of [
    [linux, 300],
    [macOS, 300],
    [windows, 1_100],
  ] as const) {
    it(`shows what it tells as soon as ${system.name} does, once Spotify has agreed`, async () => {
      const { external, falselyNothing } = await simulate(inApp, earshotOn(system), 1);
      assert.equal(external.length, 3);
      for (const late of external.slice(1)) assert.ok(late > 0 && late <= most, external.join());
      assert.equal(falselyNothing, 0);
    });
  }

  it('sees nothing of an app that is closed, nor of another person’s', async () => {
    const closed = playing({ acts, app: { open: [] } });
    const another = playing({
      acts,
      app: { open: always, ofAnother: [{ at: 0, do: 'play', items: [first] }] },
    });
    for (const trace of [closed, another]) {
      const { external } = await simulate(trace, earshotOn(linux), 1);
      assert.ok(Math.max(...external) > 2 * second, external.join());
    }
  });
});

describe('the models of others', () => {
  const idle = { acts: [] };
  const unfocused = { windows: [[]] };
  const three = { windows: [always, [], []] };
  const near = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) <= expected * 0.03, `${actual} instead of about ${expected}`);

  it('5 s per window: 720 an hour in each, whatever happens', async () => {
    for (const changes of [{}, idle, unfocused])
      near(await requests(everyFiveSeconds, playing(changes)), 720);
    near(await requests(everyFiveSeconds, playing(three)), 3 * 720);
  });

  it('vscode-spotify: 5 s and the latency while focused, not multiplied by windows, none unfocused', async () => {
    for (const changes of [{}, idle, three]) near(await requests(vscodeSpotify, playing(changes)), 703);
    assert.equal(await requests(vscodeSpotify, playing(unfocused)), 0);
  });

  it('momanamjad: 480 an hour playing, 960 when nothing plays, in each window', async () => {
    near(await requests(momanamjad, playing()), 480);
    near(await requests(momanamjad, playing(idle)), 960);
    near(await requests(momanamjad, playing(three)), 3 * 480);
  });

  it('Home Assistant: 120 an hour and one more for an end, at most 140 with songs; windows do not matter', async () => {
    near(await requests(homeAssistant, playing(idle)), 120);
    const items = Array.from({ length: 20 }, (_, index) =>
      track({ title: `Song ${index}`, durationMs: 200_500 }),
    );
    const songs = await requests(homeAssistant, playing({ ...three, acts: [{ at: 0, do: 'play', items }] }));
    assert.ok(songs > 120 && songs <= 140, String(songs));
  });

  it('all of them go on asking while they are blocked, momanamjad twice as much, and we do not', async () => {
    const locked = playing({ block: { from: 10 * minute, to: 40 * minute } });
    const blocked = async (policy: Policy) => (await simulate(locked, policy, 1)).whileBlocked;
    near(await blocked(everyFiveSeconds), 360);
    near(await blocked(vscodeSpotify), 351);
    near(await blocked(momanamjad), 480);
    near(await blocked(homeAssistant), 60);
    assert.equal(await blocked(earshot), 0);
  });
});
