import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { systemClock } from '../../../src/platform/clock';
import { endpointsFor } from '../../../src/spotify/endpoints';
import { sessionChangeMarker } from '../../../src/windows/sharedFiles';
import { songs, startSpotify, type Item, type Spotify } from '../../spotify';
import { granted, unlocked } from '../../unit/support';
import { Keychain } from '../../vscode/keychain';
import type { Surroundings } from './api';
import { browserAt } from './browser';
import { until } from './user';
import { ExtensionWindow, type Context } from './window';

const extensionId = 'earshot.earshot-for-spotify';
const callback = `vscode://${extensionId}/callback`;
const section = 'earshot';

export const signedOut = '$(music) Sign in to Spotify';
export const kettle = '$(music) Kettle on the Moor – The Paper Lanterns, Odile…';

interface WindowOptions {
  /** Whether it has a copy of SecretStorage of its own, as a page in a browser has. */
  copiedSecrets?: boolean;
  env?: Surroundings['env'];
  /** Whether VS Code is a page that the browser does not trust with cryptography: by plain HTTP, from elsewhere. */
  insecure?: boolean;
  /** What is remembered for this window from before. */
  workspaceState?: vscode.Memento;
  /** The open folder. */
  folder?: string;
}

/** The stand-ins of all tests have the same address, one after the other: to change a setting takes a while. */
const address = createServer().unref();

function pointedAt({ url, apps }: Spotify): Readonly<Record<string, unknown>> {
  return { server: url, clientId: apps.default.clientId };
}

