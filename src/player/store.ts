import { initialPlayback, type Playback, type PlaybackEvent } from '../model/playback/playback';
import { reduce } from '../model/playback/reduce';
import { Emitter, type Event } from '../platform/event';
import { DisposableStore } from '../platform/lifecycle';

/** The one place that holds what the user interface shows. */
export class Store extends DisposableStore {
  readonly #changed = this.add(new Emitter<void>());
  /** Tells what there is by now: a listener that was told before may have changed it again. */
  readonly onDidChange: Event<Playback> = (listener) => this.#changed.event(() => listener(this.#playback));
  #playback: Playback = initialPlayback;

  get playback(): Playback {
    return this.#playback;
  }

  dispatch(event: PlaybackEvent): void {
    const next = reduce(this.#playback, event);
    if (next !== this.#playback) {
      this.#playback = next;
      this.#changed.fire();
    }
  }
}
