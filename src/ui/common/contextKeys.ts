import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import { DisposableStore } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { contextKeys } from '../../render/contextKeys';

/** `earshot.*` keys for menus, walkthrough and the user's own key bindings. */
export class ContextKeys extends DisposableStore {
  readonly #set = new Map<string, boolean>();

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    /** What this host can do and others cannot. */
    capabilities: readonly string[],
  ) {
    super();
    for (const key of capabilities) this.#write(key, true);
    this.add(store.onDidChange(() => this.#update()));
    this.add(settings.clientId.onDidChange(() => this.#update()));
    this.#update();
  }

  #update(): void {
    this.#write('earshot.hasClientId', clientIdFault(this.settings.clientId.value) === undefined);
    for (const [key, value] of Object.entries(contextKeys(this.store.playback))) this.#write(key, value);
  }

  #write(key: string, value: boolean): void {
    if (this.#set.get(key) !== value) {
      this.#set.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
