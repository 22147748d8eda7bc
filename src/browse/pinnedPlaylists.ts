import type { Memento } from 'vscode';
import type { Playlist } from '../model/library/library';
import { cleanAndCut, longestTitle } from '../model/text';
import { Emitter } from '../platform/event';
import { DisposableStore } from '../platform/lifecycle';
import { choiceKeys, playlistsIn } from './choices';

const key = choiceKeys.pinned;
/** The pin that is oldest goes first. */
const mostPinned = 50;

/** A playlist that stands before all others. Its name shows until Spotify has told more of it. */
export type PinnedPlaylist = Pick<Playlist, 'uri' | 'title'>;

/** The playlists that the user pinned on this machine, in that order. */
export class PinnedPlaylists extends DisposableStore {
  readonly #changed = this.add(new Emitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(private readonly state: Pick<Memento, 'get' | 'update'>) {
    super();
  }

  get all(): readonly PinnedPlaylist[] {
    return playlistsIn(this.state.get(key), mostPinned);
  }

  /** Adds it as the last one. */
  async pin({ uri, title }: PinnedPlaylist): Promise<void> {
    const pin = { uri, title: cleanAndCut(title, longestTitle) };
    await this.#keep([...this.#others(uri), pin].slice(-mostPinned));
  }

  async unpin(uri: string): Promise<void> {
    await this.#keep(this.#others(uri));
  }

  #others(uri: string): readonly PinnedPlaylist[] {
    return this.all.filter((pin) => pin.uri !== uri);
  }

  async #keep(pins: readonly PinnedPlaylist[]): Promise<void> {
    await this.state.update(key, pins.length > 0 ? pins : undefined);
    this.#changed.fire();
  }
}
