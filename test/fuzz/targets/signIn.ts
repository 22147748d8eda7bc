import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { ClientSecretBasic } from 'oauth4webapi';
import { Callbacks, isOurs } from '../../../src/auth/oauth/callbacks';
import { AuthorizationRefused, GrantRefused, TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { readTokenReply } from '../../../src/auth/oauth/tokenReply';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { Tokens } from '../../../src/auth/tokens';
import { loopbackPages } from '../../../src/messages/signInEnds';
import { ApiProblemError, SignedOutError } from '../../../src/model/errors/apiProblem';
import { parseJson } from '../../../src/platform/json';
import { openLoopback } from '../../../src/platform/node/loopback';
import { SpotifyClient } from '../../../src/spotify/client';
import { endpointsFor } from '../../../src/spotify/endpoints';
import { RequestLog } from '../../../src/spotify/requestLog';
import { Keychain, Lines, ManualClock, Mark, Pages, turns, unlocked } from '../../unit/support';
import { damaged, secrets, shortText, text } from '../arbitraries';
import { assertKeepsSecrets } from '../invariants';
import { target } from '../target';

const nonce = 'nonce_-Aa0'.repeat(5).slice(0, 43);
const callback = `vscode://earshot.earshot-for-spotify/callback?nonce=${nonce}`;
const clock = new ManualClock();
const endpoints = endpointsFor('http://127.0.0.1:9');

/** Our own have less than a fourth of that. */
const longestQuery = 4_096;

/** A query as somebody may have it who does not know the nonce, or who does. */
const parameter = fc.tuple(
  fc.constantFrom('state', 'nonce', 'code', 'error', 'scope', 'iss', '%73tate', 'nonce[]', ''),
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(nonce, callback, encodeURIComponent(callback), nonce.slice(1), ''),
    },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.nat(100_000).map((depth) => `%${'25'.repeat(depth)}`) },
  ),
  fc.boolean(),
);
const query = fc.array(parameter, { maxLength: 5 }).map((all) => {
  const encode = (value: string) => encodeURIComponent(value.toWellFormed());
  return all.map(([name, value, encoded]) => `${name}=${encoded ? encode(value) : value}`).join('&');
});

/** A sign-in is ended by the answer to it alone, and gets its code and its error as they were sent. */
async function assertReceived([relayed, ...queries]: readonly [
  relayed: boolean,
  ...string[],
]): Promise<void> {
  const callbacks = new Callbacks(clock);
  const state = relayed ? encodeURIComponent(callback) : nonce;
  const awaited = callbacks.expect({ nonce, state });
  let taken: string | undefined;
  for (const one of queries) {
    const outcome = callbacks.receive(one);
    assert.ok(['taken', 'foreign', 'unknown'].includes(outcome));
    if (one.length > longestQuery) assert.equal(outcome, 'unknown');
    if (outcome !== 'taken') continue;
    assert.equal(taken, undefined);
    assert.ok(one.includes(nonce.slice(0, 3)), one);
    taken = one;
  }
  const right = `code=c&state=${encodeURIComponent(state)}${relayed ? `&nonce=${nonce}` : ''}`;
  assert.equal(callbacks.receive(right), taken === undefined ? 'taken' : 'unknown');
  const answer = await awaited.answer;
  const sent = new URLSearchParams(taken ?? right);
  assert.deepEqual(
    [answer.get('state'), answer.get('code'), answer.get('error')],
    [state, sent.get('code'), sent.get('error')],
  );
}

/** However often it was encoded on its way. */
function assertFound([times, code]: readonly [times: number, code: string]): void {
  const callbacks = new Callbacks(clock);
  const awaited = callbacks.expect({ nonce, state: encodeURIComponent(callback) });
  let state = callback;
  for (let time = 0; time < times; time += 1) state = encodeURIComponent(state);
  const sent = new URLSearchParams({ nonce, state, code }).toString();
  assert.equal(isOurs(sent), sent.length <= longestQuery);
  assert.equal(callbacks.receive(sent), sent.length <= longestQuery ? 'taken' : 'unknown');
  awaited.answer.catch(() => undefined);
  awaited.dispose();
}

const http = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'get'),
  path: fc.oneof(
    query.map((one) => `/callback?${one}`),
    shortText.map((one) => `/${one}`),
    shortText,
  ),
  host: fc.constantFrom(undefined, undefined, undefined, '127.0.0.1', 'localhost', 'x.example', ''),
  more: shortText,
});

/** The port answers in sentences of ours, and hands on what came to its very address alone. */
async function assertAnswered({
  method,
  path,
  host,
  more,
}: typeof http extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  const received: string[] = [];
  const loopback = await openLoopback(loopbackPages)((one) => received.push(one) > 1);
  try {
    const socket = connect(loopback.port, '127.0.0.1');
    socket.on('error', () => undefined);
    let reply = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (reply += chunk));
    const head = `${method} ${path.slice(0, 3_000)} HTTP/1.1\r\nHost: ${host ?? `127.0.0.1:${loopback.port}`}\r\nX: ${more.slice(0, 3_000)}\r\n\r\n`;
    socket.end(head.toWellFormed());
    await once(socket, 'close');
    const [, status = ''] = /^HTTP\/1\.1 (\d{3}) /.exec(reply) ?? [];
    assert.match(status, /^(400|404|431|)$/);
    const page = /<p>(.*)<\/p>/.exec(reply)?.[1];
    assert.ok(page === undefined || Object.values(loopbackPages).includes(page));
    if (host !== undefined || method !== 'GET') assert.deepEqual(received, []);
  } finally {
    loopback.dispose();
  }
}

