import assert from 'node:assert/strict';
import {
  budgetAt,
  recent,
  slowdownFactor,
  windowMs,
  type SentRequest,
} from '../../../../src/model/schedule/budget';
import { hour, minute, seeded } from '../../support';

const now = Date.UTC(2026, 10, 2, 9, 0, 0);
const day = 24 * hour;
const sent = (...ago: readonly number[]): SentRequest[] => ago.map((ms) => ({ at: now - ms, kind: 'poll' }));

describe('the requests that count', () => {
  it('are those of the last 24 hours', () => {
    assert.equal(windowMs, day);
    assert.deepEqual(recent(sent(day + 1, day, day - 1, hour, 0), now), sent(day - 1, hour, 0));
  });

  it('are all that a clock which was set back puts into the future', () => {
    assert.deepEqual(recent(sent(day, -minute, -hour), now), sent(-minute, -hour));
  });

  it('are none of more than a day ahead', () => {
    assert.deepEqual(recent(sent(-day, -day - 1, -60 * day, -1e308), now), sent(-day));
  });

  it('are of every kind', () => {
    const kinds = ['poll', 'command', 'profile'] as const;
    const entries = kinds.map((kind): SentRequest => ({ at: now, kind }));
    assert.deepEqual(recent(entries, now), entries);
  });

  it('are none where none were sent', () => {
    assert.deepEqual(recent([], now), []);
  });
});

describe('the budget', () => {
  it('counts what counts', () => {
    assert.deepEqual(budgetAt(sent(day + hour, 20 * hour, hour), 500, now), { used: 2, limit: 500 });
  });

  it('is all there where nothing counts', () => {
    for (const entries of [[], sent(day, 2 * day)]) assert.equal(budgetAt(entries, 500, now).used, 0);
  });

  it('rolls: each request stops counting 24 hours after it was sent', () => {
    const entries = sent(3 * hour, 2 * hour, hour);
    const used = [20, 21, 22, 23].map((hours) => budgetAt(entries, 500, now + hours * hour).used);
    assert.deepEqual(used, [3, 2, 1, 0]);
  });

  it('counts all of the future, where the clock was set back', () => {
    assert.equal(budgetAt(sent(-hour, -minute), 500, now).used, 2);
  });
});

describe('the slowdown of the heartbeat', () => {
  it('is none within the budget', () => {
    for (const limit of [100, 1_000, 10_000]) {
      for (const share of [0, 0.3, 0.9, 1]) assert.equal(slowdownFactor({ used: limit * share, limit }), 1);
    }
  });

  it('is there beyond it, and goes by the limit', () => {
    assert.ok(slowdownFactor({ used: 2_000, limit: 1_000 }) > 1);
    assert.equal(slowdownFactor({ used: 2_000, limit: 1_000 }), slowdownFactor({ used: 200, limit: 100 }));
  });

  it('never shrinks while more is used, and nothing ever stops', () => {
    const random = seeded(5);
    for (let round = 0; round < 200; round += 1) {
      const limit = 100 + Math.floor(random() * 9_900);
      let before = 1;
      for (let used = 0; used <= limit * 3; used += 1 + Math.floor(limit / 500)) {
        const next = slowdownFactor({ used, limit });
        assert.ok(next >= before && Number.isFinite(next), `${used} of ${limit}: ${next} after ${before}`);
        before = next;
      }
    }
  });
});
