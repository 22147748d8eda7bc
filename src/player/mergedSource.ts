import { failureOf, type LocalCommand } from '../local/player';
import { startAndPlay } from '../local/startApp';
import type { Command, Intent } from '../model/commands/intent';
import { SignedOutError } from '../model/errors/apiProblem';
import { RejectedError } from '../model/errors/rejection';
import type { Item } from '../model/playback/item';
import type { LocalApp } from '../model/playback/localApp';
import { isAway, lastNowPlaying, lastObservation, localIn, type Trust } from '../model/playback/playback';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import { confirmWithinMs } from '../model/schedule/polling';
import { sleep, type Clock } from '../platform/clock';
import { Emitter } from '../platform/event';
import { describeError, type Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import { LocalReader, type LocalParts } from './localReader';
import { agree, isTrack, localSnapshot, playedHere } from './localSnapshot';
import type { Source, TellingSource, Told } from './playbackSource';
import type { SourceParts } from './spotifyApi';

interface MergedParts extends SourceParts {
  readonly local: LocalParts;
}

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
  readonly #ended = new AbortController();
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
    this.add({ dispose: () => this.#ended.abort() });
    this.#reader = this.add(new LocalReader(parts.local, clock, log));
    this.add(this.#reader.onDidChange(() => this.#changed()));
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

  async player(): Promise<PlayerSnapshot> {
    const answer = await this.parts.api.player();
    const fresh = this.#changedAt + confirmWithinMs - this.clock.monotonic();
    if (fresh <= 0 || this.#compare(answer) !== 'contradicts') return this.#judge(answer);
    // It may be from before what the app has told of.
    await sleep(this.clock, fresh);
    return this.#judge(await this.parts.api.player());
  }

  /** What the app on this machine can do it does, at once and without a request; all else Spotify. */
  async command(command: Command): Promise<void> {
    if (command.kind === 'play' && this.#canStart) {
      await this.#startApp();
      return;
    }
    const local = localCommand(command);
    if (!local || !this.#takes(local)) {
      await this.parts.api.command(command);
      return;
    }
    try {
      await this.#reader.player?.execute(local);
    } catch (error) {
      const reason = failureOf(error);
      if (!reason) throw error;
      this.log.debug(`The Spotify app did not do it: ${describeError(error)}`);
      throw new RejectedError({ kind: 'appRefused', reason });
    }
    // What it has not told of by then is not so.
    this.clock.after(confirmWithinMs, () => this.#tell());
  }

  assertReachable(intent: Intent['kind']): void {
    const { playback } = this.parts.store;
    const starts = (intent === 'play' || intent === 'playPause') && this.#canStart;
    const reachable = lastObservation(playback) ?? localIn(playback) ?? (this.#available || starts);
    if (!reachable) throw new SignedOutError();
  }

  /** Whether the app is not running, and nobody else can be told to play. */
  get #canStart(): boolean {
    const { state } = this.#reader;
    return (
      isAway(this.parts.store.playback) && state?.kind === 'unavailable' && state.problem === 'notRunning'
    );
  }

  /** It plays when it is there, which takes some seconds. @throws RejectedError where the system knows no such app */
  async #startApp(): Promise<void> {
    const { player } = this.#reader;
    const opened = await this.parts.local.openApp().catch(() => false);
    if (!opened || !player) throw new RejectedError({ kind: 'appRefused', reason: 'notRunning' });
    void startAndPlay(player, () => Promise.resolve(true), this.clock, this.#ended.signal).catch(
      (error: unknown) =>
        this.log.info(`The Spotify app was started and does not play: ${describeError(error)}`),
    );
  }

  get #available(): boolean {
    return this.#reader.state?.kind === 'available';
  }

  #takes({ kind }: LocalCommand): boolean {
    const { playback } = this.parts.store;
    const alone = isAway(playback) && this.#available;
    // Signed in, Spotify knows better in which context to play something.
    if (kind === 'open' && !alone) return false;
    const shown = alone || localIn(playback) !== undefined;
    return shown && this.#reader.player?.capabilities.has(kind) === true;
  }

  /** Whether what is shown is what Spotify said. */
  get #observes(): boolean {
    const { kind } = this.parts.store.playback;
    return kind === 'playing' || kind === 'paused' || kind === 'nothing';
  }

  #changed(): void {
    this.#changedAt = this.clock.monotonic();
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
    const only = this.#reader.mode === 'local';
    const trust = only ? 'agrees' : this.#trust;
    const plays = snapshot.kind !== 'nothing';
    if (only || !this.#observes || (plays && trust === 'agrees')) {
      this.#told.fire({ type: 'told', snapshot, trust });
    } else if (plays ? trust === 'unknown' : localIn(this.parts.store.playback)) {
      this.#told.fire('ask');
    }
  }

  /** After a sign-out, where the network is lost and the like a state has no place yet for what the app says. */
  #fill(): void {
    const { playback } = this.parts.store;
    if (this.#observes || !this.#reader.settled) return;
    const stands = playback.kind !== 'unavailable' || this.#trust !== 'contradicts';
    const wanted = stands && this.#snapshot.kind !== 'nothing';
    const only = this.#reader.mode === 'local' && playback.kind === 'waiting';
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

  #judge(answer: PlayerSnapshot): PlayerSnapshot {
    const found = this.#compare(answer);
    if (found === 'unknown') return answer;
    // An app that has paused what it played may belong to the account all the same: another device plays.
    const rests = found === 'contradicts' && this.#snapshot.kind === 'paused';
    this.#trust = rests ? 'unknown' : found;
    if (found === 'contradicts' || answer.kind === 'nothing') return answer;
    this.#agreedAt = this.clock.now();
    return { ...answer, local: 'agrees', agreedAt: this.#agreedAt };
  }
}

/** The same for the app; `undefined` for what only Spotify can do. */
function localCommand(command: Command): LocalCommand | undefined {
  switch (command.kind) {
    case 'play':
    case 'pause':
    case 'next':
    case 'previous':
      return { kind: command.kind };
    case 'seek':
      return { kind: 'seek', positionMs: command.ms };
    case 'volume':
      return { kind: 'volume', percent: command.percent };
    case 'playUri':
      return { kind: 'open', uri: command.uri };
    default:
      return undefined;
  }
}
