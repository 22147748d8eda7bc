import type { Command, Intent } from '../../model/commands/intent';
import type { Item } from '../../model/playback/item';
import type { LocalApp } from '../../model/playback/localApp';
import { lastNowPlaying, lastObservation, localIn, type Trust } from '../../model/playback/playback';
import { tolerance, type PlayerSnapshot } from '../../model/playback/snapshot';
import { confirmWithinMs, nextLook } from '../../model/schedule/polling';
import { sleep, type Clock } from '../../platform/clock';
import { Emitter } from '../../platform/event';
import type { Log } from '../../platform/host';
import { DisposableStore } from '../../platform/lifecycle';
import { LocalCommands } from './localCommands';
import { LocalReader, type LocalParts } from './localReader';
import { agree, isTrack, localSnapshot, playedHere } from './localSnapshot';
import type { Source, TellingSource, Told } from './playbackSource';
import type { SourceParts } from '../spotifyApi';

export interface MergedParts extends SourceParts {
  readonly local: LocalParts;
}

/** How often Spotify is asked for one answer: not for ever where the app says something else each time. */
const mostAttempts = 3;
/** How late the app may tell of what it has done, in milliseconds. */
const tellsWithinMs = 300;

/**
 * What Spotify says and what the app on this machine says, as one source. The app tells of changes at once and costs
 * nothing; but it may belong to another account, and of what plays on other devices it knows nothing. So Spotify is
 * right where they contradict each other, and alone can say that nothing plays; until they agree again the app counts
 * for nothing. Where Spotify cannot be asked the app counts by itself.
 */
export class MergedSource extends DisposableStore implements Source, TellingSource {
  readonly #told = this.add(new Emitter<Told>());
  readonly onDidTell = this.#told.event;
  readonly #reader: LocalReader;
  readonly #commands: LocalCommands;
  #trust: Trust = 'unknown';
  /** When Spotify agreed last, in milliseconds since 1970. */
  #agreedAt: number | undefined;
  /** When the app said last that something has changed, by the monotonic clock. */
  #changedAt = -Infinity;