/** Winds the clock until it has come to its end, as little as it takes. */
async function settled<T>(work: Promise<T>): Promise<T | Error> {
  const outcome = work.catch((error: unknown) => error as Error);
  const state = { ended: false };
  void outcome.then(() => (state.ended = true));
  await turns(1);
  while (!state.ended) await clock.advance(1_000);
  return outcome;
}

const tokens = {
  access_token: secrets.accessToken,
  token_type: 'Bearer',
  scope: 'a b',
  expires_in: 3600,
  refresh_token: 'AQ2',
};
const refusal = { error: 'temporarily_unavailable', error_description: `not ${secrets.refreshToken}` };
const reply = fc.record({
  status: fc.constantFrom(200, 200, 200, 400, 400, 401, 403, 404, 429, 500, 503, 302),
  body: damaged(tokens, refusal, { error: 'invalid_grant' }, { error: 'invalid_client' }),
});
type Reply = typeof reply extends fc.Arbitrary<infer T> ? T : never;

const answering =
  ({ status, body }: Reply) =>
  () =>
    Promise.resolve(new Response(body, { status }));

/** Whatever Spotify answers: only `invalid_grant` ends a session, and no token is ever said. */
async function assertStaysSignedIn([token, api, grant]: readonly [
  Reply,
  Reply,
  'pkce' | 'secret',
]): Promise<void> {
  const log = new Lines();
  const { accounts } = endpoints;
  const send = (url: string) => answering(url.startsWith(accounts) ? token : api)();
  const sessions = new SessionStore(new Keychain().window(), new Mark(), () => accounts, clock, unlocked);
  const secretSource = {
    find: () => Promise.resolve(secrets.clientSecret),
    authentication: ClientSecretBasic,
  };
  const endpoint = new TokenEndpoint(send, clock, secretSource);
  const { refreshToken } = secrets;
  const account = { id: 'a', name: 'Wren' };
  const session = {
    id: 's',
    issuer: accounts,
    clientId: 'f'.repeat(32),
    refreshToken,
    scopes: [],
    flow: 'relay',
    grant,
    authorizedAt: clock.now(),
    account,
  } as const;
  await sessions.save({ ...session, scopes: [] });
  const access = new Tokens(sessions, endpoint, () => endpoints, clock, log);
  const client = new SpotifyClient(send, access, new RequestLog(new Pages(), clock), clock, log);
  const outcome = await settled(client.player());
  const refused =
    token.status >= 400 &&
    (parseJson(token.body) as { error?: unknown } | undefined)?.error === 'invalid_grant';
  const { kind } = sessions.state;
  assert.ok(
    kind === 'signedIn' || (kind === 'ended' && refused),
    `${kind} after ${token.status} ${token.body}`,
  );
  if (outcome instanceof Error) {
    assert.ok(
      outcome instanceof ApiProblemError || (outcome instanceof SignedOutError && refused),
      outcome.stack,
    );
    assertKeepsSecrets(String(outcome));
  }
  assertKeepsSecrets(log.text);
  sessions.dispose();
}

const request = {
  clientId: 'f'.repeat(32),
  redirectUri: 'http://127.0.0.1/callback',
  state: nonce,
  codeVerifier: 'v'.repeat(43),
};

async function assertExchanged([one, answer]: readonly [Reply, string]): Promise<void> {
  const endpoint = new TokenEndpoint(answering(one), clock);
  const outcome = await endpoint
    .exchange(endpoints, request, new URLSearchParams(answer))
    .catch((error: unknown) => error);
  if (!(outcome instanceof Error)) return;
  const known = [AuthorizationRefused, GrantRefused, ApiProblemError].some((type) => outcome instanceof type);
  assert.ok(known, outcome.stack);
  if (!(outcome instanceof AuthorizationRefused)) assertKeepsSecrets(String(outcome));
}

function assertTokens(body: string): void {
  try {
    const { accessToken, expiresInMs, refreshToken, scopes = [] } = readTokenReply(body, 'pkce');
    for (const token of [accessToken, refreshToken ?? 'x']) assert.match(token, /^[\x20-\x7e]+$/);
    assert.doesNotThrow(() => new Headers({ authorization: `Bearer ${accessToken}` }));
    assert.ok(expiresInMs >= 1_000 && expiresInMs <= 86_400_000 && scopes.length <= 100);
  } catch (error) {
    assert.ok(error instanceof ApiProblemError, String(error));
    assertKeepsSecrets(error.message);
  }
}

export const signIn = [
  target('sign-in: callbacks', fc.tuple(fc.boolean(), query, query, query), assertReceived, [
    [false, `nonce=${nonce}&state=%${'25'.repeat(50_000)}`, '', ''],
  ]),
  target('sign-in: the state of a callback', fc.tuple(fc.nat(12), shortText), assertFound),
  target('sign-in: requests to the loopback port', http, assertAnswered),
  target('sign-in: the answer and the tokens for it', fc.tuple(reply, query), assertExchanged),
  target('sign-in: tokens', damaged(tokens), assertTokens),
  target(
    'sign-in: replies during a session',
    fc.tuple(reply, reply, fc.constantFrom('pkce', 'secret')),
    assertStaysSignedIn,
  ),
];
