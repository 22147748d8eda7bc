import { failureOf, type LocalCommand } from '../../local/player';
import { startAndPlay } from '../../local/startApp';
import type { Command, Intent } from '../../model/commands/intent';
import { SignedOutError } from '../../model/errors/apiProblem';
import { RejectedError } from '../../model/errors/rejection';
import { isAway, lastObservation, localIn } from '../../model/playback/playback';
import type { Clock } from '../../platform/clock';
import { describeError, type Log } from '../../platform/host';
import { DisposableStore } from '../../platform/lifecycle';
import type { LocalParts, LocalReader } from './localReader';
import { localCommand } from './localSnapshot';
import type { Store } from '../store';

/** What the Spotify app on this machine is told, instead of Spotify: at once, and without a request. */
export class LocalCommands extends DisposableStore {
  readonly #ended = new AbortController();

  constructor(
    private readonly parts: { readonly store: Store; readonly local: Pick<LocalParts, 'openApp'> },
    private readonly reader: LocalReader,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.add({ dispose: () => this.#ended.abort() });
  }

  /** @throws SignedOutError where nobody is there to be told that */
  assertReachable(intent: Intent['kind']): void {
    const { playback } = this.parts.store;
    const starts = (intent === 'play' || intent === 'playPause') && this.#canStart;
    const reachable = lastObservation(playback) ?? localIn(playback) ?? (this.#available || starts);
    if (!reachable) throw new SignedOutError();
  }

  /**
   * Resolves with whether the app did it; where not, Spotify is to be told.
   * @throws RejectedError where the app did not do it and Spotify cannot, or nobody knows whether it did
   */
  async execute(command: Command): Promise<boolean> {
    if (command.kind === 'play' && this.#canStart) {
      await this.#startApp();
      return true;
    }
    const local = localCommand(command);
    if (!local || !this.#takes(local)) return false;
    try {
      await this.reader.player?.execute(local);
      return true;
    } catch (error) {
      const reason = failureOf(error);
      if (!reason) throw error;
      this.log.debug(`The Spotify app did not run the command: ${describeError(error)}`);
      if (reason === 'noAnswer' || !lastObservation(this.parts.store.playback)) {
        throw new RejectedError({ kind: 'appRefused', reason });
      }
      return false;
    }
  }

  get #available(): boolean {
    return this.reader.state?.kind === 'available';
  }

  #takes({ kind }: LocalCommand): boolean {
    const { playback } = this.parts.store;
    const alone = isAway(playback);
    // Signed in, Spotify knows better in which context to play something.
    if (!this.#available || (kind === 'open' && !alone)) return false;
    const shown = alone || localIn(playback) !== undefined;
    return shown && this.reader.player?.capabilities.has(kind) === true;
  }

  /** Whether the app is not running, and nobody else can be told to play. */
  get #canStart(): boolean {
    return this.reader.closed && isAway(this.parts.store.playback);
  }

  /** It plays when it is there, which takes some seconds. @throws RejectedError where the system knows no such app */
  async #startApp(): Promise<void> {
    const { player } = this.reader;
    const opened = await this.parts.local.openApp().catch(() => false);
    if (!opened || !player) throw new RejectedError({ kind: 'appRefused', reason: 'notRunning' });
    const isOpen = () => Promise.resolve(true);
    void startAndPlay(player, isOpen, this.clock, this.#ended.signal).catch((error: unknown) =>
      this.log.info(`The Spotify app started but does not play: ${describeError(error)}`),
    );
  }
}
