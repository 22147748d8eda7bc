import { sleep, type Clock } from '../platform/clock';
import { whyNone, type Channel, type Connection, type Listener } from '../platform/connection';

/** Two windows that begin to listen at the same moment both know which of them leads after this time. */
const settleMs = 60;
/** A window without the session leaves the lead to one that has it for this long. */
const courtesyMs = 300;
/** With their pauses these take less time than a command waits. */
const mostRounds = 4;

/** A connection to the leader, or the listener that makes this window the leader, or why there is neither. */
export type Found = Connection | Listener | string;

/**
 * Looks for the window that asks, and takes its place where none does. Gives up after a few rounds: where windows
 * meet there may be somebody who neither answers nor goes.
 * @param hasSession whether this window has the session
 * @returns `undefined` once `over`
 */
export async function seek(
  channel: Channel,
  clock: Clock,
  hasSession: () => boolean,
  over: () => boolean,
): Promise<Found | undefined> {
  for (let round = 0; round < mostRounds && !over(); round++) {
    const polite = !hasSession() && round === 0;
    const found = polite ? await connect(channel) : await meet(channel, clock, over).catch(whyNone);
    if (found !== undefined) return found;
    if (!over()) await sleep(clock, polite ? courtesyMs : settleMs * 2 ** round);
  }
  return over() ? undefined : 'The program at the windows’ address does not respond.';
}

/**
 * One round.
 * @throws Error where windows cannot see each other
 */
export async function meet(
  channel: Channel,
  clock: Clock,
  over: () => boolean,
): Promise<Connection | Listener | undefined> {
  const connection = await connect(channel);
  if (connection || over()) return connection;
  const listener = await channel.listen();
  await sleep(clock, settleMs * (1 + clock.jitter()));
  if (listener && (await listener.isOurs())) return listener;
  listener?.dispose();
  // Another has just taken it from us.
  return listener && connect(channel);
}

function connect(channel: Channel): Promise<Connection | undefined> {
  return channel.connect().catch(() => undefined);
}

/** A role that is lost sooner than this is sought anew after a pause that doubles, up to four seconds. */
const briefMs = 500;
const mostDoublings = 6;

/** How long to wait before looking again, so that roles that are lost at once are not sought without a pause. */
export class Pauses {
  #begun = 0;
  #brief = 0;

  constructor(private readonly clock: Clock) {}

  roleBegins(): void {
    this.#begun = this.clock.monotonic();
  }

  /** @returns milliseconds */
  roleEnds(): number {
    const brief = this.clock.monotonic() - this.#begun < briefMs;
    this.#brief = brief ? Math.min(this.#brief + 1, mostDoublings) : 0;
    return settleMs * (2 ** this.#brief - 1 + this.clock.jitter());
  }
}
