import type { Player } from '../../spotify';
import { endOf } from '../../spotify/playback';
import type { DayClock } from './clock';
import { type Cause, Truth } from './record';
import { type Act, nothing, playingOrPaused } from './trace';

/** The person who listens: does what the trace says, and notes what was true when, to the millisecond. */
export class Listener {
  readonly truth = new Truth();
  /** Tells that something has changed, in whatever way. */
  readonly changed = new Set<() => void>();
  #end: { dispose(): void } | undefined;

  constructor(
    acts: readonly Act[],
    private readonly player: Player,
    private readonly clock: DayClock,
  ) {
    this.#note('external');
    for (const act of acts) {
      clock.after(act.at, () => {
        this.#perform(act);
        this.#note('external');
      });
    }
  }

  #perform(act: Act): void {
    const { player } = this;
    switch (act.do) {
      case 'play':
        player.wraps = act.once !== true;
        player.play(act.items);
        break;
      case 'seek':
        player.seek(player.positionMs + act.byMs);
        break;
      case 'move':
        player.change({ deviceIndex: act.to === 'desktop' ? 0 : 1 });
        break;
      default:
        player[act.do]();
    }
  }

  /** Notes what is true now, and comes back at the item's end. */
  #note(cause: Cause): void {
    const { state } = this.player;
    const at = this.clock.now();
    const shown = state.isActive ? playingOrPaused(state.isPlaying, state.item.title) : nothing;
    this.truth.note({ at, shown, cause });
    this.#end?.dispose();
    const end = endOf(state);
    this.#end = end === undefined ? undefined : this.clock.after(end - at, () => this.#note('natural'));
    for (const listener of this.changed) listener();
  }
}
