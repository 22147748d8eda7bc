import { ClientSecretBasic } from 'oauth4webapi';
import * as v from 'valibot';
import type { SecretStorage } from 'vscode';
import { list } from '../model/fields';
import { parseJson } from '../platform/json';
import type { SecretSource } from './oauth/tokenEndpoint';

const key = 'earshot.clientSecrets';

const secretSchema = v.object({ issuer: v.string(), clientId: v.string(), secret: v.string() });
/** Another version may have put something else there: that takes no others with it. */
const secretsSchema = list(secretSchema, Infinity);
type StoredSecret = v.InferOutput<typeof secretSchema>;

/** The client secrets of the user's apps, in SecretStorage; each is for one client ID at one Accounts service. */
export class ClientSecrets implements SecretSource {
  /**
   * HTTP Basic, as Spotify wants it. The library encodes both parts as RFC 6749, section 2.3.1 says, and Spotify's
   * documentation does not; of Spotify's IDs and secrets, which are hexadecimal, both make the same.
   */
  readonly authentication = ClientSecretBasic;

  constructor(private readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>) {}

  async find(issuer: string, clientId: string): Promise<string | undefined> {
    return (await this.#read()).find(isFor(issuer, clientId))?.secret;
  }

  /** Replaces the one that is kept for the same client ID. */
  async keep(issuer: string, clientId: string, secret: string): Promise<void> {
    const matches = isFor(issuer, clientId);
    const others = (await this.#read()).filter((entry) => !matches(entry));
    await this.secrets.store(key, JSON.stringify([...others, { issuer, clientId, secret }]));
  }

  /** Whether any is kept, for whatever app. */
  async any(): Promise<boolean> {
    return (await this.#read()).length > 0;
  }

  /** Deletes them all. */
  async clear(): Promise<void> {
    await this.secrets.delete(key);
  }

  async #read(): Promise<StoredSecret[]> {
    const text = await Promise.resolve(this.secrets.get(key)).catch(() => undefined);
    return v.parse(secretsSchema, parseJson(text ?? ''));
  }
}

function isFor(issuer: string, clientId: string): (entry: StoredSecret) => boolean {
  const wanted = clientId.toLowerCase();
  return (entry) => entry.issuer === issuer && entry.clientId.toLowerCase() === wanted;
}
