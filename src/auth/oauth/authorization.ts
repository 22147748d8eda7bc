import type { FlowName } from '../../model/account';
import type { OpenPort } from '../../platform/host';
import type { Disposable } from '../../platform/lifecycle';
import type { Endpoints } from '../../spotify/endpoints';
import { scopes } from '../../spotify/requests';
import type { Callbacks, CallbackOutcome } from './callbacks';
import { redirectUriFor, type Host } from './flows';
import { authorizationUrl, randomCodeVerifier, type TokenEndpoint } from './tokenEndpoint';
import type { TokenReply } from './tokenReply';

/** One sign-in, for one app, by one flow. */
export interface Application {
  readonly clientId: string;
  readonly endpoints: Endpoints;
  /** As `AuthorizationRequest.showDialog`. */
  readonly showDialog?: boolean;
}

/** A sign-in under way; disposing it gives it up. */
export interface Authorization extends Disposable {
  /** Where the user agrees; has to be opened in a browser. */
  readonly url: string;
  /** Rejects with `Cancelled` when it was given up, with `NoAnswer`, or as `TokenEndpoint.exchange` does. */
  readonly tokens: Promise<TokenReply>;
  /** Takes the query of an answer that came by hand. */
  receive(query: string): CallbackOutcome;
}

/** Authorization Code with PKCE, by each of the ways back from the browser. */
export class Authorizer {
  constructor(
    private readonly callbacks: Callbacks,
    private readonly endpoint: TokenEndpoint,
    private readonly openPort: OpenPort,
  ) {}

  /** `nonce` is the one in `host.externalCallback`. */
  async begin(flow: FlowName, nonce: string, host: Host, app: Application): Promise<Authorization> {
    // The address is encoded once more than needed: some ways to the browser decode it once.
    const state = flow === 'relay' ? encodeURIComponent(host.externalCallback) : nonce;
    const receive = (query: string) => this.callbacks.receive(query);
    const loopback =
      flow === 'loopback' ? await this.openPort((query) => receive(query) === 'taken') : undefined;
    const request = {
      clientId: app.clientId,
      showDialog: app.showDialog ?? false,
      redirectUri: withPort(redirectUriFor(flow, host, app.endpoints.relay), loopback?.port),
      state,
      codeVerifier: randomCodeVerifier(),
    };
    const url = await authorizationUrl(app.endpoints, request, scopes);
    const awaited = this.callbacks.expect({ nonce, state });
    const tokens = awaited.answer
      .finally(() => loopback?.dispose())
      .then((answer) => this.endpoint.exchange(app.endpoints, request, answer));
    // Given up before anyone waits for it, it must not count as an error that nobody handled.
    tokens.catch(() => undefined);
    return { url, tokens, receive, dispose: () => awaited.dispose() };
  }
}

function withPort(redirectUri: string, port: number | undefined): string {
  return port === undefined ? redirectUri : redirectUri.replace('127.0.0.1', `127.0.0.1:${port}`);
}