/** A user's VS Code with a stand-in Spotify that plays two songs: what all its windows share. */
export class Profile {
  readonly windows: ExtensionWindow[] = [];
  /** What SecretStorage is to all windows of the desktop. */
  readonly keychain = new Keychain();
  readonly #state = new Map<string, unknown>();
  readonly #settings = new Set<string>();
  /** So many milliseconds from the real time on, for windows that are opened from now on. */
  shiftedMs = 0;
  #setBackMs = 0;
  /** How VS Code writes what the extension has remembered. */
  remember: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly spotify: Spotify,
    /** The folder of the extension's own files. */
    readonly storage: string,
  ) {}

  static async make(settings: Readonly<Record<string, unknown>> = {}): Promise<Profile> {
    const spotify = await startSpotify({ server: address });
    spotify.player.play([songs.plain, songs.emoji]);
    const storage = await mkdtemp(path.join(tmpdir(), 'earshot-storage-'));
    const profile = new Profile(spotify, storage);
    await profile.set({ ...pointedAt(spotify), ...settings });
    return profile;
  }

  /** Writes settings, by their names without `earshot.`; they are taken back at the end. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(section);
    for (const [key, value] of Object.entries(settings)) {
      this.#settings.add(key);
      if (configuration.inspect(key)?.globalValue !== value) {
        await configuration.update(key, value, vscode.ConfigurationTarget.Global);
      }
    }
  }

  /** The keys of what the extension keeps in VS Code's global state. */
  get kept(): readonly string[] {
    return [...this.#state].filter(([, value]) => value !== undefined).map(([key]) => key);
  }

  open({ copiedSecrets = false, env = {}, folder, ...more }: WindowOptions = {}): ExtensionWindow {
    const extension = vscode.extensions.getExtension(extensionId);
    if (!extension) throw new Error('The extension is not installed.');
    const context: Context = {
      secrets: this.keychain[copiedSecrets ? 'page' : 'window'](),
      globalState: this.#memento(this.#state) as Context['globalState'],
      workspaceState: more.workspaceState ?? this.#memento(new Map()),
      globalStorageUri: vscode.Uri.file(this.storage),
      extension,
      subscriptions: [],
    };
    const surroundings = { env, folder: folder === undefined ? undefined : vscode.Uri.file(folder) };
    const { shiftedMs } = this;
    const window = new ExtensionWindow(context, surroundings, {
      Date: dateAfter(() => shiftedMs - this.#setBackMs),
      crypto: more.insecure
        ? { getRandomValues: (into: Uint8Array) => crypto.getRandomValues(into) }
        : crypto,
    });
    this.windows.push(window);
    return window;
  }

  /** Somebody sets the clock of the machine back, by so many milliseconds. */
  setBackClock(ms: number): void {
    this.#setBackMs += ms;
  }

  /** Closes a window and opens it again, as a reload does. */
  reload(window: ExtensionWindow, options?: WindowOptions): ExtensionWindow {
    this.close(window);
    return this.open({ workspaceState: window.context.workspaceState, ...options });
  }

  close(window: ExtensionWindow): void {
    window.close();
    this.windows.splice(this.windows.indexOf(window), 1);
  }

  /** Runs a command that leads to the browser, up to the address that it opens. */
  async toBrowser(window: ExtensionWindow, start: () => unknown): Promise<string> {
    const { opened, messages } = window.user;
    const before = opened.length;
    const done = start();
    await until(
      () => `the browser opens; messages: ${JSON.stringify(window.user.told)}`,
      () => {
        messages
          .find((one) => one.isOpen && one.text.includes('registered in your Spotify app'))
          ?.choose('Continue');
        return opened.length > before;
      },
    );
    // It goes on until the browser has come back, or fails then; whoever waits for that waits for what it shows.
    Promise.resolve(done).catch(() => undefined);
    return opened.at(-1) ?? '';
  }

  /**
   * Presses a button of the consent page, and hands the answer to a window, or to the port that waits for it.
   * @returns the address to which the browser went
   */
  async decide(window: ExtensionWindow, consentPage: string, decision: 'agree' | 'cancel'): Promise<string> {
    const answer = await browserAt(this.spotify.url).decide(consentPage, decision);
    if (answer.startsWith('http:')) await fetch(answer);
    else this.callBack(window, answer);
    return answer;
  }

  /** Hands an address of our own to a window, as the system does; what comes of it, the window shows. */
  callBack(window: ExtensionWindow, answer: string): void {
    if (!answer.startsWith(callback)) throw new Error('That address is not our callback.');
    void window.registered.uriHandler?.handleUri(vscode.Uri.parse(answer));
  }

  /** Signs in by the flow of the settings, and waits for the song. */
  async signIn(window: ExtensionWindow, shown: string | RegExp = kettle): Promise<void> {
    const consentPage = await this.toBrowser(window, () => window.run('signIn'));
    await this.decide(window, consentPage, 'agree');
    await window.shows(shown);
  }

  /** A window in which somebody signed in before, through this machine; resolves when the song shows. */
  async signedIn(options?: WindowOptions, shown: string | RegExp = kettle): Promise<ExtensionWindow> {
    const mark = sessionChangeMarker(vscode.Uri.file(this.storage));
    const issuer = endpointsFor(this.spotify.url).accounts;
    const clock = { ...systemClock, now: () => Date.now() + this.shiftedMs };
    const sessions = new SessionStore(this.keychain.window(), mark, () => issuer, clock, unlocked);
    await sessions.save({ ...granted(this.spotify).session, authorizedAt: clock.now() });
    sessions.dispose();
    const window = this.open(options);
    await window.shows(shown);
    return window;
  }

  /** Has the stand-in play something, and Spotify asked about it. */
  async hear(window: ExtensionWindow, items: Item | readonly Item[]): Promise<void> {
    this.spotify.player.play(items);
    await window.run('refresh');
  }

  /** The requests that the stand-in has got, as "GET /v1/me/player", those that fit. */
  requests(fits: RegExp = /./): string[] {
    return this.spotify.requests
      .map(({ method, path: asked }) => `${method} ${asked}`)
      .filter((one) => fits.test(one));
  }

  /** How often Spotify was asked what plays. */
  get polls(): number {
    return this.requests(/^GET \/v1\/me\/player$/).length;
  }

  /** The extension's own files, by name, sockets and folders apart. */
  async files(): Promise<Record<string, string>> {
    const entries = await readdir(this.storage, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = files.map(
      async ({ name }) => [name, await readFile(path.join(this.storage, name), 'utf8')] as const,
    );
    return Object.fromEntries(await Promise.all(texts));
  }

  #memento(values: Map<string, unknown>): vscode.Memento {
    return {
      keys: () => [...values.keys()],
      get: <T>(key: string, fallback?: T) => (values.has(key) ? values.get(key) : fallback) as T,
      update: (key, value) => this.remember().then(() => void values.set(key, value)),
    };
  }

  /** Closes all windows, and takes back what was set. */
  async end(): Promise<void> {
    for (const window of [...this.windows]) this.close(window);
    const defaults = Object.fromEntries([...this.#settings].map((key) => [key, undefined]));
    await this.set({ ...defaults, ...pointedAt(this.spotify) });
    await this.spotify.close();
    await rm(this.storage, { recursive: true, force: true, maxRetries: 5 });
  }
}

function dateAfter(ms: () => number): DateConstructor {
  return class extends Date {
    static override now(): number {
      return Date.now() + ms();
    }
  } as DateConstructor;
}
