import type { Library } from '../../browse/library';
import type { Row } from '../../model/library/row';
import type { BudgetFacts } from '../../render/budgetPage';
import { ListLevel, SearchLevel } from './levels';
import { MusicPicker } from './musicPicker';

/** What the search acts upon. What is done with what it finds are commands. */
export interface SearchParts {
  readonly library: Library;
  readonly budget: () => Promise<BudgetFacts>;
}

/**
 * Searches the user's library and Spotify in a list that stays open until something is to play; resolves when it is
 * closed.
 */
export async function showSearch({ library, budget }: SearchParts): Promise<void> {
  const isUsedUp = budget().then(
    ({ budget: { used, limit } }) => used >= limit,
    () => false,
  );
  await new MusicPicker(new SearchLevel(library, isUsedUp), (row) => listOf(library, row)).show();
}

/** What is in it. An artist's are albums, and each of them is played as a whole. */
function listOf({ lists }: Library, { item }: Row): ListLevel | undefined {
  switch (item.kind) {
    case 'album':
      return new ListLevel(item.title, lists.get('albumTracks', item.uri), item);
    case 'playlist':
      return new ListLevel(item.title, lists.itemsOf(item), item);
    case 'artist':
      return new ListLevel(item.title, lists.get('artistAlbums', item.uri));
    default:
      return undefined;
  }
}
