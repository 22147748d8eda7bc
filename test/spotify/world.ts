import type { Apps } from './apps';
import type { Catalogue } from './catalogue';
import type { RequestRecord } from './exchange';
import type { Faults } from './faults';
import type { Collection } from './music/collection';
import type { Player } from './player';
import type { Secrets } from './secrets';
import type { Tokens } from './tokens';
import type { User, Users } from './user';

/** All parts of the stand-in, as its endpoints see them. */
export interface World {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string;
  /** The relay that stands for https://vscode.dev/redirect. */
  readonly relayUrl: string;
  /** The time in ms since 1970; nothing here looks at any other clock. */
  readonly now: () => number;
  readonly apps: Apps;
  readonly users: Users;
  readonly user: User;
  readonly tokens: Tokens;
  readonly catalogue: Catalogue;
  readonly player: Player;
  /** The URIs that the user has saved or follows. */
  readonly library: Set<string>;
  /** The music that there is besides, by the thousand, and what of it is the user's. */
  readonly collection: Collection;
  /** The addresses that short links redirect to, by host and path: `spotify.link/AbC`. */
  readonly shortLinks: Map<string, string>;
  readonly faults: Faults;
  readonly requests: RequestRecord[];
  readonly secrets: Secrets;
}
