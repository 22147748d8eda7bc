/*
 * How names are found as people type them: by the beginnings of their words, in any order, without case and accents.
 */

/** What has no accent to take away, and is typed without it all the same. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' },
};

/** The words of a text, without case and accents. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłıþ]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** A name made ready to be compared with many queries. */
export interface Matchable {
  /** The words of the title, a blank between each two. */
  readonly title: string;
  /** Those, and the words of whoever made it. */
  readonly all: string;
}

export function matchable(title: string, credit: string): Matchable {
  const words = wordsOf(title);
  return { title: words.join(' '), all: [...words, ...wordsOf(credit)].join(' ') };
}

/** Stands somewhere in nearly every name; a character of Chinese does not. */
const oneLetter = /^[a-z\d]$/;

/** How well a name fits the words of a query, 0 the best; `undefined` where it does not. No words fit all alike. */
export function rankOf(query: readonly string[], { title, all }: Matchable): number | undefined {
  const typed = query.join(' ');
  if (title === typed) return 0;
  if (title.startsWith(typed)) return 1;
  const beginIn = (text: string) => query.every((word) => ` ${text}`.includes(` ${word}`));
  if (beginIn(title)) return 2;
  if (beginIn(all)) return 3;
  return query.every((word) => all.includes(word) && !oneLetter.test(word)) ? 4 : undefined;
}
