import assert from 'node:assert/strict';
import { falselyShown, lateness, percentile, rightSpans, wrongMs } from '../../bench/day/metric';
import type { TrueChange } from '../../bench/day/record';

const day = { from: 0, to: 100 };
const truth: TrueChange[] = [
  { at: 0, shown: 'a', cause: 'external' },
  { at: 20, shown: 'b', cause: 'natural' },
  { at: 50, shown: 'c', cause: 'external' },
  { at: 55, shown: 'd', cause: 'external' },
];

describe('the metric of the simulated days', () => {
  it('finds when a display was right, and for how long it was wrong', () => {
    const display = [
      { at: 5, shown: 'a' },
      { at: 30, shown: 'b' },
      { at: 70, shown: 'd' },
    ];
    const right = rightSpans(truth, display, day);
    assert.deepEqual(right, [
      { from: 5, to: 20 },
      { from: 30, to: 50 },
      { from: 70, to: 100 },
    ]);
    assert.equal(wrongMs(right, day), 35);
  });

  it('counts a change that was overtaken until the display is right again', () => {
    const right = [
      { from: 5, to: 20 },
      { from: 30, to: 50 },
      { from: 70, to: 100 },
    ];
    assert.deepEqual(lateness(truth.slice(1), 'natural', right, 100), [10]);
    assert.deepEqual(lateness(truth.slice(1), 'external', right, 100), [20, 15]);
  });

  it('counts how often a display came to show what was not so', () => {
    const display = [5, 25, 30, 52, 60].map((at, index) => ({ at, shown: index % 2 ? 'c' : 'a' }));
    assert.equal(falselyShown('a', truth, display), 2);
    assert.equal(falselyShown('c', truth, display), 1);
  });

  it('counts what was never seen up to the end', () => {
    assert.deepEqual(lateness(truth.slice(1), 'external', [], 100), [50, 45]);
    assert.equal(wrongMs(rightSpans(truth, [], day), day), 100);
  });

  it('takes the last of several things in one moment', () => {
    const right = rightSpans(
      [...truth, { at: 55, shown: 'e' }],
      [
        { at: 55, shown: 'd' },
        { at: 55, shown: 'e' },
      ],
      day,
    );
    assert.deepEqual(right, [{ from: 55, to: 100 }]);
  });

  it('takes percentiles by nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    assert.deepEqual([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0)], [3, 5, 1]);
    assert.ok(Number.isNaN(percentile([], 0.5)));
  });
});