  constructor(
    private readonly parts: MergedParts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.#reader = this.add(new LocalReader(parts.local, clock, log));
    this.#commands = this.add(new LocalCommands(parts, this.#reader, clock, log));
    this.add(this.#reader.onDidChange(() => this.#changed()));
    this.add(parts.local.mode.onDidChange(() => this.#modeChanged()));
    this.add(parts.store.onDidChange(() => this.#fill()));
  }

  get app(): LocalApp {
    return this.#reader.app;
  }

  start(): void {
    this.#reader.start();
    // The window that led before may have read an app that this one does not.
    if (this.#observes && localIn(this.parts.store.playback)) this.#told.fire('ask');
  }

  stop(): void {
    this.#reader.stop();
  }

  startOver(): void {
    this.#trust = 'unknown';
    this.#agreedAt = undefined;
  }

  get readsApp(): boolean {
    const { state, closed } = this.#reader;
    return (state?.kind === 'available' || closed) && this.#trust !== 'contradicts';
  }

  async player(): Promise<PlayerSnapshot> {
    if (this.#only) return this.#snapshot;
    for (let attempt = 1; ; attempt += 1) {
      const askedAt = this.clock.monotonic();
      const answer = await this.parts.api.player();
      // It may be from before what the app has told of.
      const again = nextLook({ at: this.#changedAt, lookedAt: askedAt });
      if (again === undefined || attempt === mostAttempts || !this.#doubts(answer))
        return this.#judge(answer);
      await sleep(this.clock, Math.max(0, again - this.clock.monotonic()));
    }
  }

  async command(command: Command): Promise<void> {
    const byApp = await this.#commands.execute(command).catch((error: unknown) => {
      // It may have done it without an answer, and told of it while nobody listened.
      this.#tellLater();
      throw error;
    });
    if (byApp) this.#tellLater();
    else await this.parts.api.command(command);
  }

  assertReachable(intent: Intent['kind']): void {
    this.#commands.assertReachable(intent);
  }

  /** What it has not told of by then is not so. */
  #tellLater(): void {
    this.clock.after(confirmWithinMs + tellsWithinMs, () => this.#tell());
  }

  get #only(): boolean {
    return this.#reader.mode === 'local';
  }

  /** Whether what is shown is what Spotify said. */
  get #observes(): boolean {
    const { kind } = this.parts.store.playback;
    return kind === 'playing' || kind === 'paused' || kind === 'nothing';
  }

  /** What is shown may be what the one said that counts no more. */
  #modeChanged(): void {
    if (this.#observes && !this.#only) this.#told.fire('ask');
  }

  #changed(): void {
    if (this.#reader.state) this.#changedAt = this.clock.monotonic();
    this.#tell();
  }

  get #snapshot(): PlayerSnapshot {
    const last = lastNowPlaying(this.parts.store.playback);
    const { state } = this.#reader;
    const track = state && playedHere(state);
    const isIt = (item: Item) => track !== undefined && isTrack(item, track);
    const item = last && isIt(last.item) ? last.item : this.parts.find(isIt);
    const { deviceName } = this.parts.local;
    const times = [this.clock.now(), this.clock.monotonic()] as const;
    const snapshot = localSnapshot(state, { last, item, deviceName }, ...times);
    return snapshot.kind !== 'nothing' && this.#trust === 'agrees'
      ? { ...snapshot, local: 'agrees', agreedAt: this.#agreedAt }
      : snapshot;
  }

  /** Tells what the app says, where it counts; where it does not, Spotify may have to be asked. */
  #tell(): void {
    const snapshot = this.#snapshot;
    if (this.#only) {
      this.#told.fire({ type: 'told', snapshot, trust: 'only' });
    } else if (!this.#observes) {
      this.#told.fire({ type: 'told', snapshot, trust: this.#trust });
    } else {
      this.#tellBeside(snapshot, localIn(this.parts.store.playback) !== undefined);
    }
  }

  /** @param isShown whether what is shown is the app's; otherwise Spotify told of another device, or of nothing */
  #tellBeside(snapshot: PlayerSnapshot, isShown: boolean): void {
    const trust = this.#trust;
    if (snapshot.kind === 'nothing') {
      if (isShown) this.#told.fire('ask');
    } else if (trust === 'agrees' && (isShown || snapshot.kind === 'playing')) {
      this.#told.fire({ type: 'told', snapshot, trust });
      // Somebody else may have signed in to it meanwhile.
      if (!isShown) this.#told.fire('ask');
    } else if (trust === 'unknown') {
      this.#told.fire('ask');
    }
  }

  /** After a sign-out, where the network is lost and the like a state has no place yet for what the app says. */
  #fill(): void {
    const { playback } = this.parts.store;
    if (this.#observes || !this.#reader.settled) return;
    const stands = playback.kind !== 'unavailable' || this.#trust !== 'contradicts';
    const wanted = stands && this.#snapshot.kind !== 'nothing';
    const only = this.#only && lastObservation(playback) !== undefined;
    if (only || wanted !== (localIn(playback) !== undefined)) this.#tell();
  }

  /** Whether an answer and the app speak of the same; an app that shows nothing of its own contradicts nothing. */
  #compare(answer: PlayerSnapshot): Trust {
    const local = this.#snapshot;
    const { state } = this.#reader;
    const track = state && playedHere(state);
    if (local.kind === 'nothing' || !track) return 'unknown';
    return agree(answer, local, track) ? 'agrees' : 'contradicts';
  }

  /** Whether an answer may be from before what the app has told of since. */
  #doubts(answer: PlayerSnapshot): boolean {
    const local = this.#snapshot;
    if (answer.kind === 'nothing' || local.kind === 'nothing') {
      const shown = localIn(this.parts.store.playback)?.device?.id;
      const isHere = shown !== undefined && answer.kind === 'playing' && answer.device?.id === shown;
      return local.kind !== 'nothing' || isHere;
    }
    const apart = Math.abs((answer.progressMs ?? NaN) - (local.progressMs ?? NaN)) > tolerance;
    return apart || this.#compare(answer) === 'contradicts';
  }

  #judge(answer: PlayerSnapshot): PlayerSnapshot {
    if (this.#only) return this.#snapshot;
    const found = this.#compare(answer);
    if (found === 'unknown') return answer;
    // An app that has paused what it played may belong to the account all the same: another device plays.
    if (found === 'agrees' || this.#snapshot.kind === 'playing') this.#trust = found;
    else if (this.#trust === 'contradicts') this.#trust = 'unknown';
    if (found === 'contradicts' || answer.kind === 'nothing') return answer;
    this.#agreedAt = this.clock.now();
    return { ...answer, local: 'agrees', agreedAt: this.#agreedAt };
  }
}
