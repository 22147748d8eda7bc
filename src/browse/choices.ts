import type { Memento } from 'vscode';

/** Where VS Code's global state keeps what belongs to an account: what somebody chose among their music, mostly. */
export const choiceKeys = {
  pinned: 'earshot.pinnedPlaylists',
  targets: 'earshot.recentPlaylists',
  searches: 'earshot.recentSearches',
  premiumRefusal: 'earshot.premiumRefusal',
} as const;

/** Forgets it all, with the account that was signed in. */
export async function forgetChoices(state: Pick<Memento, 'update'>): Promise<void> {
  for (const key of Object.values(choiceKeys)) await state.update(key, undefined);
}
