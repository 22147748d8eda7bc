import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRecord } from '../../src/auth/session/session';
import { startSpotify, type Spotify } from '../spotify';
import { granted } from '../unit/support';
import { fromRoot } from '../vscode/root';
import type { Answer } from './refreshWindow';

type Version = 'present' | 'earlier';

/** The windows of one user, and how long SecretStorage takes there, in ms. */
interface Setting {
  readonly delay: number;
  readonly windows: readonly Version[];
}

const two: readonly Version[] = ['present', 'present'];
const settings: readonly Setting[] = [
  { delay: 2, windows: [...two, ...two, 'present'] },
  { delay: 5, windows: two },
  { delay: 10, windows: two },
  { delay: 20, windows: two },
  { delay: 2, windows: ['earlier', ...two] },
  { delay: 20, windows: ['earlier', ...two] },
];

/** How long after a round the session may still be put back, in ms. */
const patience = 10_000;

interface RefreshFigures {
  readonly rounds: number;
  /** After how many of them nobody was signed in any more, or with a token that Spotify does not take. */
  readonly signedOut: number;
  /** Why windows did not get an access token, where all are of this version. */
  readonly failures: readonly string[];
  /** How often a refresh token was refused there: it had been sent by another window. */
  readonly collisions: number;
  readonly longestMs: number;
}

/**
 * Has several windows, each a process, refresh the session at the same moment, over and over again, while Spotify gives
 * a new refresh token for each old one. The rounds are shared out among several users with keychains of their own, as
 * fast as each of them is.
 */
export async function soakRefresh(rounds: number): Promise<RefreshFigures> {
  let left = rounds;
  const figures = { rounds: 0, signedOut: 0, collisions: 0, longestMs: 0, failures: [] as string[] };
  await Promise.all(
    settings.map(async (setting) => {
      const alike = !setting.windows.includes('earlier');
      const user = await User.start(setting);
      try {
        while (--left >= 0) {
          const begun = performance.now();
          const { signedIn, failures } = await user.round();
          figures.rounds += 1;
          if (!signedIn) figures.signedOut += 1;
          if (alike) figures.failures.push(...failures);
          figures.longestMs = Math.max(figures.longestMs, performance.now() - begun);
        }
        if (alike) figures.collisions += user.collisions;
      } finally {
        await user.end();
      }
    }),
  );
  return figures;
}

class User {
  private constructor(
    private readonly spotify: Spotify,
    private readonly folder: string,
    private readonly windows: readonly ChildProcess[],
  ) {}

  static async start({ delay, windows }: Setting): Promise<User> {
    const spotify = await startSpotify();
    spotify.tokens.rotates = true;
    const folder = await mkdtemp(path.join(tmpdir(), 'earshot-soak-'));
    const program = fromRoot('out', 'soak', 'refreshWindow.js');
    const open = async (version: Version) => {
      const window = fork(program, [folder, spotify.url, version, String(delay)]);
      await once(window, 'message');
      return window;
    };
    const user = new User(spotify, folder, await Promise.all(windows.map(open)));
    await user.#signIn();
    return user;
  }

  /** All windows refresh at once. */
  async round(): Promise<{ signedIn: boolean; failures: string[] }> {
    const answers = await Promise.all(
      this.windows.map(async (window) => {
        const answer = once(window, 'message') as Promise<[Answer]>;
        window.send('refresh');
        return (await answer)[0];
      }),
    );
    const deadline = Date.now() + patience;
    let signedIn = await this.#isSignedIn();
    while (!signedIn && Date.now() < deadline) signedIn = await this.#isSignedIn();
    if (!signedIn) await this.#signIn();
    return { signedIn, failures: answers.filter((answer) => answer !== 'refreshed') };
  }

  /** How many requests with a refresh token were refused. */
  get collisions(): number {
    return this.spotify.requests.filter(({ path, status }) => path === '/api/token' && status === 400).length;
  }

  async end(): Promise<void> {
    const gone = this.windows.map((window) => once(window, 'exit'));
    for (const window of this.windows) window.disconnect();
    await Promise.all(gone);
    await this.spotify.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #isSignedIn(): Promise<boolean> {
    const record = readRecord(await readFile(this.#file, 'utf8').catch(() => undefined));
    if (record?.state !== 'signedIn') return false;
    const { refreshToken } = record.session;
    return this.spotify.tokens.refreshTokens.some(({ value, revoked }) => value === refreshToken && !revoked);
  }

  async #signIn(): Promise<void> {
    const { session } = granted(this.spotify);
    await writeFile(this.#file, JSON.stringify({ state: 'signedIn', writtenAt: Date.now(), session }));
  }

  get #file(): string {
    return path.join(this.folder, 'earshot.session');
  }
}
