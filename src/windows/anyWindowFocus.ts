import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/event';
import type { Focus } from '../platform/focus';
import { DisposableStore } from '../platform/lifecycle';

/** Who goes from one window to another leaves the one before the other has the focus. */
const hopMs = 500;

/** Since when any window has the focus: this one, or one that follows it. */
export class AnyWindowFocus extends DisposableStore {
  readonly #changed = this.add(new Emitter<number | undefined>());
  readonly onDidChange = this.#changed.event;
  readonly #elsewhere = new Set<object>();
  /** By the monotonic clock. */
  #since: number | undefined;
  #last: { readonly since: number; readonly until: number } | undefined;

  constructor(
    private readonly thisWindow: Focus,
    private readonly clock: Clock,
  ) {
    super();
    this.add(thisWindow.onDidChange(() => this.#update()));
    this.#since = thisWindow.focused ? clock.monotonic() : undefined;
  }

  /** In milliseconds since 1970; `undefined` while no window has the focus. */
  get focusedSince(): number | undefined {
    return this.#since && this.#since - this.clock.monotonic() + this.clock.now();
  }

  /** What another window says of itself; `window` is whatever stands for it here. */
  note(window: object, focused: boolean): void {
    if (focused) this.#elsewhere.add(window);
    else this.#elsewhere.delete(window);
    this.#update();
  }

  #update(): void {
    const focused = this.thisWindow.focused || this.#elsewhere.size > 0;
    if (focused !== (this.#since !== undefined)) {
      const now = this.clock.monotonic();
      if (this.#since !== undefined) this.#last = { since: this.#since, until: now };
      this.#since = focused ? this.#sinceWhen(now) : undefined;
      this.#changed.fire(this.focusedSince);
    }
  }

  #sinceWhen(now: number): number {
    return this.#last && now - this.#last.until < hopMs ? this.#last.since : now;
  }
}
