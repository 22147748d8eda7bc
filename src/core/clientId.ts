/** What is wrong with a client ID, in a sentence; `undefined` when nothing is. Spotify's are 32 hexadecimal digits. */
export function clientIdFault(text: string): string | undefined {
  const value = text.trim();
  if (/^[0-9a-f]{32}$/i.test(value)) {
    return undefined;
  }
  if (value === '') {
    return 'Paste the client ID of your Spotify app: 32 digits and letters from a to f.';
  }
  return /^[0-9a-f]*$/i.test(value)
    ? `A Spotify client ID has 32 digits; this one has ${value.length}.`
    : 'A Spotify client ID has only digits and letters from a to f.';
}
