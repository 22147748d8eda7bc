import { readFile, rm, writeFile } from 'node:fs/promises';
import { createPolling } from '../../../src/app/polling';
import path from 'node:path';
import process from 'node:process';
import { ClientSecrets } from '../../../src/auth/clientSecrets';
import { TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import type { SessionChange, SessionChangeMarker } from '../../../src/auth/session/session';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { Tokens } from '../../../src/auth/tokens';
import type { WindowRequest } from '../../../src/model/commands/windowRequest';
import { rejectionOf } from '../../../src/model/errors/rejection';
import { parseJson } from '../../../src/platform/json';
import { lastNowPlaying } from '../../../src/model/playback/playback';
import { systemClock as clock } from '../../../src/platform/clock';
import type { Http } from '../../../src/platform/host';
import { http } from '../../../src/platform/node/http';
import { LocalChannel } from '../../../src/platform/node/localChannel';
import { openLock } from '../../../src/platform/node/lock';
import { journalFile } from '../../../src/platform/node/journalFile';
import { Store } from '../../../src/player/store';
import { present } from '../../../src/render/statusText';
import { endpointsFor } from '../../../src/spotify/endpoints';
import { RequestLog } from '../../../src/spotify/requestLog';
import { protocolVersion } from '../../../src/windows/protocol';
import { everythingShown } from '../../shown';
import { Keychain, type Secrets } from '../../vscode/keychain';
import { moveTo } from './otherMachine';
import { senderHeaders } from './sender';

/** What a window of this program tells whoever started it. */
export type WindowReport =
  | {
      readonly kind: 'shown';
      readonly leads: boolean;
      /** The kinds of what plays and of the problem, if there are such, by the names of this version. */
      readonly item: string | undefined;
      readonly problem: string | undefined;
      /** Text, hover and label of the status item. */
      readonly texts: string;
    }
  | { readonly kind: 'done'; readonly outcome: unknown }
  /** What it is from now on; milliseconds since 1970. */
  | { readonly kind: 'role'; readonly leads: boolean; readonly at: number };

/*
 * A window in a process of its own, as far as it takes part in asking Spotify: `node … FOLDER URL [MACHINE SOCKETS]`,
 * with the files that all windows share in the folder. It handles the requests that it is sent, and reports what it
 * shows. Of another machine it is by the name of that, and a folder where machines tell which sockets are theirs.
 */
const [folder = '', url = '', machine, inodes = ''] = process.argv.slice(2);
if (machine !== undefined) moveTo(machine, inodes);
const quiet = () => undefined;
const report = (told: WindowReport) => process.connected && process.send?.(told, undefined, undefined, quiet);
/** The log is the only one who says so at once. */
const info = (line: string) => {
  const leads = line.startsWith('This window asks Spotify for all');
  if (leads || line === 'Another window asks Spotify for all windows')
    report({ kind: 'role', leads, at: clock.now() });
};
const log = { debug: quiet, info, warn: console.error, error: console.error };
const file = (name: string) => path.join(folder, name);

/** The keychain and the mark of the last change are VS Code's to keep: here they are files. */
const read = (name: string) => readFile(file(name), 'utf8').catch(() => undefined);
const secrets: Secrets = {
  get: read,
  store: (key, value) => writeFile(file(key), value),
  delete: (key) => rm(file(key), { force: true }),
  onDidChange: new Keychain().window().onDidChange,
};
const mark: SessionChangeMarker = {
  read: async () => parseJson((await read('session.json')) ?? '') as SessionChange | undefined,
  write: (change) => writeFile(file('session.json'), JSON.stringify(change)),
};

const focus = { focused: false, onDidChange: () => ({ dispose: () => undefined }) };
const endpoints = endpointsFor(url);
const withLock = openLock({ fsPath: file('refresh.lock') }, clock, log);
const sessions = new SessionStore(secrets, mark, () => endpoints.accounts, clock, withLock);
const tokenEndpoint = new TokenEndpoint(http, clock, new ClientSecrets(secrets));
const tokens = new Tokens(sessions, tokenEndpoint, () => endpoints, clock, log);
const requestLog = new RequestLog(journalFile({ fsPath: file('requests.log') }), clock);
const store = new Store();
const signed: Http = (url, request) => {
  const headers = { ...request.headers, ...senderHeaders({ pid: process.pid, at: clock.now() }) };
  return http(url, { ...request, headers });
};
const polling = createPolling({
  store,
  sessions,
  requestLog,
  tokens,
  lookupTokens: tokens,
  http: signed,
  channel: new LocalChannel(folder, protocolVersion),
  focus,
  network: () => 'home',
  limits: () => ({ dailyBudget: 1_000, pace: 1 }),
  clock,
  log,
});
const { election } = polling;

store.onDidChange((playback) => {
  report({
    kind: 'shown',
    leads: election.leads,
    item: lastNowPlaying(playback)?.item.kind,
    problem: playback.kind === 'unavailable' ? playback.problem.kind : undefined,
    texts: JSON.stringify(present(playback, everythingShown, clock.now())),
  });
});
process.on('message', (request: WindowRequest) => {
  void election
    .request(request)
    .catch((error: unknown) => rejectionOf(error))
    .then((outcome) => report({ kind: 'done', outcome }));
});
process.on('disconnect', () => {
  for (const part of [polling, sessions, store]) part.dispose();
});
void sessions.read().then(() => election.start());
