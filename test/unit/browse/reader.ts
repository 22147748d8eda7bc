import type { AskLibrary } from '../../../src/browse/askLibrary';
import type { Album, LibraryItem, Page, PlacedItem, Playlist } from '../../../src/model/library/library';
import type { LibraryRead } from '../../../src/model/library/libraryRead';
import type { Item } from '../../../src/model/playback/item';
import { song, turns } from '../support';

export const songNamed = (title: string): Item => ({ ...song, title, uri: `spotify:track:${title}` });
export const placed = (title: string, position = 0): PlacedItem => ({ item: songNamed(title), position });
export const playlistNamed = (title: string, snapshotId = '1'): Playlist => ({
  ...{ kind: 'playlist', title, uri: `spotify:playlist:${title}`, image: undefined },
  ...{ owner: 'Wren', ownerId: 'wren', collaborative: false, total: 7, snapshotId },
});
export const albumNamed = (title: string): Album => ({
  ...{ kind: 'album', title, uri: `spotify:album:${title}`, image: undefined },
  ...{ artists: song.artists, released: '2024', total: 11 },
});
export const pageOf = <T>(items: readonly T[], next?: number): Page<T> => ({ items, next, total: 100 });
export const titles = (items: readonly LibraryItem[]): string[] => items.map(({ title }) => title);

/** Who asks for pages, and is answered when and as a test says. */
export class ToldLibrary {
  readonly asked: LibraryRead[] = [];
  readonly #waiting: {
    readonly resolve: (page: unknown) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  /** What is answered at once, by list; a list that is not here waits for `answer`. */
  readonly pages: Partial<Record<LibraryRead['list'], (asked: LibraryRead) => unknown>> = {};

  readonly ask: AskLibrary = (asked) => {
    this.asked.push(asked);
    const page = this.pages[asked.list];
    return new Promise<never>((resolve, reject) => {
      if (page) resolve(page(asked) as never);
      else this.#waiting.push({ resolve: resolve as (page: unknown) => void, reject });
    });
  };

  /** Of the questions that wait: the one that was asked first, or, with 1, the one after it … */
  async answer(page: unknown, which = 0): Promise<void> {
    this.#waiting.splice(which, 1)[0]?.resolve(page);
    await turns();
  }

  async fail(error: unknown): Promise<void> {
    this.#waiting.shift()?.reject(error);
    await turns();
  }
}
