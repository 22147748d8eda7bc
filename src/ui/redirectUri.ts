import * as vscode from 'vscode';
import { copyOrShow } from './clipboard';

const stateKey = 'earshot.knownRedirectUris';

/** The redirect URIs that have worked for a client ID, so that nobody is asked about them again. */
export class KnownRedirectUris {
  constructor(private readonly state: vscode.Memento) {}

  has(clientId: string, redirectUri: string): boolean {
    return this.#all.includes(entry(clientId, redirectUri));
  }

  /** What is only remembered decides nothing: nobody waits for it. */
  add(clientId: string, redirectUri: string): void {
    if (!this.has(clientId, redirectUri)) {
      const all = [...this.#all, entry(clientId, redirectUri)];
      Promise.resolve(this.state.update(stateKey, all)).catch(() => undefined);
    }
  }

  get #all(): readonly string[] {
    return this.state.get<string[]>(stateKey, []);
  }
}

function entry(clientId: string, redirectUri: string): string {
  return `${clientId} ${redirectUri}`;
}

/** Asks, before the browser opens, for what Spotify would only say there, and never to us. */
export async function confirmRedirectUri(redirectUri: string): Promise<'go on' | 'another way' | undefined> {
  const [goOn, copy, anotherWay] = ['Continue', 'Copy Redirect URI', 'Use Another Way'];
  const chosen = await vscode.window.showInformationMessage(
    `Is ${redirectUri} registered in your Spotify app?`,
    {
      modal: true,
      detail:
        'Spotify sends the browser back only to a redirect URI that stands, to the letter, in the settings of your app.',
    },
    ...[goOn, copy, anotherWay],
  );
  switch (chosen) {
    case goOn:
      return 'go on';
    case copy:
      await copyOrShow(redirectUri, 'Redirect URI');
      return confirmRedirectUri(redirectUri);
    default:
      return chosen === anotherWay ? 'another way' : undefined;
  }
}
