import type { Profile } from '../model/account';
import type { Command } from '../model/commands/intent';
import type { Entry, Link } from '../model/link';
import type { Device, Item } from '../model/playback/item';
import type { Heard, Nothing } from '../model/playback/nowPlaying';

/** What Spotify is asked and told, as `SpotifyClient` does it. */
export interface Remote {
  player(): Promise<Heard | Nothing>;
  devices(): Promise<readonly Device[]>;
  queue(): Promise<readonly Item[]>;
  likes(uris: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  profile(): Promise<Profile>;
  /** `null` for what Spotify does not know. */
  entry(link: Link): Promise<Entry | null>;
  command(command: Command): Promise<void>;
}

/** The same behind a gate, which lets requests through or throws. */
export function behind(gate: <T>(work: () => Promise<T>) => Promise<T>, remote: Remote): Remote {
  return {
    player: () => gate(() => remote.player()),
    devices: () => gate(() => remote.devices()),
    queue: () => gate(() => remote.queue()),
    likes: (uris) => gate(() => remote.likes(uris)),
    profile: () => gate(() => remote.profile()),
    entry: (link) => gate(() => remote.entry(link)),
    command: (command) => gate(() => remote.command(command)),
  };
}
