import type { Clock } from '../platform/clock';
import type { AccessToken, AccessTokens } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import type { TokenEndpoint } from './oauth';
import { goodUntil } from './tokenReply';

interface Held extends AccessToken {
  readonly clientId: string;
  readonly goodUntil: number;
}

/**
 * Access tokens that speak for the app and for no user (Client Credentials): they open the catalogue, and nothing of
 * anybody's. In memory only; one request at a time.
 */
export class AppTokens implements AccessTokens {
  #held: Held | undefined;
  #asking: Promise<Held> | undefined;

  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly endpoints: () => Endpoints,
    private readonly clientId: () => string,
    private readonly clock: Clock,
  ) {}

  /** Throws as `TokenEndpoint.forApp`. */
  async get(): Promise<AccessToken> {
    const held = this.#held;
    const { api } = this.endpoints();
    const isGood =
      held?.api === api && held.clientId === this.clientId() && held.goodUntil > this.clock.now();
    return isGood ? held : this.#ask();
  }

  async renew(refused: AccessToken): Promise<AccessToken> {
    if (this.#held?.value === refused.value) this.#held = undefined;
    return this.get();
  }

  #ask(): Promise<Held> {
    this.#asking ??= this.#fetch().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #fetch(): Promise<Held> {
    const endpoints = this.endpoints();
    const clientId = this.clientId();
    const reply = await this.endpoint.forApp(endpoints, clientId);
    const until = goodUntil(reply, this.clock.now());
    return (this.#held = { value: reply.accessToken, api: endpoints.api, clientId, goodUntil: until });
  }
}
