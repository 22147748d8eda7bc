import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenLoopback } from '../loopback';

/**
 * A server on 127.0.0.1 and a port of the system's choice, for one answer (RFC 8252, section 7.3). Answers only
 * requests made to that very address, so that no foreign web page reaches it by a name of its own.
 */
export const openLoopback: OpenLoopback = async (receive) => {
  const server = createServer((request, response) => answer(server, request, response, receive));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    // What is being answered is answered; nothing new is accepted.
    dispose: () => server.close(() => server.closeAllConnections()),
  };
};

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function answer(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  receive: (query: string) => boolean,
) {
  const own = `127.0.0.1:${portOf(server)}`;
  const url = new URL(request.url ?? '/', `http://${own}`);
  if (request.method !== 'GET' || request.headers.host !== own || url.pathname !== '/callback') {
    respond(response, 404, 'Nothing is here.');
    return;
  }
  const refused = url.searchParams.has('error');
  if (!receive(url.search)) {
    respond(
      response,
      400,
      'This answer belongs to another sign-in. Go back to your editor and sign in again.',
    );
  } else {
    respond(
      response,
      200,
      refused
        ? 'Spotify did not get your agreement. You can close this page.'
        : 'Done. You can close this page and go back to your editor.',
    );
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
