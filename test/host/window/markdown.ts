/** Markdown of ours with its characters in the place of their numbers, so that a test can look for words in it. */
export function readable(markdown: string | undefined): string {
  return (markdown ?? '')
    .replace(/&#(\d+);/g, (_reference, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&nbsp;|\u00a0/g, ' ');
}
