import * as messages from '../messages/pages';
import type { Budget, RequestKind, SentRequest } from '../model/schedule/budget';
import type { Plan } from '../model/schedule/plan';
import { timeOfDay } from '../model/text';
import { escapeMarkdown } from './markup';
import { buttonBar, pageWith, type PageContent } from './page';

const hour = 3_600_000;
const kinds: readonly RequestKind[] = ['poll', 'command', 'lookup', 'profile'];

/** What the page is made of. */
export interface BudgetFacts {
  readonly sent: readonly SentRequest[];
  readonly budget: Budget;
  readonly plan: Plan | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const { refresh, pace, dailyBudget } = messages.budgetLinks;
const links = [refresh, pace, dailyBudget];

/** The requests of the last 24 hours by hour and kind, and what the schedule is doing. */
export function budgetPage({ sent, budget, plan, now }: BudgetFacts): PageContent {
  const planned = plan ? messages.nextRequest(plan, now) : messages.nothingPlanned;
  const body = [
    `<h1>${messages.budgetTitle}</h1>`,
    `<p>${messages.budgetSubtitle}: ${escapeMarkdown(messages.budgetUsed(budget))}.<br>${escapeMarkdown(planned)}</p>`,
    `<table>${hours(sent, now).join('\n')}</table>`,
    buttonBar(links),
    `<p>${messages.budgetExplained}</p>`,
  ];
  return pageWith(messages.budgetTitle, body, links);
}

/** One row an hour, from the first that has a request, with a column for each kind and a bar for all. */
function hours(sent: readonly SentRequest[], now: number): string[] {
  const first = Math.floor((sent[0]?.at ?? now) / hour);
  const last = Math.floor(now / hour);
  const rows = Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => {
    const from = (first + index) * hour;
    return { from, sent: sent.filter(({ at }) => at >= from && at < from + hour) };
  });
  const most = Math.max(1, ...rows.map((row) => row.sent.length));
  const headings = kinds.map((kind) => `<th class="number" scope="col">${messages.requestKinds[kind]}</th>`);
  const heading = `<tr><th scope="col">${messages.hourHeading}</th>${headings.join('')}<td></td></tr>`;
  return [heading, ...rows.map((row) => hourRow(row.from, row.sent, most))];
}

function hourRow(from: number, sent: readonly SentRequest[], most: number): string {
  const counts = kinds.map((kind) => sent.filter((one) => one.kind === kind).length);
  const cells = counts.map((count) => `<td class="number">${count}</td>`);
  const bar = sent.length > 0 ? `<span style="width:${Math.ceil((sent.length / most) * 100)}%"></span>` : '';
  return `<tr><th scope="row">${escapeMarkdown(timeOfDay(from))}</th>${cells.join('')}<td class="bar">${bar}</td></tr>`;
}
