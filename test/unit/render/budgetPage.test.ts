import assert from 'node:assert/strict';
import type { Plan } from '../../../src/model/schedule/plan';
import { budgetPage } from '../../../src/render/budgetPage';

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
  const report = (plan?: Plan) => read({ sent, budget: { used: 1_008, limit: 10_000 }, plan, now });

  it('says how much is used', () => {
    assert.match(report(), /1,008 of the daily budget of 10,000\.\n/);
  });

  const waits: readonly (readonly [ms: number, wait: string])[] = [
    [0, 'in 0 seconds'],
    [1_000, 'in 1 second'],
    [89_000, 'in 89 seconds'],
    [90_000, 'in 2 minutes'],
    [89 * 60_000, 'in 89 minutes'],
    [5.2 * hour, 'in 5 hours'],
    [35 * hour, 'in 35 hours'],
    [72 * hour, 'in 3 days'],
  ];
  for (const [ms, wait] of waits) {
    it(`says that the next request comes ${wait}, and why`, () => {
      const text = report({ at: now + ms, why: 'heartbeat' });
      assert.ok(text.includes(`Next request ${wait}, at `), text);
      assert.match(text, /Reason: regular poll\.\n/);
    });
  }

  it('says how often it was tried, and calls the reasons by what they are', () => {
    assert.match(report({ at: now, why: 'offline', attempt: 3 }), /Reason: offline, attempt 3\.\n/);
    assert.match(report({ at: now, why: 'predictedEnd' }), /Reason: predicted end of the song\.\n/);
    assert.match(report(), /not signed in/);
  });

  it('says on which day that is, where it is more than a day off', () => {
    const at = now + 72 * hour;
    const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(at);
    assert.ok(report({ at, why: 'quotaUsedUp' }).includes(date));
  });

  it('has a row for each hour since the first request, with its kinds and a bar', () => {
    const rows = Array.from(
      budgetPage({ sent, budget: { used: 8, limit: 1000 }, plan: undefined, now }).html.matchAll(
        /<tr><th scope="row">.*?<\/tr>/g,
      ),
      ([row]) => [...row.matchAll(/>(\d+)<|width:(\d+%)/g)].map(([, count, width]) => width ?? count),
    );
    assert.deepEqual(rows, [
      ['1', '0', '0', '1', '34%'],
      ['0', '0', '0', '0'],
      ['3', '1', '2', '0', '100%'],
    ]);
  });

  it('begins with this hour where nothing was asked', () => {
    const { html } = budgetPage({ sent: [], budget: { used: 0, limit: 1000 }, plan: undefined, now });
    assert.equal(html.match(/<th scope="row">/g)?.length, 1);
  });

  it('leads to the settings that change it', () => {
    const { html, commands } = budgetPage({ sent: [], budget: { used: 0, limit: 1 }, plan: undefined, now });
    for (const setting of ['pace', 'dailyBudget']) {
      const query = encodeURIComponent(JSON.stringify([`earshot.polling.${setting}`]));
      assert.ok(html.includes(`href="command:workbench.action.openSettings?${query}"`), html);
    }
    assert.deepEqual(commands, ['earshot.showRequestBudget', 'workbench.action.openSettings']);
  });
});

/** What a reader sees. */
function read(facts: Parameters<typeof budgetPage>[0]): string {
  return budgetPage(facts)
    .html.replace(/<br>|<\/p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
