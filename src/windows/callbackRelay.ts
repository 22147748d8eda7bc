import * as v from 'valibot';
import type { SecretStorage } from 'vscode';
import { isOurs, type Callbacks, type CallbackOutcome } from '../auth/oauth/callbacks';
import { randomText } from '../auth/oauth/tokenEndpoint';
import type { Clock } from '../platform/clock';
import { DisposableStore, type Disposable } from '../platform/lifecycle';

const prefix = 'earshot.callback.';
/** A window that waits for the answer takes it at once. */
const patienceMs = 3_000;
/** Any page can open our callback, as often as the user lets it: SecretStorage is not to be filled with that. */
const mostOffers = 20;

const messageSchema = v.object({ query: v.pipe(v.string(), v.check(isOurs)) });

/**
 * Passes a callback on to the window that waits for it: the operating system hands `vscode://` addresses to
 * whichever window had the focus last. Goes through SecretStorage, because the answer carries the
 * authorization code, and stands there for a moment only. Only where windows share SecretStorage, which
 * is on the desktop; in a browser the answer always comes back to the page that asked.
 *
 * Each callback has a record of its own, so that one that comes meanwhile takes no other's place. Who takes it deletes
 * the record, which is the acknowledgement.
 */
export class CallbackRelay extends DisposableStore {
  /** End the waiting for a record of ours to be taken. */
  readonly #offers = new Set<() => void>();

  constructor(
    private readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>,
    private readonly callbacks: Callbacks,
    private readonly clock: Clock,
  ) {
    super();
    this.add(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) void this.#open(key).catch(() => undefined);
      }),
    );
  }

  /** Offers a callback to the other windows, unless too many wait; resolves with whether one of them took it. */
  async forward(query: string): Promise<boolean> {
    if (!isOurs(query) || this.#offers.size >= mostOffers) return false;
    const key = `${prefix}${randomText()}`;
    const taken = this.#untilTaken(key);
    await this.secrets.store(key, JSON.stringify({ query }));
    if (await taken) {
      return true;
    }
    await this.secrets.delete(key);
    return false;
  }

  /** What nobody has taken goes with this window: it carries a code. */
  override dispose(): void {
    super.dispose();
    for (const end of this.#offers) end();
  }

  #untilTaken(key: string): Promise<boolean> {
    return new Promise((resolve) => {
      const owned: Disposable[] = [];
      const finish = (taken: boolean) => {
        owned.forEach((thing) => thing.dispose());
        this.#offers.delete(giveUp);
        resolve(taken);
      };
      const giveUp = () => finish(false);
      this.#offers.add(giveUp);
      const look = async () => {
        if ((await this.secrets.get(key)) === undefined) finish(true);
      };
      owned.push(
        this.secrets.onDidChange((event) => void (event.key === key && look())),
        this.clock.after(patienceMs, giveUp),
      );
    });
  }

  async #open(key: string): Promise<void> {
    const message = readMessage(await this.secrets.get(key));
    const outcome: CallbackOutcome = message ? this.callbacks.receive(message.query) : 'unknown';
    if (outcome === 'taken') {
      await this.secrets.delete(key);
    }
  }
}

function readMessage(text: string | undefined): { query: string } | undefined {
  try {
    const parsed = v.safeParse(messageSchema, JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
