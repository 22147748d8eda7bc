import type { Gap } from './listening';
import type { Chance } from './random';
import type { Span } from './trace';

/** Stretches of looking at VS Code within `during`, with something else in between. */
export function stretches(chance: Chance, during: readonly Span[], on: Gap, off: Gap): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of during) {
    for (let at = from; at < to; at += chance.between(off.least, off.most)) {
      const end = Math.min(to, at + chance.between(on.least, on.most));
      spans.push({ from: at, to: end });
      at = end;
    }
  }
  return spans;
}

/** The same stretches, hopping between windows. */
export function hopping(chance: Chance, spans: readonly Span[], windows: number, stay: Gap): Span[][] {
  const each = Array.from({ length: windows }, (): Span[] => []);
  let window = 0;
  for (const span of spans) {
    for (let at = span.from; at < span.to;) {
      const to = Math.min(span.to, at + chance.between(stay.least, stay.most));
      each[window]?.push({ from: at, to });
      at = to;
      // Another one than before, unless there is no other.
      window = windows > 1 ? (window + chance.between(1, windows)) % windows : 0;
    }
  }
  return each;
}

/** When any of the windows has the focus: going from one to the next is no break. */
export function anyOf(windows: readonly (readonly Span[])[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of windows.flat().sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
