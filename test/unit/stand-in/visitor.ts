import { createHash, randomBytes } from 'node:crypto';
import { type Spotify, startSpotify } from '../../spotify';

/** A clock that stands until it is moved. */
export class ManualClock {
  ms = Date.UTC(2026, 10, 2, 9, 0, 0);
  readonly now = (): number => this.ms;

  advance(ms: number): void {
    this.ms += ms;
  }
}

export type Form = Readonly<Record<string, string>>;

export const allScopes = [
  'user-read-playback-state',
  'user-read-currently-playing',
  'user-modify-playback-state',
  'user-library-read',
  'user-library-modify',
].join(' ');

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** A JSON answer with its status; `json` is an empty object when the body is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  let json: Record<string, unknown> = {};
  try {
    json = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Not JSON: the text is what counts.
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Someone with a browser and a client, in front of a stand-in on a clock of its own. */
export class Visitor {
  readonly verifier = randomBytes(48).toString('base64url');
  readonly redirectUri = 'http://127.0.0.1:49152/callback';

  private constructor(
    readonly spotify: Spotify,
    readonly clock: ManualClock,
  ) {}

  static async arrive(): Promise<Visitor> {
    const clock = new ManualClock();
    return new Visitor(await startSpotify({ now: clock.now }), clock);
  }

  get clientId(): string {
    return this.spotify.apps.default.clientId;
  }

  /** `GET /authorize` as a good client would; `changes` replaces parameters, null leaves one out. */
  async authorize(changes: Readonly<Record<string, string | null>> = {}): Promise<Answer> {
    const good = {
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      state: 'st4te',
      scope: allScopes,
      code_challenge_method: 'S256',
      code_challenge: challengeOf(this.verifier),
    };
    const parameters: Readonly<Record<string, string | null>> = { ...good, ...changes };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null) {
        query.set(name, value);
      }
    }
    return this.open(`/authorize?${query.toString()}`);
  }

  /** Opens a path of the stand-in without following redirects. */
  async open(path: string, init: RequestInit = {}): Promise<Answer> {
    return answerOf(await fetch(this.spotify.url + path, { redirect: 'manual', ...init }));
  }

  /** Presses a button of a consent page; the answer's Location, parsed. */
  async press(page: Answer, decision: 'agree' | 'cancel'): Promise<URL> {
    const ticket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const answer = await this.post('/authorize/decision', { ticket, decision });
    return new URL(answer.headers.get('location') ?? 'about:blank');
  }

  post(path: string, form: Form, headers: Form = {}): Promise<Answer> {
    return this.open(path, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  /** An authorization code, agreed to. */
  async code(changes: Readonly<Record<string, string | null>> = {}): Promise<string> {
    const url = await this.press(await this.authorize(changes), 'agree');
    return url.searchParams.get('code') ?? '';
  }

  /** `POST /api/token` for a code with PKCE; `changes` replaces fields, '' leaves one out. */
  exchange(code: string, changes: Form = {}, headers: Form = {}): Promise<Answer> {
    const good = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.redirectUri,
      client_id: this.clientId,
      code_verifier: this.verifier,
    };
    const fields = Object.entries({ ...good, ...changes }).filter(([, value]) => value !== '');
    return this.post('/api/token', Object.fromEntries(fields), headers);
  }

  refresh(refreshToken: string, headers: Form = {}): Promise<Answer> {
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: this.clientId };
    return this.post('/api/token', fields, headers);
  }

  basic(secret = this.spotify.apps.default.clientSecret, id = this.clientId): Form {
    return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  }

  /** An access token with these scopes, without the way through the consent page. */
  token(scopes = allScopes): string {
    const { apps, tokens, user } = this.spotify;
    return tokens.grant(apps.default, user.id, scopes.split(' ')).accessToken;
  }

  /** A Web API request with a good token, unless another one is given. */
  call(method: string, path: string, token = this.token(), init: RequestInit = {}): Promise<Answer> {
    return this.open(`/v1${path}`, { method, headers: { authorization: `Bearer ${token}` }, ...init });
  }
}
