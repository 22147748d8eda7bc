import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import { can, type Ability } from '../../model/playback/abilities';
import { lastHeard, lastSeen } from '../../model/playback/playback';
import { Owner } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';

const abilities: readonly (readonly [string, Ability])[] = [
  ['earshot.canSkipNext', 'skipNext'],
  ['earshot.canSkipPrevious', 'skipPrevious'],
  ['earshot.canSeek', 'seek'],
  ['earshot.canChangeVolume', 'changeVolume'],
  ['earshot.canShuffle', 'shuffle'],
  ['earshot.canRepeat', 'repeat'],
  ['earshot.canRepeatTrack', 'repeatTrack'],
  ['earshot.canLike', 'like'],
  ['earshot.canLink', 'link'],
];

/** `earshot.*` keys for menus, walkthrough and the user's own key bindings. */
export class ContextKeys extends Owner {
  readonly #set = new Map<string, boolean>();

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    /** What this host can do and others cannot. */
    capabilities: readonly string[],
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
    const heard = lastHeard(playback);
    this.#write('earshot.playing', heard?.kind === 'playing');
    this.#write('earshot.hasSong', heard !== undefined);
    this.#write('earshot.liked', heard?.liked === true);
    for (const [key, ability] of abilities) {
      this.#write(key, can(heard, ability));
    }
  }

  #write(key: string, value: boolean): void {
    if (this.#set.get(key) !== value) {
      this.#set.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
