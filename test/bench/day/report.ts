import { percentile } from './metric';
import type { Result } from './simulate';
import { count, percent, seconds, table } from './table';
import { hour } from './trace';

/** Lateness in seconds. */
const columns = [
  ['', 'requests', 'wrong', 'natural', 'natural', 'external', 'external', 'falsely', 'while'],
  ['policy', 'in 24 h', 'display', 'median s', '95th pc s', 'median s', '95th pc s', 'nothing', 'blocked'],
];

/** One trace, policy by policy. */
export function traceTable(results: readonly Result[]): string {
  return table(columns[0] ?? [], [columns[1] ?? [], ...results.map(row)]);
}

function row({ policy, requests, wrongMs, lengthMs, natural, external, ...counts }: Result): string[] {
  const late = [natural, external].flatMap((values) => [
    seconds(percentile(values, 0.5)),
    seconds(percentile(values, 0.95)),
  ]);
  return [
    policy,
    count(requests),
    percent(wrongMs / lengthMs),
    ...late,
    count(counts.falselyNothing),
    count(counts.whileBlocked),
  ];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** All traces of one policy, as if they were one long one. */
export function summed(results: readonly Result[], policy: string): Result {
  const own = results.filter((result) => result.policy === policy);
  return {
    trace: 'all',
    policy,
    requests: sum(own.map(({ requests }) => requests)),
    byHour: [],
    wrongMs: sum(own.map(({ wrongMs }) => wrongMs)),
    lengthMs: sum(own.map(({ lengthMs }) => lengthMs)),
    natural: own.flatMap(({ natural }) => natural),
    external: own.flatMap(({ external }) => external),
    falselyNothing: sum(own.map(({ falselyNothing }) => falselyNothing)),
    whileBlocked: sum(own.map(({ whileBlocked }) => whileBlocked)),
  };
}

/** On which traces one policy is ahead of another on both requests and share of wrong time. */
function beatenOn(results: readonly Result[], ahead: string, beaten: string): string[] {
  return results
    .filter(({ policy }) => policy === ahead)
    .filter((one) => {
      const other = results.find(({ trace, policy }) => trace === one.trace && policy === beaten);
      return other !== undefined && one.requests <= other.requests && one.wrongMs <= other.wrongMs;
    })
    .map(({ trace }) => trace);
}

/** The comparisons, in words. */
export function comparisons(results: readonly Result[], ours: string, rival: string, fast: string): string[] {
  const find = (trace: string, policy: string) =>
    results.find((result) => result.trace === trace && result.policy === policy);
  const officeDays = ['office day', 'three windows', 'ten windows'].map((trace) => find(trace, ours));
  return [
    againstRival(results, ours, rival),
    ...againstFast(find('three windows', ours), find('three windows', fast)),
    `Office day: ${officeDays.map((one) => count(one?.requests ?? NaN)).join(', ')} requests with one, three, ten windows.`,
    naturalLateness(results, ours),
    duringTheBlock(results, ours),
  ];
}

function againstRival(results: readonly Result[], ours: string, rival: string): string {
  const lost = beatenOn(results, rival, ours);
  const [own, other] = [summed(results, ours), summed(results, rival)];
  const where = lost.length === 0 ? 'no trace' : lost.join(', ');
  const hours = (ms: number) => `${(ms / hour).toFixed(2)} h`;
  return (
    `Traces on which ${rival} beats us on both requests and wrong time: ${where}.\n` +
    `Summed: ${count(own.requests)} requests to ${count(other.requests)}, ` +
    `${hours(own.wrongMs)} of wrong display to ${hours(other.wrongMs)}.`
  );
}

/** From nine to six; the rest of the day is the easier part. */
const officeHours = { from: 9, to: 18 };

function againstFast(own: Result | undefined, fast: Result | undefined): string[] {
  if (!own || !fast) return [];
  const atWork = ({ byHour }: Result) => sum(byHour.slice(officeHours.from, officeHours.to));
  const compare = (a: number, b: number) =>
    `1/${(b / a).toFixed(1)} of the requests (${count(a)} of ${count(b)})`;
  return [
    `Against ${fast.policy} with three windows: ${compare(own.requests, fast.requests)}; ` +
      `from 9 to 18 h alone: ${compare(atWork(own), atWork(fast))}.`,
  ];
}

function naturalLateness(results: readonly Result[], ours: string): string {
  const late = (own: readonly Result[]) =>
    percentile(
      own.flatMap(({ natural }) => natural),
      0.95,
    );
  const own = results.filter(({ policy }) => policy === ours);
  const free = own.filter(({ trace }) => trace !== 'two-hour lock');
  const worst = free.toSorted((a, b) => late([b]) - late([a]))[0];
  const officeDays = own.filter(({ trace }) => trace === 'office day');
  return (
    `95th percentile of natural lateness: ${seconds(late(officeDays))} s on the office day, ` +
    `${seconds(late(free))} s over all traces without a lock` +
    (worst ? ` (worst: ${worst.trace}, ${seconds(late([worst]))} s).` : '.')
  );
}

function duringTheBlock(results: readonly Result[], ours: string): string {
  const sent = results
    .filter(({ trace }) => trace === 'two-hour lock')
    .toSorted((a, b) => Number(b.policy === ours) - Number(a.policy === ours))
    .map(({ policy, whileBlocked }) => `${policy} ${count(whileBlocked)}`);
  return `Requests during the lock, after the one that met it: ${sent.join(', ')}.`;
}
