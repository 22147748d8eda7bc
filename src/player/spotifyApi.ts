import type { Profile } from '../model/account';
import type { Command } from '../model/commands/intent';
import type { CatalogItem, Link } from '../model/link';
import type { Device, Item } from '../model/playback/item';
import type { PlaybackSource } from './playbackSource';

/** What Spotify is asked and told, as `SpotifyClient` does it. */
export interface SpotifyApi extends PlaybackSource {
  devices(): Promise<readonly Device[]>;
  queue(): Promise<readonly Item[]>;
  likes(uris: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  profile(): Promise<Profile>;
  /** `null` for what Spotify does not know. */
  catalogItem(link: Link): Promise<CatalogItem | null>;
  command(command: Command): Promise<void>;
}

/** The same behind a gate, which lets requests through or throws. */
export function guarded(gate: <T>(work: () => Promise<T>) => Promise<T>, api: SpotifyApi): SpotifyApi {
  return {
    player: () => gate(() => api.player()),
    devices: () => gate(() => api.devices()),
    queue: () => gate(() => api.queue()),
    likes: (uris) => gate(() => api.likes(uris)),
    profile: () => gate(() => api.profile()),
    catalogItem: (link) => gate(() => api.catalogItem(link)),
    command: (command) => gate(() => api.command(command)),
  };
}
