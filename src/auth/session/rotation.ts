import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/lifecycle';
import type { SessionChange, Session, SessionRecord } from './session';

/** A refresh token that Spotify gave for another one, as the window that got it remembers it for a while. */
interface Rotation {
  /** With the new token. */
  readonly session: Session;
  /** The tokens that it took the place of: Spotify may not accept them any more. */
  readonly replaced: readonly string[];
  /** The place of its record in the order of changes; `undefined` until it was seen there. */
  readonly writtenAt: number | undefined;
}

/**
 * What a record says about a rotation: that it `stands`; that it is `missing`, so that it is to be written (again), for
 * the record has the old token, was ended because of it, or is lost; or that it is `over`, for there was a sign-out, another
 * sign-in, or a newer token.
 */
function fateOf(
  { session, replaced, writtenAt }: Rotation,
  record: SessionRecord | undefined,
  change: SessionChange | undefined,
): 'stands' | 'missing' | 'over' {
  // A sign-out is marked before the record goes.
  if (!record && change?.signedIn && change.at <= (writtenAt ?? Infinity)) return 'missing';
  if (!record || (change && record.writtenAt < change.at)) return 'over';
  if (record.state === 'ended') {
    // Earlier versions do not say which record they ended.
    const older = (record.refused ?? -Infinity) < (writtenAt ?? Infinity);
    return record.issuer === session.issuer && older ? 'missing' : 'over';
  }
  const { id, refreshToken } = record.session;
  if (id !== session.id) return 'over';
  if (refreshToken === session.refreshToken) return 'stands';
  return replaced.includes(refreshToken) ? 'missing' : 'over';
}

/** The pauses before it is looked at again whether a new token stands, in ms: each is twice the one before. */
const firstPause = 100;
/** After this one it stands for good: another window that was refused the old token has said so by then. */
const lastPause = 3_200;
/** While SecretStorage does not take it. */
const longestPause = 60_000;

/** How a session is read, and written unless it is not `wanted` any more. */
interface Storing {
  read(): Promise<unknown>;
  write(session: Session, wanted: () => boolean): Promise<void>;
}

/** Keeps what a rotation brought in memory, and writes it, until it is sure to stand in SecretStorage. */
export class PendingRotation implements Disposable {
  #rotation: Rotation | undefined;
  #stands = false;
  #pause = firstPause;
  #look: Disposable | undefined;
  #disposed = false;

  constructor(
    private readonly storing: Storing,
    private readonly clock: Clock,
  ) {}

  /** Resolves after the first attempt to write it. */
  begin(before: Session, refreshToken: string): Promise<void> {
    const replaced = this.#rotation?.session.id === before.id ? this.#rotation.replaced : [];
    const session = { ...before, refreshToken };
    return this.resume({ session, replaced: [...replaced, before.refreshToken], writtenAt: undefined });
  }

  resume(rotation: Rotation): Promise<void> {
    this.#rotation = rotation;
    this.#stands = false;
    this.#pause = firstPause;
    this.#look?.dispose();
    return this.#settle();
  }

  /** Something else is to be stored. */
  giveUp(): Rotation | undefined {
    const rotation = this.#rotation;
    this.#rotation = undefined;
    this.#look?.dispose();
    return rotation;
  }

  /** The record that counts: that of the rotation, where it has to be written over the one that was found. */
  over(record: SessionRecord | undefined, change: SessionChange | undefined): SessionRecord | undefined {
    const rotation = this.#rotation;
    if (!rotation) return record;
    const fate = fateOf(rotation, record, change);
    // Another window has just written over it.
    if (fate === 'missing' && this.#stands) this.#lookAfter(0);
    this.#stands = fate === 'stands';
    const writtenAt = record?.writtenAt ?? change?.at;
    if (writtenAt === undefined || fate === 'over') {
      this.giveUp();
      return record;
    }
    if (this.#stands) this.#rotation = { ...rotation, writtenAt };
    return record && this.#stands ? record : { state: 'signedIn', writtenAt, session: rotation.session };
  }

  dispose(): void {
    this.#disposed = true;
    this.giveUp();
  }

  async #settle(): Promise<void> {
    const session = this.#rotation?.session;
    const kept = () => session !== undefined && this.#rotation?.session === session;
    try {
      await this.storing.read();
      if (session && kept() && !this.#stands) await this.storing.write(session, kept);
    } catch {
      // SecretStorage fails: the token is used from memory, and written later.
    }
    if (!kept() || this.#disposed) return;
    if (this.#stands && this.#pause > lastPause) {
      this.giveUp();
      return;
    }
    // However often it was written over: what is refused for good must come to an end.
    this.#lookAfter(this.#pause);
    this.#pause = Math.min(2 * this.#pause, longestPause);
  }

  #lookAfter(pause: number): void {
    this.#look?.dispose();
    this.#look = this.clock.after(pause, () => void this.#settle());
  }
}
