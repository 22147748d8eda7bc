import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { Endpoints } from '../../../../src/spotify/endpoints';

/** An app that is registered there. */
export interface RegisteredClient {
  readonly clientId: string;
  /** Only the confidential one has it. */
  readonly clientSecret?: string;
}

export const redirectUri = 'http://127.0.0.1:49152/callback';
const publicClient: RegisteredClient = { clientId: '0'.repeat(32) };
const confidentialClient = { clientId: '1'.repeat(32), clientSecret: 'a5'.repeat(16) };

/**
 * An OAuth 2.0 server that none of us wrote (`oidc-provider`), at Spotify's paths: two clients, one public and one that
 * proves itself by HTTP Basic; both have to use PKCE. Whoever comes agrees.
 */
export class AuthorizationServer {
  readonly publicClient = publicClient;
  readonly confidentialClient = confidentialClient;
  readonly endpoints: Endpoints;
  readonly #http: Server;

  private constructor(http: Server, accounts: string) {
    this.#http = http;
    this.endpoints = { accounts, api: `${accounts}/v1`, relay: `${accounts}/redirect`, shortLinks: '' };
  }

  /** `scopes`: those that it knows. */
  static async start(scopes: readonly string[]): Promise<AuthorizationServer> {
    const http = createServer();
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    const accounts = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const provider = provide(accounts, scopes);
    const answer = provider.callback();
    http.on('request', (request, response) => {
      const handled = request.url?.startsWith('/consent/')
        ? agree(provider, request, response)
        : answer(request, response);
      handled.catch(() => response.writeHead(500).end());
    });
    return new AuthorizationServer(http, accounts);
  }

  /** Opens the address of the consent page as a browser does. @returns where the browser is sent in the end */
  async visit(address: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let url = new URL(address);
    while (url.origin === this.endpoints.accounts) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const page = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const [, name = '', value = ''] of page.headers.getSetCookie().map(parseCookie)) {
        cookies.set(name, value);
      }
      const location = page.headers.get('location');
      if (location === null) throw new Error(`The server shows a page: ${page.status} ${await page.text()}`);
      url = new URL(location, url);
    }
    return url;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }
}

function parseCookie(line: string): string[] {
  return [...(/^([^=]+)=([^;]*)/.exec(line) ?? [])];
}

function provide(issuer: string, scopes: readonly string[]): Provider {
  const common = {
    application_type: 'native' as const,
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [redirectUri],
    response_types: ['code' as const],
  };
  return new Provider(issuer, {
    clients: [
      { ...common, client_id: publicClient.clientId, token_endpoint_auth_method: 'none' },
      {
        ...common,
        client_id: confidentialClient.clientId,
        client_secret: confidentialClient.clientSecret,
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    scopes: [...scopes],
    routes: { authorization: '/authorize', token: '/api/token' },
    pkce: { required: () => true },
    issueRefreshToken: () => Promise.resolve(true),
    interactions: { url: (_, { uid }) => `/consent/${uid}` },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 3600, Grant: 3600, Interaction: 3600, RefreshToken: 3600, Session: 3600 },
    renderError: (context, { error }) => {
      context.body = error;
    },
    cookies: { keys: ['for this run only'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
}

/** Signs somebody in and agrees to all that is asked for. */
async function agree(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = 'wren';
  const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId }, consent });
}
