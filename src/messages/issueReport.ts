/* The report of a problem, which people read and complete before they send it. */

/** What a report tells beside the log. */
export const environmentFacts = {
  version: 'Earshot',
  vscode: 'VS Code',
  host: 'Extension host',
  flow: 'Signed in',
  source: 'Source',
  state: 'Shows',
  role: 'This window',
};
export type EnvironmentFact = keyof typeof environmentFacts;

export const whatHappened = '<!-- What did you do, what happened, and what did you expect? -->';
export const logHeading = 'Last lines of the log, without secrets, names, and addresses:';

export const notSignedIn = 'no';
export const asksSpotify = 'sends requests for all windows';
export const followsAnother = 'follows another window';
export const webApi = 'Spotify Web API';
export const standIn = 'a stand-in for Spotify';

/** In an editor that has no issue reporter, above the body; `address` of the page where issues are filed. */
export function fileItAt(address: string): string {
  return `<!-- File this at ${address} -->`;
}
