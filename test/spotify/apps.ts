import { randomBytes } from 'node:crypto';
import { dashboardRefusal } from './redirectUri';
import type { Secrets } from './secrets';

/** An app as registered in Spotify's developer dashboard. All but the IDs may be changed at any time. */
export interface App {
  readonly clientId: string;
  readonly clientSecret: string;
  name: string;
  redirectUris: string[];
  /** The `id`s of the users on the app's allow-list (Spotify's documentation: at most five in development mode). */
  users: string[];
  ownerHasPremium: boolean;
  /** True: who has agreed before is sent straight back, unless `show_dialog=true`. False: the page always shows. */
  remembersConsent: boolean;
}

export interface AppOptions {
  clientId?: string;
  clientSecret?: string;
  name?: string;
  redirectUris: readonly string[];
  users?: readonly string[];
  ownerHasPremium?: boolean;
}

/** The client ID of the app that is there from the start. */
export const defaultClientId = '5ca1ab1e0ddba11c0ffee0decade0042';

/** The developer's dashboard. */
export class Apps {
  /** The app that is there from the start. */
  readonly default: App;
  readonly #apps = new Map<string, App>();
  readonly #relay: string;
  readonly #users: readonly string[];
  readonly #secrets: Secrets;

  /** `relay` is the address of the stand-in's relay; `users` is the allow-list of apps that bring none. */
  constructor(relay: string, users: readonly string[], secrets: Secrets) {
    this.#relay = relay;
    this.#users = users;
    this.#secrets = secrets;
    this.default = this.add({
      clientId: defaultClientId,
      name: 'Earshot at my desk',
      redirectUris: [
        relay,
        'http://127.0.0.1/callback',
        'vscode://earshot.earshot-for-spotify/callback',
        'code-oss://earshot.earshot-for-spotify/callback',
      ],
    });
  }

  /** Registers an app. Throws what the dashboard would refuse: an insecure redirect URI, a sixth user. */
  add(options: AppOptions): App {
    for (const uri of options.redirectUris) {
      const fault = dashboardRefusal(uri, this.#relay);
      if (fault !== undefined) {
        throw new RangeError(`The dashboard refuses ${uri}: ${fault}`);
      }
    }
    const users = [...(options.users ?? this.#users)];
    if (users.length > 5) {
      throw new RangeError('An app in development mode has at most five users');
    }
    const app: App = {
      clientId: options.clientId ?? randomBytes(16).toString('hex'),
      clientSecret: options.clientSecret ?? randomBytes(16).toString('hex'),
      name: options.name ?? 'Another app',
      redirectUris: [...options.redirectUris],
      users,
      ownerHasPremium: options.ownerHasPremium ?? true,
      remembersConsent: false,
    };
    this.#secrets.note(app.clientSecret);
    this.#secrets.note(Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64'));
    this.#apps.set(app.clientId, app);
    return app;
  }

  /** The app with that client ID. */
  find(clientId: string | null): App | undefined {
    return clientId === null ? undefined : this.#apps.get(clientId);
  }
}
