import type { Uri } from 'vscode';
import type { Clock } from './clock';
import type { Log } from './log';

/**
 * Does a piece of work while no other window does one behind the same lock. Who has waited too long, or cannot take
 * part, does it all the same. Rejects as the work does, and for nothing else.
 */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** The lock of that name, which all windows of this user on this machine share. */
export type OpenLock = (file: Pick<Uri, 'fsPath'>, clock: Clock, log: Log) => Lock;

/** A lock that was taken so long ago counts for nothing, and nobody waits longer than that; in milliseconds. */
export const longestLock = 30_000;
