import assert from 'node:assert/strict';
import { ClientSecrets } from '../../../../src/auth/clientSecrets';
import { Authorizer } from '../../../../src/auth/oauth/authorization';
import { Callbacks } from '../../../../src/auth/oauth/callbacks';
import type { Host } from '../../../../src/auth/oauth/flows';
import {
  authorizationUrl,
  GrantRefused,
  randomCodeVerifier,
  randomText,
  TokenEndpoint,
  type AuthorizationRequest,
} from '../../../../src/auth/oauth/tokenEndpoint';
import { ApiProblemError } from '../../../../src/model/errors/apiProblem';
import { http } from '../../../../src/platform/node/http';
import { loopbackPages } from '../../../../src/messages/signInEnds';
import { openLoopback } from '../../../../src/platform/node/loopback';
import { scopes } from '../../../../src/spotify/requests';
import { Keychain, ManualClock, queryOf } from '../../support';
import { AuthorizationServer, redirectUri, type RegisteredClient } from './authorizationServer';

describe('an OAuth server that is not ours', () => {
  let server: AuthorizationServer;
  let secrets: ClientSecrets;
  let endpoint: TokenEndpoint;

  before(async () => {
    server = await AuthorizationServer.start(scopes);
  });
  after(() => server.close());
  beforeEach(() => {
    secrets = new ClientSecrets(new Keychain().window());
    endpoint = new TokenEndpoint(http, new ManualClock(), secrets);
  });

  /** Keeps the secret of a client that has one, or another in its place. */
  async function keepSecret({ clientId, clientSecret }: RegisteredClient, instead = clientSecret) {
    if (instead !== undefined) await secrets.keep(server.endpoints.accounts, clientId, instead);
  }

  /** A request that the user has agreed to, and the answer that the browser brought. */
  async function agreed({ clientId }: RegisteredClient) {
    const request: AuthorizationRequest = {
      clientId,
      redirectUri,
      state: randomText(),
      codeVerifier: randomCodeVerifier(),
    };
    const address = await server.visit(await authorizationUrl(server.endpoints, request, scopes));
    assert.ok(address.href.startsWith(`${redirectUri}?code=`), address.href);
    return { request, answer: address.searchParams };
  }

  const refused = (code: string) => (error: unknown) => error instanceof GrantRefused && error.code === code;
  const failing = (kind: string) => (error: unknown) =>
    error instanceof ApiProblemError && error.problem.kind === kind;

  for (const which of ['publicClient', 'confidentialClient'] as const) {
    const grant = which === 'publicClient' ? 'pkce' : 'secret';

    describe(`to a ${which === 'publicClient' ? 'public' : 'confidential'} client`, () => {
      beforeEach(() => keepSecret(server[which]));

      it('gives tokens for the code, and fresh ones for the refresh token, again and again', async () => {
        const { request, answer } = await agreed(server[which]);
        const first = await endpoint.exchange(server.endpoints, request, answer);
        assert.equal(first.grant, grant);
        assert.deepEqual(first.scopes, scopes);
        let refreshToken = first.refreshToken;
        const accessTokens = new Set([first.accessToken]);
        for (let round = 1; round <= 3; round++) {
          assert.ok(refreshToken);
          const { clientId } = server[which];
          const reply = await endpoint.refresh(server.endpoints, clientId, refreshToken, grant);
          assert.equal(reply.grant, grant);
          assert.equal(accessTokens.add(reply.accessToken).size, round + 1);
          refreshToken = reply.refreshToken ?? refreshToken;
        }
      });

      it('goes through a whole sign-in by the authorizer', async () => {
        const authorizer = new Authorizer(
          new Callbacks(new ManualClock()),
          endpoint,
          openLoopback(loopbackPages),
        );
        const callback = 'vscode://earshot.earshot-for-spotify/callback';
        const host: Host = { desktop: true, local: true, callback, externalCallback: callback };
        const { clientId } = server[which];
        const app = { clientId, endpoints: server.endpoints };
        const authorization = await authorizer.begin('loopback', randomText(), host, app);
        const landed = await server.visit(authorization.url);
        assert.equal((await fetch(landed)).status, 200);
        const reply = await authorization.tokens;
        assert.equal(reply.grant, grant);
        assert.ok(reply.refreshToken);
      });

      it('refuses a wrong verifier', async () => {
        const { request, answer } = await agreed(server[which]);
        const wrong = { ...request, codeVerifier: randomCodeVerifier() };
        await assert.rejects(endpoint.exchange(server.endpoints, wrong, answer), refused('invalid_grant'));
      });

      it('refuses another redirect URI than the one that was agreed to', async () => {
        const { request, answer } = await agreed(server[which]);
        const wrong = { ...request, redirectUri: 'http://127.0.0.1:49153/callback' };
        await assert.rejects(endpoint.exchange(server.endpoints, wrong, answer), refused('invalid_grant'));
      });

      it('refuses a redirect URI that is not registered, and sends nobody there', async () => {
        const request = {
          ...(await agreed(server[which])).request,
          redirectUri: 'https://elsewhere.example/',
        };
        const url = await authorizationUrl(server.endpoints, request, scopes);
        await assert.rejects(server.visit(url), /invalid_redirect_uri/);
      });

      it('refuses a code that was used, and a refresh token that it never gave', async () => {
        const { request, answer } = await agreed(server[which]);
        await endpoint.exchange(server.endpoints, request, answer);
        await assert.rejects(endpoint.exchange(server.endpoints, request, answer), refused('invalid_grant'));
        await assert.rejects(
          endpoint.refresh(server.endpoints, server[which].clientId, 'AQinvented', grant),
          refused('invalid_grant'),
        );
      });
    });
  }

  it('refuses a wrong client secret, for a code and for a refresh token, and then takes the right one', async () => {
    const client = server.confidentialClient;
    const { request, answer } = await agreed(client);
    await keepSecret(client, 'b6'.repeat(16));
    await assert.rejects(endpoint.exchange(server.endpoints, request, answer), failing('secretWrong'));
    await keepSecret(client);
    const { refreshToken = '' } = await endpoint.exchange(server.endpoints, request, answer);
    const refresh = () => endpoint.refresh(server.endpoints, client.clientId, refreshToken, 'secret');
    await keepSecret(client, 'b6'.repeat(16));
    await assert.rejects(refresh(), failing('secretWrong'));
    await keepSecret(client);
    assert.ok((await refresh()).accessToken);
  });

  it('refuses a confidential client that shows no secret', async () => {
    const { request, answer } = await agreed(server.confidentialClient);
    await assert.rejects(endpoint.exchange(server.endpoints, request, answer), refused('invalid_client'));
  });

  it('wants PKCE, and the address of the consent page has it', async () => {
    const { request } = await agreed(server.publicClient);
    const url = new URL(await authorizationUrl(server.endpoints, request, scopes));
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const landed = await server.visit(url.href);
    assert.equal(new URLSearchParams(queryOf(landed.href)).get('error'), 'invalid_request');
  });
});
