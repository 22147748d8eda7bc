import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenLoopback } from '../host';

export const opensPorts = true;

/**
 * A server on 127.0.0.1 and a port of the system's choice, for one answer (RFC 8252, section 7.3). Answers only
 * requests made to that very address, so that no foreign web page reaches it by a name of its own.
 */
export const openLoopback: OpenLoopback = async (receive) => {
  let answering = 0;
  let closing = false;
  const server = createServer((request, response) => {
    answering++;
    response.once('close', () => {
      answering--;
      closeRest();
    });
    answer(server, request, response, receive);
  });
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
};

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function answer(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  receive: (query: string) => boolean,
): void {
  const [, query] = /^\/callback(\?.*)?$/.exec(request.url ?? '') ?? [undefined, undefined];
  const addressed = request.headers.host === `127.0.0.1:${portOf(server)}`;
  if (request.method !== 'GET' || !addressed || query === undefined) {
    respond(response, 404, 'Nothing is here.');
  } else if (!receive(query)) {
    respond(
      response,
      400,
      'This answer belongs to another sign-in. Go back to your editor and sign in again.',
    );
  } else if (new URLSearchParams(query).has('error')) {
    respond(response, 200, 'Spotify did not get your agreement. You can close this page.');
  } else {
    respond(response, 200, 'Done. You can close this page and go back to your editor.');
  }
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
