import * as v from 'valibot';
import type { Memento } from 'vscode';
import { list } from '../../model/fields';

const stateKey = 'earshot.knownRedirectUris';
const schema = list(v.string(), Infinity);

/** The redirect URIs that somebody was told of, each for a client ID, so that nobody is asked about them again. */
export class KnownRedirectUris {
  constructor(private readonly state: Memento) {}

  /** One that was copied before there was a client ID counts for any. */
  has(clientId: string, redirectUri: string): boolean {
    const all = this.#all;
    return [clientId, ''].some((id) => all.includes(knownUri(id, redirectUri)));
  }

  /** What is only remembered decides nothing: nobody waits for it. */
  add(clientId: string, redirectUri: string): void {
    if (!this.has(clientId, redirectUri)) {
      const all = [...this.#all, knownUri(clientId, redirectUri)];
      Promise.resolve(this.state.update(stateKey, all)).catch(() => undefined);
    }
  }

  get #all(): readonly string[] {
    return v.parse(schema, this.state.get(stateKey));
  }
}

function knownUri(clientId: string, redirectUri: string): string {
  return `${clientId} ${redirectUri}`;
}
