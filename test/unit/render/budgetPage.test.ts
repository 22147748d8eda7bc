import assert from 'node:assert/strict';
import type { Plan } from '../../../src/model/schedule/plan';
import { budgetReport } from '../../../src/render/budgetPage';

const hour = 3_600_000;
const noon = 500_000 * hour;

describe('the request budget', () => {
  const sent = [
    { at: noon - 2 * hour, kind: 'profile' },
    { at: noon - 2 * hour + 5, kind: 'poll' },
    { at: noon + 1, kind: 'poll' },
    { at: noon + 2, kind: 'poll' },
    { at: noon + 3, kind: 'poll' },
    { at: noon + 4, kind: 'command' },
    { at: noon + 5, kind: 'lookup' },
    { at: noon + 6, kind: 'lookup' },
  ] as const;
  const now = noon + 60_000;
  const report = (plan?: Plan) =>
    budgetReport({ sent, budget: { used: 8, limit: 1000 }, plan, now }).split('\n');

  it('says how much is used, by kind', () => {
    assert.match(report()[2] ?? '', /^ {2}8 of 1000 .*\(poll 4, command 1, lookup 2, profile 1\)$/);
  });

  it('says when the next request comes, and why', () => {
    assert.match(
      report({ at: now + 90_000, why: 'heartbeat' })[3] ?? '',
      /in 90 s, at .*Reason: heartbeat\.$/,
    );
    assert.match(
      report({ at: now, why: 'offline', attempt: 3 })[3] ?? '',
      /in 0 s, at .*Reason: offline, attempt 3\.$/,
    );
    assert.match(report({ at: now, why: 'predictedEnd' })[3] ?? '', /Reason: predicted end\.$/);
    assert.match(report()[3] ?? '', /nobody is signed in/);
  });

  it('says on which day that is, where it is more than a day off', () => {
    const at = now + 72 * hour;
    const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(at);
    assert.ok(report({ at, why: 'quotaUsedUp' })[3]?.includes(date));
  });

  it('has a line for each hour since the first request, with its kinds and a bar', () => {
    const rows = report()
      .slice(6, 9)
      .map((row) =>
        row
          .replace(/^.*?(?=( +\d+){4}( |$))/, '')
          .replace(/ +/g, ' ')
          .trim(),
      );
    assert.deepEqual(rows, [`1 0 0 1 ${'█'.repeat(14)}`, '0 0 0 0', `3 1 2 0 ${'█'.repeat(40)}`]);
  });

  it('begins with this hour where nothing was asked', () => {
    const empty = budgetReport({ sent: [], budget: { used: 0, limit: 1000 }, plan: undefined, now });
    assert.equal(empty.split('\n').filter((row) => /( +0){4}$/.test(row)).length, 1);
  });
});
