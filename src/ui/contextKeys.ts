import * as vscode from 'vscode';
import { clientIdFault } from '../core/clientId';
import { lastHeard, lastSeen } from '../core/playback';
import { Owner } from '../platform/disposable';
import type { Settings } from '../platform/settings';
import type { Store } from '../player/store';

/** `earshot.*` keys for menus, walkthrough and the user's own key bindings. */
export class ContextKeys extends Owner {
  readonly #set = new Map<string, boolean>();

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    /** What this host can do and others cannot. */
    capabilities: readonly string[] = [],
  ) {
    super();
    for (const key of capabilities) this.#write(key, true);
    this.own(store.onDidChange(() => this.#update()));
    this.own(settings.clientId.onDidChange(() => this.#update()));
    this.#update();
  }

  #update(): void {
    const { playback } = this.store;
    this.#write('earshot.hasClientId', clientIdFault(this.settings.clientId.value) === undefined);
    this.#write('earshot.signedIn', lastSeen(playback) !== undefined);
    this.#write('earshot.signingIn', playback.kind === 'signingIn');
    this.#write('earshot.playing', playback.kind === 'playing');
    this.#write('earshot.hasSong', lastHeard(playback) !== undefined);
  }

  #write(key: string, value: boolean): void {
    if (this.#set.get(key) !== value) {
      this.#set.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
