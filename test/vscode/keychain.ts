import type { Disposable as VscodeDisposable, SecretStorage, SecretStorageChangeEvent } from 'vscode';

export type Secrets = Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>;
type Listener = (event: SecretStorageChangeEvent) => unknown;

/** What the operating system, or the browser's origin, keeps for all windows. */
export class Keychain {
  readonly values = new Map<string, string>();
  /** What happens before anything is read: the keyring is locked, or takes its time. */
  before: () => Promise<void> = () => Promise.resolve();
  readonly #listeners = new Set<Listener>();

  /** A window of the desktop: all of them see and hear the same. */
  window(): Secrets {
    return { ...view(this.values, this.#listeners, () => undefined), get: (key) => this.#read(key) };
  }

  async #read(key: string): Promise<string | undefined> {
    await this.before();
    return this.values.get(key);
  }

  /** A page in a browser: begins with a copy, and neither sees nor hears what others do later. */
  page(): Secrets {
    const copy = new Map(this.values);
    return view(copy, new Set(), () => {
      this.values.clear();
      for (const [key, value] of copy) this.values.set(key, value);
    });
  }
}

/** VS Code tells the listeners before the promise of the one who wrote resolves. */
function view(values: Map<string, string>, listeners: Set<Listener>, written: () => void): Secrets {
  const change = (key: string) => {
    written();
    for (const listener of [...listeners]) listener({ key });
    return Promise.resolve();
  };
  return {
    get: (key) => Promise.resolve(values.get(key)),
    store(key, value) {
      values.set(key, value);
      return change(key);
    },
    delete: (key) => (values.delete(key) ? change(key) : Promise.resolve()),
    onDidChange(listener: Listener) {
      // Subscribed twice is called twice.
      const entry: Listener = (event) => listener(event);
      listeners.add(entry);
      const subscription: Pick<VscodeDisposable, 'dispose'> = { dispose: () => listeners.delete(entry) };
      return subscription;
    },
  };
}
