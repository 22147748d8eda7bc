import { randomBytes } from 'node:crypto';
import type { App } from './apps';
import { consentPage } from './consentPage';
import { type Ask, type Reply, page, redirect, text, withParameters } from './exchange';
import { judgeRedirectUri } from './redirectUri';
import { knownScopes } from './scopes';
import type { World } from './world';

/** An authorization request that has passed all checks. */
interface Request {
  readonly app: App;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
}

/** Spotify's Accounts service, the part that the browser sees. */
export class Accounts {
  readonly #world: World;
  /** Consent pages on show, by their one-use ticket. */
  readonly #pages = new Map<string, Request>();
  /** What users have agreed to, by client and user. */
  readonly #consents = new Map<string, ReadonlySet<string>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** `GET /authorize`. */
  authorize(ask: Ask): Reply {
    const { query } = ask;
    this.#world.secrets.noteState(query.get('state'));
    this.#world.secrets.note(query.get('code_challenge'));
    // The client and the redirect URI come first: with a fault in them there is nobody to redirect to.
    const app = this.#world.apps.find(query.get('client_id'));
    if (app === undefined) {
      return text(400, 'INVALID_CLIENT: Invalid client');
    }
    const redirectUri = query.get('redirect_uri');
    const verdict = judgeRedirectUri(redirectUri, app.redirectUris, this.#world.relayUrl);
    if (verdict !== 'ok' || redirectUri === null) {
      return text(400, `INVALID_CLIENT: ${verdict}`);
    }
    const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    const challenge = query.get('code_challenge');
    const request = { app, redirectUri, state: query.get('state'), scopes, challenge };
    const error = faultIn(query, scopes);
    if (error !== undefined) {
      return back(request, 'error', error);
    }
    return this.#isRemembered(request) && query.get('show_dialog') !== 'true'
      ? this.#agree(request)
      : this.#show(request);
  }

  /** `POST /authorize/decision`, the two buttons of the consent page. */
  decide(ask: Ask): Reply {
    const form = new URLSearchParams(ask.body);
    const ticket = form.get('ticket') ?? '';
    const request = this.#pages.get(ticket);
    this.#pages.delete(ticket);
    if (request === undefined) {
      return text(400, 'This page has been used already. Start again in the app.');
    }
    return form.get('decision') === 'agree' ? this.#agree(request) : back(request, 'error', 'access_denied');
  }

  #show(request: Request): Reply {
    const ticket = randomBytes(16).toString('hex');
    this.#pages.set(ticket, request);
    return page(200, consentPage(request.app.name, this.#world.user, request.scopes, ticket));
  }

  #agree(request: Request): Reply {
    const userId = this.#world.users.recordConsent();
    const key = `${request.app.clientId} ${userId}`;
    this.#consents.set(key, new Set([...(this.#consents.get(key) ?? []), ...request.scopes]));
    const granted = {
      clientId: request.app.clientId,
      userId,
      scopes: request.scopes,
      authorizedAt: this.#world.now(),
    };
    const code = this.#world.tokens.issueCode(granted, request.redirectUri, request.challenge);
    return back(request, 'code', code.value);
  }

  #isRemembered(request: Request): boolean {
    const agreed = this.#consents.get(`${request.app.clientId} ${this.#world.user.id}`);
    const covered = agreed !== undefined && request.scopes.every((scope) => agreed.has(scope));
    return request.app.remembersConsent && covered;
  }
}

/** The OAuth error that a request earns once it is known where to send it. */
function faultIn(query: URLSearchParams, scopes: readonly string[]): string | undefined {
  if (query.get('response_type') !== 'code') {
    return 'unsupported_response_type';
  }
  const method = query.get('code_challenge_method');
  const challenge = query.get('code_challenge');
  const none = method === null && challenge === null;
  // A SHA-256 in base64url without padding is 43 characters; Spotify knows no other method.
  if (!none && (method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge ?? ''))) {
    return 'invalid_request';
  }
  return scopes.every((scope) => knownScopes.has(scope)) ? undefined : 'invalid_scope';
}

function back(request: Request, name: 'code' | 'error', value: string): Reply {
  const state = request.state === null ? [] : [['state', request.state] as const];
  return redirect(withParameters(request.redirectUri, [[name, value], ...state]));
}
