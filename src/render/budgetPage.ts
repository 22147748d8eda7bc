import type { Budget, RequestKind, Sent } from '../model/schedule/budget';
import type { Plan } from '../model/schedule/polling';
import { dayAndTime } from '../model/text';

const hour = 3_600_000;
const kinds: readonly RequestKind[] = ['poll', 'command', 'lookup', 'profile'];
const widest = 40;

/** What the report is made of. */
interface BudgetFacts {
  readonly sent: readonly Sent[];
  readonly budget: Budget;
  readonly plan: Plan | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The requests of the last 24 hours by hour and kind, and what the schedule is doing, as plain text. */
export function budgetReport({ sent, budget, plan, now }: BudgetFacts): string {
  const byKind = kinds.map((kind) => `${kind} ${sent.filter((one) => one.kind === kind).length}`).join(', ');
  return [
    'Requests to Spotify, of all windows, in the last 24 hours',
    '',
    `  ${budget.used} of ${budget.limit} that the schedule allows itself (${byKind})`,
    `  ${schedule(plan, now)}`,
    '',
    ...hours(sent, now),
    '',
    'A heartbeat comes sooner the more often songs are skipped, and later when paused, when nothing plays and when no',
    'window has the focus. Beyond the budget it slows down; commands and the end of all but the shortest songs always',
    'go through.',
    'The settings earshot.polling.pace and earshot.polling.dailyBudget change that.',
    '',
  ].join('\n');
}

function schedule(plan: Plan | undefined, now: number): string {
  if (!plan) {
    return 'No request is planned: nobody is signed in.';
  }
  const wait = Math.max(0, Math.round((plan.at - now) / 1000));
  return `Next request in ${wait} s, at ${dayAndTime(plan.at, now)}. Reason: ${plan.why}.`;
}

/** One line an hour, from the first that has a request, with a column for each kind. */
function hours(sent: readonly Sent[], now: number): string[] {
  const first = Math.floor((sent[0]?.at ?? now) / hour);
  const last = Math.floor(now / hour);
  const rows = Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => {
    const from = (first + index) * hour;
    return { from, sent: sent.filter(({ at }) => at >= from && at < from + hour) };
  });
  const most = Math.max(1, ...rows.map((row) => row.sent.length));
  const heading = `  ${'hour'.padStart(8)}${kinds.map((kind) => kind.padStart(9)).join('')}`;
  return [heading, ...rows.map((row) => line(row.from, row.sent, most))];
}

function line(from: number, sent: readonly Sent[], most: number): string {
  const counts = kinds.map((kind) => String(sent.filter((one) => one.kind === kind).length).padStart(9));
  const bar = '█'.repeat(Math.ceil((sent.length / most) * widest));
  return `  ${time(from).padStart(8)}${counts.join('')}  ${bar}`.trimEnd();
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

function time(ms: number): string {
  return clock.format(ms);
}
