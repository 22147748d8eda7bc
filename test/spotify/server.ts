import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { Accounts } from './accounts';
import { api } from './api';
import type { ControlPage } from './controlPage';
import { apiPreflight, tokenPreflight, withApiCors, withTokenCors } from './cors';
import { type Ask, type Reply, type RequestRecord, page, redirect, text } from './exchange';
import type { Fault } from './faults';
import { image } from './image';
import { relay } from './relay';
import { token } from './token';
import type { World } from './world';

const mostBytes = 1_000_000;

/** A request that comes without a socket. */
export interface DirectRequest {
  readonly method: string;
  /** The path with its query, as it would stand in the first line of the request. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What becomes of a request: an answer, half of it, or one without an end, or no answer at all. */
type Outcome = { readonly reply: Reply; readonly ends: Ending } | 'hang' | 'reset';
type Ending = 'well' | 'early' | 'never';

function askFor(at: number, method: string, url: string, headers: IncomingHttpHeaders, body: string): Ask {
  const [path = '/', ...query] = url.split('?');
  return { at, method, path, query: new URLSearchParams(query.join('?')), headers, body };
}

function* overAndOver(body: Buffer): Generator<Buffer> {
  for (;;) yield body;
}

/** Reads a request to its end; undefined when it breaks off or is far too long. */
async function read(request: IncomingMessage, at: number): Promise<Ask | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) {
        return undefined;
      }
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  const { method = 'GET', url = '/', headers } = request;
  return askFor(at, method, url, headers, Buffer.concat(chunks).toString());
}

/** Spotify, as one handler of HTTP requests. */
export class Server {
  readonly #world: World;
  readonly #accounts: Accounts;
  readonly #controls: ControlPage;

  constructor(world: World, accounts: Accounts, controls: ControlPage) {
    this.#world = world;
    this.#accounts = accounts;
    this.#controls = controls;
  }

  /** Answers one request, or misbehaves as told. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ask = await read(request, this.#world.now());
    if (ask === undefined) {
      request.destroy();
      return;
    }
    const outcome = await this.#outcome(ask);
    if (outcome === 'reset') {
      request.socket.resetAndDestroy();
    } else if (outcome !== 'hang') {
      this.#send(response, outcome.reply, outcome.ends);
    }
  }

  /** Answers without a socket, for whoever asks far too often for one. Rejects where a connection would break off. */
  async answer({ method, url, headers, body = '' }: DirectRequest): Promise<Reply> {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const outcome = await this.#outcome(
      askFor(this.#world.now(), method, url, Object.fromEntries(lower), body),
    );
    if (outcome === 'hang' || (outcome !== 'reset' && outcome.ends === 'never')) {
      return new Promise(() => {});
    }
    if (outcome === 'reset' || outcome.ends === 'early') {
      throw new Error('The connection broke off.');
    }
    return outcome.reply;
  }

  async #outcome(ask: Ask): Promise<Outcome> {
    const record: RequestRecord = { ...ask, status: 0 };
    this.#world.requests.push(record);
    const fault = this.#world.faults.take(ask);
    if (fault?.kind === 'hang' || fault?.kind === 'reset') {
      return fault.kind;
    }
    const reply = this.#reply(ask, fault);
    if (fault?.kind === 'late') {
      await fault.until();
    }
    record.status = reply.status;
    const ends = fault?.kind === 'truncated' ? 'early' : fault?.kind === 'endless' ? 'never' : 'well';
    return { reply, ends };
  }

  #reply(ask: Ask, fault: Fault | undefined): Reply {
    const own = () => (fault?.kind === 'reply' ? fault.reply : this.#answer(ask));
    const isPreflight = ask.method === 'OPTIONS' && fault?.kind !== 'reply';
    if (ask.path.startsWith('/v1/')) {
      return isPreflight ? apiPreflight() : withApiCors(own());
    }
    if (ask.path === '/api/token') {
      return isPreflight ? tokenPreflight(ask) : withTokenCors(ask, own());
    }
    return own();
  }

  #answer(ask: Ask): Reply {
    try {
      return this.#route(ask);
    } catch (error) {
      // A fault of the stand-in itself: to be seen in the test that ran into it.
      return text(
        500,
        `The stand-in failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
    }
  }

  #route(ask: Ask): Reply {
    if (ask.path.startsWith('/v1/')) {
      return api(this.#world, ask);
    }
    switch (`${ask.method} ${ask.path}`) {
      case 'GET /':
        return this.#controls.show();
      case 'GET /authorize':
        return this.#accounts.authorize(ask);
      case 'POST /authorize/decision':
        return this.#accounts.decide(ask);
      case 'POST /api/token':
        return token(this.#world, ask);
      case 'GET /redirect':
        return relay(ask);
    }
    if (ask.method === 'POST' && ask.path.startsWith('/control/')) {
      return this.#controls.press(ask) ?? redirect('/', 303);
    }
    if (ask.method === 'GET' && ask.path.startsWith('/short/')) {
      const location = this.#world.shortLinks.get(ask.path.replace('/short/', ''));
      return location === undefined ? page(404, 'There is no such link.') : redirect(location, 307);
    }
    return ask.method === 'GET' && ask.path.startsWith('/image/') ? image(ask.path) : text(404, 'Not found');
  }

  #send(response: ServerResponse, reply: Reply, ends: Ending): void {
    const body = Buffer.from(reply.body);
    // The date is the stand-in's, not the machine's: some clients measure their clock by it.
    response.sendDate = false;
    const date = new Date(this.#world.now()).toUTCString();
    const length = reply.status === 204 || ends === 'never' ? {} : { 'content-length': String(body.length) };
    response.writeHead(reply.status, { date, ...length, ...reply.headers });
    if (ends === 'well') {
      response.end(body);
      return;
    }
    if (ends === 'never') {
      // Whoever has had enough closes the connection.
      pipeline(Readable.from(overAndOver(body)), response, () => undefined);
      return;
    }
    if (body.length < 2) {
      response.socket?.resetAndDestroy();
      return;
    }
    response.flushHeaders();
    response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
  }
}
