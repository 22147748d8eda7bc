import * as v from 'valibot';
import type { Memento } from 'vscode';
import { list, text } from '../model/fields';
import type { PlaylistTarget } from '../model/library/library';
import { parseLink } from '../model/link';

/** Where VS Code's global state keeps what belongs to an account: what somebody chose among their music, mostly. */
export const choiceKeys = {
  pinned: 'earshot.pinnedPlaylists',
  targets: 'earshot.recentPlaylists',
  searches: 'earshot.recentSearches',
  premiumRefusal: 'earshot.premiumRefusal',
} as const;

const ofPlaylist = v.pipe(
  v.string(),
  v.transform((value) => parseLink(value)),
  v.check((link) => link?.type === 'playlist'),
  v.transform((link) => link?.uri ?? ''),
);
const playlistSchema = v.object({ uri: ofPlaylist, title: text });

/** The playlists in what is kept there, each once, and at most so many; what is none is left out. */
export function playlistsIn(kept: unknown, most: number): readonly PlaylistTarget[] {
  const all = v.parse(list(playlistSchema, most), kept);
  return all.filter((one, index) => all.findIndex(({ uri }) => uri === one.uri) === index);
}

/** Forgets it all, with the account that was signed in. */
export async function forgetChoices(state: Pick<Memento, 'update'>): Promise<void> {
  for (const key of Object.values(choiceKeys)) await state.update(key, undefined);
}
