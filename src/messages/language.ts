/* What changes with the language beside the words: plurals, lists, numbers, and how sentences follow each other. */
import * as l10n from '@vscode/l10n';

/**
 * The language of the texts, which is English where VS Code's display language has none here: its rules have to fit the
 * words. Clock and dates are those of the system instead (`model/text.ts`).
 */
export const language = l10n.t({
  message: 'en',
  comment: ['The BCP 47 tag of this language: de, fr, pt-BR, zh-CN …'],
});

const rules = new Intl.PluralRules(language);
const list = new Intl.ListFormat(language, { type: 'conjunction' });
const relative = new Intl.RelativeTimeFormat(language);

/** Chinese and Japanese put no space between sentences. */
export const gap = /^(ja|zh)/.test(language) ? '' : ' ';

/** The text for one thing, or for any other number of them; both texts have the number in them where they want it. */
export function plural(count: number, one: string, other: string): string {
  return rules.select(count) === 'one' ? one : other;
}

/** "a, b, and c". */
export function listOf(texts: readonly string[]): string {
  return list.format(texts);
}

/** With the marks between thousands. */
export function numberText(value: number): string {
  return value.toLocaleString(language);
}

/** "in 5 hours". */
export function inTime(value: number, unit: 'second' | 'minute' | 'hour' | 'day'): string {
  return relative.format(value, unit);
}
