import type { Heard, Nothing } from '../core/playback';
import type { RequestKind } from '../core/budget';
import { TroubleError } from '../core/trouble';
import { sleep, type Clock } from '../platform/clock';
import type { Http } from '../platform/http';
import type { Log } from '../platform/log';
import { classify } from './classify';
import type { Ledger } from './ledger';
import { readPlayer, readProfile, type Profile } from './schema';

/** Where access tokens come from. */
export interface AccessTokens {
  /** The one in memory while it is good, else a fresh one. */
  get(): Promise<AccessToken>;
  /** A fresh one instead of `refused`, unless that has happened already. */
  renew(refused: AccessToken): Promise<AccessToken>;
}

export interface AccessToken {
  readonly value: string;
  /** Base address of the Web API that it is for. */
  readonly api: string;
}

/** Spotify sometimes overlooks a good token: asked again after a moment, it sees it. */
const overlooked = { retries: 3, afterMs: 200 };

/**
 * The Web API. Every method throws `TroubleError` when Spotify cannot be asked or refuses, and
 * `SignedOutError` when there is no session.
 */
export class SpotifyClient {
  constructor(
    private readonly http: Http,
    private readonly tokens: AccessTokens,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What plays now, tracks and podcast episodes alike, with the device, in one request. */
  async player(): Promise<Heard | Nothing> {
    const body = await this.ask('poll', 'GET', '/me/player?additional_types=track,episode');
    return readPlayer(body, this.clock.now()) ?? unreadable();
  }

  /** Who is signed in. */
  async profile(): Promise<Profile> {
    return readProfile(await this.ask('profile', 'GET', '/me')) ?? unreadable();
  }

  private async ask(kind: RequestKind, method: string, path: string): Promise<unknown> {
    await this.ledger.pass();
    let token = await this.tokens.get();
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      await this.ledger.admit(kind);
      const { status, verdict } = await this.send(method, path, token);
      switch (verdict.kind) {
        case 'ok':
          return verdict.body;
        case 'trouble':
          if (verdict.trouble.kind === 'limited') await this.ledger.close(verdict.trouble);
          throw new TroubleError(verdict.trouble);
        case 'tokenOverlooked':
          if (attempt >= overlooked.retries) throw new TroubleError({ kind: 'refused', status });
          await sleep(this.clock, overlooked.afterMs);
          break;
        case 'tokenExpired':
          if (renewed) throw new TroubleError({ kind: 'refused', status });
          renewed = true;
          token = await this.tokens.renew(token);
          break;
      }
    }
  }

  private async send(method: string, path: string, token: AccessToken) {
    const started = this.clock.now();
    const reply = await this.http(`${token.api}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token.value}`, Accept: 'application/json' },
    });
    const now = this.clock.now();
    const { status } = reply;
    const verdict = classify(
      { status, retryAfter: reply.headers.get('retry-after'), text: await reply.text() },
      now,
    );
    const outcome = verdict.kind === 'trouble' ? verdict.trouble.kind : verdict.kind;
    this.log.debug(`${method} ${path.replace(/\?.*/, '')}: ${status} ${outcome} in ${now - started} ms`);
    return { status, verdict };
  }
}

function unreadable(): never {
  throw new TroubleError({ kind: 'unreadable' });
}
