import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Loopback, LoopbackPages, OpenPort } from '../host';

/** A browser needs a few. */
const mostConnections = 32;

/**
 * A server on 127.0.0.1 and a port of the system's choice, for one answer (RFC 8252, section 7.3). Answers only
 * requests made to that very address, so that no foreign web page reaches it by a name of its own.
 */
export function openLoopback(pages: LoopbackPages): OpenPort {
  return (receive) => open(pages, receive);
}

async function open(pages: LoopbackPages, receive: (query: string) => boolean): Promise<Loopback> {
  let answering = 0;
  let closing = false;
  const server = createServer((request, response) => {
    answering++;
    response.once('close', () => {
      answering--;
      closeRest();
    });
    const [status, sentence] = answer(server, request, receive, pages);
    respond(response, status, sentence);
  });
  boundConnections(server);
  // What is being answered is answered; browsers keep other connections open that they may never use.
  const closeRest = () => {
    if (closing && answering === 0) server.closeAllConnections();
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const dispose = () => {
    closing = true;
    server.close();
    closeRest();
  };
  return { port: portOf(server), dispose };
}

/** Of more than that the oldest goes: whoever opens many, and says nothing, keeps nobody out. */
function boundConnections(server: Server): void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const [oldest] = open;
    if (open.size <= mostConnections || !oldest) return;
    open.delete(oldest);
    oldest.destroy();
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

/** Status and sentence of a reply. */
function answer(
  server: Server,
  { method, url, headers }: IncomingMessage,
  receive: (query: string) => boolean,
  pages: LoopbackPages,
): readonly [status: number, sentence: string] {
  const [, query] = /^\/callback(\?.*)?$/.exec(url ?? '') ?? [undefined, undefined];
  const addressed = headers.host === `127.0.0.1:${portOf(server)}`;
  if (method !== 'GET' || !addressed || query === undefined) return [404, pages.unknown];
  if (!receive(query)) return [400, pages.foreign];
  return [200, new URLSearchParams(query).has('error') ? pages.refused : pages.done];
}

function respond(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(page(sentence));
}

function page(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Earshot for Spotify</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1.1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 1rem; }
</style>
<main><h1>Earshot for Spotify</h1><p>${sentence}</p></main>
</html>
`;
}
