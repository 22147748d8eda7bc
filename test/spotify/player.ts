import type { Catalogue } from './catalogue';
import type { Item, Track } from './items';
import { initial } from './initial';
import {
  type Action,
  type Context,
  type Device,
  type Playback,
  type Repeat,
  changed,
  disallowed,
  endOf,
  following,
  positionAt,
  preceding,
  without,
} from './playback';

/** One change of the item. `uri` and `title` are empty when the player stopped. */
export interface Change {
  /** The exact time on the stand-in's clock in ms; for an item that ended by itself, its exact end. */
  readonly at: number;
  readonly uri: string;
  readonly title: string;
}

/** A track that was played. */
interface Played {
  /** When it ended, in ms on the stand-in's clock. */
  readonly at: number;
  readonly item: Track;
  readonly context: Context | null;
}

/** What stands where a number belongs. */
export type NumberReplies = 'exact' | 'null' | 'zero';

/** The listener's player. It runs on the stand-in's clock: no timer, all it does follows from the time. */
export class Player {
  /** How long the Web API goes on showing what was before a change, in ms. */
  staleMs = 0;
  /** Whether the device is in a private session. */
  privateSession = false;
  /** Whether a private session is hidden (204) or only marked. Both have been seen. */
  hidesPrivateSession = true;
  /** What a command answers: 200 with a random text (seen live since August 2024), 202 or 204 (Spotify's documentation). */
  commandReplies: 'text' | '202' | '204' = 'text';
  /** How replies say where in an item it is: some devices, such as Amazon's Echo, say null or 0 whatever plays. */
  progressReplies: NumberReplies = 'exact';
  /** How replies say how long an item is: for local files and some shows, null and 0 have been seen. */
  durationReplies: NumberReplies = 'exact';
  /** What the player refuses on top of what its state forbids. */
  readonly disallows = new Set<Action>();
  readonly #now: () => number;
  readonly #catalogue: Catalogue;
  readonly #changes: Change[] = [];
  readonly #played: Played[] = [];
  /** The states that replies may still show, oldest first; never empty. */
  readonly #history: Playback[];
  #latest: Playback;

  constructor(now: () => number, catalogue: Catalogue) {
    this.#now = now;
    this.#catalogue = catalogue;
    this.#latest = initial(now());
    this.#history = [this.#latest];
  }

  /** Plays these items from the first on; without items, goes on with what there is. */
  play(
    items?: Item | readonly Item[],
    options: { positionMs?: number; context?: Context | null } = {},
  ): void {
    const list = items === undefined ? [] : 'kind' in items ? [items] : [...items];
    const [item] = list;
    this.#catalogue.add(list);
    this.change({
      isActive: true,
      isPlaying: true,
      ...(item === undefined ? {} : { list, index: 0, item, startMs: 0 }),
      ...(options.positionMs === undefined ? {} : { startMs: options.positionMs }),
      ...(options.context === undefined ? {} : { context: options.context }),
    });
  }

  pause(): void {
    this.change({ isPlaying: false });
  }

  resume(): void {
    this.change({ isActive: true, isPlaying: true });
  }

  next(): void {
    this.#enter(following(this.state, this.#now(), false));
  }

  previous(): void {
    this.#enter(preceding(this.state, this.#now()));
  }

  /** Goes to a position in ms; past the end means the next item (Spotify's documentation). */
  seek(positionMs: number): void {
    if (positionMs >= this.state.item.durationMs) {
      this.next();
    } else {
      this.change({ startMs: Math.max(0, positionMs) });
    }
  }

  /** Nothing plays any more, anywhere. */
  stop(): void {
    this.change({ isActive: false, isPlaying: false });
  }

  /** Queues an item behind what is queued already. */
  enqueue(item: Item): void {
    this.#catalogue.add([item]);
    this.change({ queue: [...this.state.queue, item] });
  }

  /** Enters a state that differs from the present one in `patch`; the position is carried over. */
  change(patch: Partial<Playback>): void {
    this.#enter(changed(this.state, this.#now(), patch));
  }

  /** The true state now. */
  get state(): Playback {
    return this.#catchUp();
  }

