import { isolated } from './errors';

export interface Disposable {
  dispose(): unknown;
}

/** Owns what must be ended together; things are ended in the reverse order of their coming, whatever others throw. */
export class Owner implements Disposable {
  #owned: Disposable[] = [];
  #disposed = false;

  /** Takes ownership on the line that creates: `const x = owner.own(new X())`. */
  own<T extends Disposable>(thing: T): T {
    if (this.#disposed) {
      thing.dispose();
    } else {
      this.#owned.push(thing);
    }
    return thing;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    this.#disposed = true;
    for (const thing of this.#owned.splice(0).reverse()) {
      isolated(() => void thing.dispose());
    }
  }
}
