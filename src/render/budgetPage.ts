import * as messages from '../messages/pages';
import type { Budget, RequestKind, SentRequest } from '../model/schedule/budget';
import type { Plan } from '../model/schedule/plan';

const hour = 3_600_000;
const kinds: readonly RequestKind[] = ['poll', 'command', 'lookup', 'profile'];
const widest = 40;

/** What the report is made of. */
interface BudgetFacts {
  readonly sent: readonly SentRequest[];
  readonly budget: Budget;
  readonly plan: Plan | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The requests of the last 24 hours by hour and kind, and what the schedule is doing, as plain text. */
export function budgetReport({ sent, budget, plan, now }: BudgetFacts): string {
  const counts = kinds.map((kind) => [kind, sent.filter((one) => one.kind === kind).length] as const);
  return [
    messages.budgetTitle,
    '',
    `  ${messages.budgetUsedFor(budget, counts)}`,
    `  ${plan ? messages.nextRequest(plan, now) : messages.nothingPlanned}`,
    '',
    ...hours(sent, now),
    '',
    messages.budgetExplained,
    '',
  ].join('\n');
}

/** One line an hour, from the first that has a request, with a column for each kind. */
function hours(sent: readonly SentRequest[], now: number): string[] {
  const first = Math.floor((sent[0]?.at ?? now) / hour);
  const last = Math.floor(now / hour);
  const rows = Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => {
    const from = (first + index) * hour;
    return { from, sent: sent.filter(({ at }) => at >= from && at < from + hour) };
  });
  const most = Math.max(1, ...rows.map((row) => row.sent.length));
  const heading = `  ${messages.hourHeading.padStart(8)}${kinds.map((kind) => messages.requestKinds[kind].padStart(9)).join('')}`;
  return [heading, ...rows.map((row) => line(row.from, row.sent, most))];
}

function line(from: number, sent: readonly SentRequest[], most: number): string {
  const counts = kinds.map((kind) => String(sent.filter((one) => one.kind === kind).length).padStart(9));
  const bar = '█'.repeat(Math.ceil((sent.length / most) * widest));
  return `  ${time(from).padStart(8)}${counts.join('')}  ${bar}`.trimEnd();
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

function time(ms: number): string {
  return clock.format(ms);
}
