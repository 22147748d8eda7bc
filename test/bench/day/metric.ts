import type { Cause, TrueChange, Moment } from './record';
import { type Shown, type Span, unknown } from './trace';

/** The stretches of time in which a display was right, in order; none is empty and no two touch. */
export function rightSpans(truth: readonly Moment[], display: readonly Moment[], { from, to }: Span): Span[] {
  const edges = [...new Set([from, ...truth.map(({ at }) => at), ...display.map(({ at }) => at)])]
    .filter((at) => at >= from && at < to)
    .sort((a, b) => a - b);
  const is = shownAt(truth);
  const shows = shownAt(display);
  const spans: { from: number; to: number }[] = [];
  for (const [index, edge] of edges.entries()) {
    const next = edges[index + 1] ?? to;
    if (is(edge) !== shows(edge)) continue;
    const last = spans.at(-1);
    if (last?.to === edge) last.to = next;
    else spans.push({ from: edge, to: next });
  }
  return spans;
}

/** What holds at ever later moments; of several changes in one moment the last one counts. */
function shownAt(moments: readonly Moment[]): (at: number) => string {
  let index = -1;
  return (at) => {
    while ((moments[index + 1]?.at ?? Infinity) <= at) index += 1;
    return moments[index]?.shown ?? unknown;
  };
}

/** How often a display came to show something while it was not so. */
export function falselyShown(shown: Shown, truth: readonly Moment[], display: readonly Moment[]): number {
  const is = shownAt(truth);
  return display.filter((moment) => moment.shown === shown && is(moment.at) !== shown).length;
}

/** How long the display was wrong, in ms. */
export function wrongMs(right: readonly Span[], { from, to }: Span): number {
  return to - from - right.reduce((sum, span) => sum + span.to - span.from, 0);
}

/**
 * For each change of a cause, how long it took until the display was right again, in ms. A change that was
 * overtaken by the next before anyone saw it ends with that one; one that was never caught up with, at the end.
 */
export function lateness(
  changes: readonly TrueChange[],
  cause: Cause,
  right: readonly Span[],
  end: number,
): number[] {
  let next = 0;
  return changes
    .filter((change) => change.cause === cause)
    .map(({ at }) => {
      while ((right[next]?.to ?? Infinity) <= at) next += 1;
      return Math.max(0, (right[next]?.from ?? end) - at);
    });
}

/** The value below or at which that share of all values lies (nearest rank); NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
