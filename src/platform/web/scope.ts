/** As much of the Web Locks API as is used (https://www.w3.org/TR/web-locks/). */
export interface Locks {
  request(name: string, options: LockOptions, whileHeld: (lock: object | null) => unknown): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

interface LockOptions {
  readonly mode?: 'exclusive' | 'shared';
  readonly ifAvailable?: true;
  readonly signal?: AbortSignal;
}

/** What a browser's worker has and Node has not; the compiler knows Node's globals only. */
interface WorkerScope {
  readonly navigator: {
    readonly onLine: boolean;
    /** Browsers have it on secure pages only. */
    readonly locks?: Locks;
  };
}

export const scope = globalThis as unknown as WorkerScope;
