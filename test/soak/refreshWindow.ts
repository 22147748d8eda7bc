import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { TokenEndpoint } from '../../src/auth/oauth/tokenEndpoint';
import type { SessionChange, SessionChangeMarker } from '../../src/auth/session/session';
import { SessionStore } from '../../src/auth/session/sessionStore';
import { Tokens } from '../../src/auth/tokens';
import { parseJson } from '../../src/platform/json';
import { systemClock as clock, sleep } from '../../src/platform/clock';
import { http } from '../../src/platform/node/http';
import { openLock } from '../../src/platform/node/lock';
import { endpointsFor } from '../../src/spotify/endpoints';
import { Keychain, type Secrets } from '../vscode/keychain';
import { EarlierTokens } from './earlierTokens';

/** What a window of this program answers to each message: `refreshed`, or the name of the error. */
export type Answer = string;

/*
 * A window in a process of its own, as far as it refreshes the session: `node … FOLDER URL VERSION DELAY`, with what
 * all windows share in the folder. With each message it refreshes once, as for another extension that asks for a
 * session.
 */
const [folder = '', url = '', version = '', delay = ''] = process.argv.slice(2);
const file = (name: string) => path.join(folder, name);
const read = (name: string) => readFile(file(name), 'utf8').catch(() => undefined);

/** The keychain is slow, and tells nobody of a change. */
const secrets: Secrets = {
  async get(key) {
    await sleep(clock, Number(delay));
    return read(key);
  },
  async store(key, value) {
    await sleep(clock, Number(delay));
    const draft = file(`${key}.${process.pid}`);
    await writeFile(draft, value);
    await rename(draft, file(key));
  },
  delete: (key) => rm(file(key), { force: true }),
  onDidChange: new Keychain().window().onDidChange,
};
const mark: SessionChangeMarker = {
  read: async () => parseJson((await read('session.json')) ?? '') as SessionChange | undefined,
  write: (change) => writeFile(file('session.json'), JSON.stringify(change)),
};

const quiet = () => undefined;
const log = {
  debug: quiet,
  info: quiet,
  warn: (line: string) => /invalid_grant/.test(line) || console.error(line),
  error: console.error,
};
const endpoints = endpointsFor(url);
const tokenEndpoint = new TokenEndpoint(http, clock, undefined);
const withLock = openLock({ fsPath: file('refresh.lock') }, clock, log);
const sessions = new SessionStore(secrets, mark, () => endpoints.accounts, clock, withLock, true);
const tokens =
  version === 'earlier'
    ? new EarlierTokens(secrets, mark, (session) =>
        tokenEndpoint.refresh(endpoints, session.clientId, session.refreshToken, session.grant),
      )
    : new Tokens(sessions, tokenEndpoint, () => endpoints, clock, log);

process.on('message', () => {
  tokens.forget();
  void tokens
    .get()
    .then(
      (): Answer => 'refreshed',
      (error: unknown): Answer => String(error),
    )
    .then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
