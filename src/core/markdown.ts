/**
 * Data as plain characters in Markdown, in HTML within it, and among VS Code's `$(icons)`: every character that could
 * mean something to any of them is written as its number (CommonMark, "Entity and numeric character references").
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For Markdown that people will read as it is written, such as what they copy: only what steers gets a backslash. */
export function backslashMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#&$]/g, '\\$&');
}
