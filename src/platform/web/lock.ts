import { ChannelError } from '../connection';
import { longestLock, type OpenLock } from '../host';
import type { Disposable } from '../lifecycle';
import { scope, type Locks } from './scope';

/** A lock among the pages of one origin; the browser frees it when its page is gone. */
export const openLock: OpenLock =
  ({ fsPath }) =>
  (work) =>
    withLockWithin(longestLock, fsPath, work);

function locks(): Locks {
  if (!scope.navigator.locks) {
    throw new ChannelError('The browser provides no locks for this page.');
  }
  return scope.navigator.locks;
}

/**
 * Takes a lock unless it is taken; `undefined` if it is. It is given back when disposed, and by the browser when the
 * page is gone, however it went.
 */
export function take(name: string): Promise<Disposable | undefined> {
  return new Promise((resolve, reject) => {
    locks()
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((release) => resolve({ dispose: () => release() }));
        resolve(undefined);
        return undefined;
      })
      .catch(reject);
  });
}

export async function isTaken(name: string): Promise<boolean> {
  const { held = [] } = await locks().query();
  return held.some((lock) => lock.name === name);
}

/** Waits until a lock that somebody has is given back. */
export function whenFree(name: string, action: () => void): Disposable {
  const controller = new AbortController();
  locks()
    .request(name, { mode: 'shared', signal: controller.signal }, action)
    .catch(() => undefined);
  return { dispose: () => controller.abort() };
}

/** Does a piece of work while nobody else does one under this name. */
export function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    locks()
      .request(name, {}, () => work().then(resolve, reject))
      .catch(reject);
  });
}

/** The same, but that it begins without the lock after so many milliseconds, and where there are no locks. */
function withLockWithin<T>(ms: number, name: string, work: () => Promise<T>): Promise<T> {
  let done: Promise<T> | undefined;
  const begin = () => (done = work()).catch(() => undefined);
  const queued = async () => locks().request(name, { signal: AbortSignal.timeout(ms) }, begin);
  return queued().then(
    () => done ?? work(),
    () => done ?? work(),
  );
}
