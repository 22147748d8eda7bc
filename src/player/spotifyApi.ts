import type { Profile } from '../model/account';
import type { Command } from '../model/commands/intent';
import { SignedOutError } from '../model/errors/apiProblem';
import { rejectionOf } from '../model/errors/rejection';
import type { LibraryRead, PlaylistEdit } from '../model/library/libraryRead';
import type { CatalogItem, Link } from '../model/link';
import type { Device, Item } from '../model/playback/item';
import { lastObservation } from '../model/playback/playback';
import type { PlaybackSource, Source } from './sources/playbackSource';
import type { Store } from './store';

/** What Spotify is asked and told, as `SpotifyClient` does it. */
export interface SpotifyApi extends PlaybackSource {
  devices(): Promise<readonly Device[]>;
  queue(): Promise<readonly Item[]>;
  recentlyPlayed(): Promise<readonly Item[]>;
  likes(uris: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  profile(): Promise<Profile>;
  /** `null` for what Spotify does not know. */
  catalogItem(link: Link): Promise<CatalogItem | null>;
  /** As it came, for whoever shows it to read. */
  library(asked: LibraryRead): Promise<unknown>;
  /** The playlist's new snapshot ID, or an empty text. */
  editPlaylist(edit: PlaylistEdit): Promise<string>;
  command(command: Command): Promise<void>;
}

/** What is asked where there is no other source. */
export interface SourceParts {
  readonly store: Store;
  readonly api: Pick<SpotifyApi, 'player' | 'command'>;
  /** An item that Spotify has described, by what it looks like. */
  readonly find: (matches: (item: Item) => boolean) => Item | undefined;
}

/** Spotify alone: no app on this machine is read. */
export function spotifyAlone({ store, api }: SourceParts): Source {
  return {
    app: { kind: 'off' },
    dispose: () => undefined,
    player: () => api.player(),
    command: (command) => api.command(command),
    assertReachable() {
      if (!lastObservation(store.playback)) throw new SignedOutError();
    },
  };
}

/** The same behind a gate, which lets requests through or throws. */
export function guarded(gate: <T>(work: () => Promise<T>) => Promise<T>, api: SpotifyApi): SpotifyApi {
  return {
    player: () => gate(() => api.player()),
    devices: () => gate(() => api.devices()),
    queue: () => gate(() => api.queue()),
    recentlyPlayed: () => gate(() => api.recentlyPlayed()),
    likes: (uris) => gate(() => api.likes(uris)),
    profile: () => gate(() => api.profile()),
    catalogItem: (link) => gate(() => api.catalogItem(link)),
    library: (asked) => gate(() => api.library(asked)),
    editPlaylist: (edit) => gate(() => api.editPlaylist(edit)),
    command: (command) => gate(() => api.command(command)),
  };
}

/**
 * Sends commands, and tells the store whether Spotify took one or refused it for want of Premium: then nothing is offered
 * that would be refused, too. Likes need none. Throws as `api`.
 */
export function notingPremium(
  api: Pick<SpotifyApi, 'command'>,
  store: Store,
): (command: Command) => Promise<void> {
  return async (command) => {
    try {
      await api.command(command);
      if (command.kind !== 'like') store.dispatch({ type: 'premium', required: false });
    } catch (error) {
      if (rejectionOf(error).kind === 'premiumRequired') store.dispatch({ type: 'premium', required: true });
      throw error;
    }
  };
}
