import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import { can, type Ability } from '../../model/playback/abilities';
import { lastNowPlaying, lastObservation } from '../../model/playback/playback';
import { DisposableStore } from '../../platform/lifecycle';
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
    const { playback } = this.store;
    this.#write('earshot.hasClientId', clientIdFault(this.settings.clientId.value) === undefined);
    this.#write('earshot.signedIn', lastObservation(playback) !== undefined);
    this.#write('earshot.signingIn', playback.kind === 'signingIn');
    const nowPlaying = lastNowPlaying(playback);
    this.#write('earshot.playing', nowPlaying?.kind === 'playing');
    this.#write('earshot.hasSong', nowPlaying !== undefined);
    this.#write('earshot.liked', nowPlaying?.liked === true);
    for (const [key, ability] of abilities) {
      this.#write(key, can(nowPlaying, ability));
    }
  }

  #write(key: string, value: boolean): void {
    if (this.#set.get(key) !== value) {
      this.#set.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