  /** The state that replies show now: the true one, or what it was `staleMs` ago. */
  get shown(): Playback {
    const latest = this.state;
    const horizon = this.#now() - this.staleMs;
    return this.#history.findLast(({ since }) => since <= horizon) ?? this.#history[0] ?? latest;
  }

  /** Every change of the item since the start, in order. An item that repeats is no change. */
  get changes(): readonly Change[] {
    this.#catchUp();
    return this.#changes;
  }

  /** The tracks that were played, the newest first: no episodes, and nothing of private sessions (Spotify's documentation). */
  get played(): readonly Played[] {
    this.#catchUp();
    return this.#played.toReversed();
  }

  /** What plays or is paused; null after `stop()` and at the start. */
  get item(): Item | null {
    return this.state.isActive ? this.state.item : null;
  }

  get positionMs(): number {
    return positionAt(this.state, this.#now());
  }

  get isPlaying(): boolean {
    return this.state.isPlaying;
  }

  /** The first one is active at the start. */
  get devices(): readonly Device[] {
    return this.state.devices;
  }
  set devices(devices: readonly Device[]) {
    this.change({ devices, deviceIndex: 0 });
  }

  /** A device goes, as when its app is closed: commands no longer find it, though replies may still list it. */
  disconnect(id: string): void {
    this.change(without(this.state, id));
  }

  /** The volume of the active device, 0 to 100, or null. */
  get volume(): number | null {
    return this.device?.volume ?? null;
  }
  set volume(volume: number | null) {
    const { deviceIndex } = this.state;
    this.change({ devices: this.devices.map((one, at) => (at === deviceIndex ? { ...one, volume } : one)) });
  }

  /** The active device, were anything to play. */
  get device(): Device | undefined {
    return this.state.devices[this.state.deviceIndex];
  }

  /** The stand-in keeps its order all the same, so that tests know what comes. */
  get shuffle(): boolean {
    return this.state.isShuffled;
  }
  set shuffle(isShuffled: boolean) {
    this.change({ isShuffled, isSmartShuffled: isShuffled && this.state.isSmartShuffled });
  }

  /** The shuffle that adds recommendations. Replies show it, no command sets it (seen live). */
  get smartShuffle(): boolean {
    return this.state.isSmartShuffled;
  }
  set smartShuffle(isSmartShuffled: boolean) {
    this.change({ isSmartShuffled, isShuffled: isSmartShuffled || this.state.isShuffled });
  }

  get repeat(): Repeat {
    return this.state.repeat;
  }
  set repeat(repeat: Repeat) {
    this.change({ repeat });
  }

  /** Whether the list starts again at its end (default), or pauses there. */
  get wraps(): boolean {
    return this.state.wraps;
  }
  set wraps(wraps: boolean) {
    this.change({ wraps });
  }

  /** What the music belongs to. The Web API shows none with a local file, and the show with an episode. */
  get context(): Context | null {
    return this.state.context;
  }
  set context(context: Context | null) {
    this.change({ context });
  }

  /** All that the player refuses in a state, by default the present one. */
  refusals(playback: Playback = this.state): ReadonlySet<Action> {
    return new Set([...disallowed(playback), ...this.disallows]);
  }

  /** Lets happen what has happened by itself since the last look. */
  #catchUp(): Playback {
    const now = this.#now();
    for (let end = endOf(this.#latest); end !== undefined && end <= now; end = endOf(this.#latest)) {
      this.#enter(following(this.#latest, end, true));
    }
    return this.#latest;
  }

  #enter(next: Playback): void {
    const before = this.#latest.isActive ? this.#latest.item.uri : '';
    const { uri, title } = next.isActive ? next.item : { uri: '', title: '' };
    if (uri !== before) {
      const { item, context } = this.#latest;
      if (before !== '' && item.kind === 'track' && !this.privateSession) {
        this.#played.push({ at: next.since, item, context });
      }
      this.#changes.push({ at: next.since, uri, title });
    }
    this.#latest = next;
    this.#history.push(next);
    const horizon = next.since - this.staleMs;
    while ((this.#history[1]?.since ?? Infinity) <= horizon) {
      this.#history.shift();
    }
  }
}
