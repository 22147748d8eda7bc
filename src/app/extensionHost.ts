import type { SecretStorage, Uri } from 'vscode';
import type { AppTokens } from '../auth/appTokens';
import type { ClientSecrets } from '../auth/clientSecrets';
import type { Callbacks } from '../auth/oauth/callbacks';
import type { Entries } from '../model/credentialEntries';
import type { Link } from '../model/link';
import type { Clock } from '../platform/clock';
import type { Channel } from '../platform/connection';
import type { Http, Journal, Network, OpenLock, OpenPort, System } from '../platform/host';
import type { LocalMode } from '../player/sources/localReader';
import type { AccessTokens } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import type { CallbackRelay } from '../windows/callbackRelay';
import type { LocalPlayerOptions } from './localPlayer';
import type { CreateSource } from './polling';

/** What the extension is given by the extension host of VS Code that it runs in, Node's or the browser's. */
export interface ExtensionHost {
  readonly system: System;
  readonly http: Http;
  readonly network: Network;
  readonly openLock: OpenLock;
  readonly journalFile: (file: Uri) => Journal;
  /** Where windows meet whose messages are of the same version; `folder` is the extension's own, as a path. */
  readonly openChannel: (folder: string, version: number) => Channel;
  /** Whether a browser can come back to a port of this machine; without one, `openPort` rejects. */
  readonly opensPorts: boolean;
  readonly openPort: OpenPort;
  /** For windows that share SecretStorage. */
  readonly callbackRelay: (
    storage: SecretStorage,
    callbacks: Callbacks,
    clock: Clock,
  ) => CallbackRelay | undefined;
  /** `undefined` in a host that keeps no client secrets. */
  readonly clientSecrets: (storage: SecretStorage) => ClientSecrets | undefined;
  /** The format of `.env` files. */
  readonly parseDotenv: (text: string) => Entries;
  /** For what needs no user: the user's tokens, and, while nobody is signed in, perhaps those of the app. */
  readonly catalogueTokens: (
    user: AccessTokens,
    ...app: ConstructorParameters<typeof AppTokens>
  ) => AccessTokens;
  /** Where a short link leads; never rejects. */
  readonly followLink: (http: Http, endpoints: Endpoints, address: string) => Promise<Link | undefined>;
  /** Spotify's word on what plays, and perhaps that of the Spotify app on this machine. */
  readonly sourceWith: (
    parts: LocalPlayerOptions & { readonly openApp: () => Promise<boolean> },
    mode: LocalMode,
  ) => CreateSource;
}
