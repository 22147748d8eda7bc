import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerIdentity } from './certificates';

/** A server on this machine, until it is closed. */
interface Running {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** An HTTPS server that answers everything with a page, whoever is asked for. */
export function startHttps(identity: ServerIdentity): Promise<Running> {
  return listen(createTlsServer(identity, (_request, response) => response.end('A page of the office.')));
}

/** An HTTP server that knows its connections apart. */
export interface Connections extends Running {
  /** Each request, as the connection that it came by (the first is 1) and its method. */
  readonly requests: readonly string[];
  /** Which connections break from now on, instead of an answer. */
  breaks: (connection: number) => boolean;
}

/** It answers each request with what that asked of the connection. */
export async function startConnections(): Promise<Connections> {
  const sockets: Socket[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const connection = sockets.indexOf(request.socket) + 1;
    requests.push(`${connection} ${request.method}`);
    if (running.breaks(connection)) request.socket.resetAndDestroy();
    else response.end(request.headers.connection);
  });
  server.on('connection', (socket) => sockets.push(socket));
  const running: Connections = { ...(await listen(server)), requests, breaks: () => false };
  return running;
}

/** A proxy as offices have them (CONNECT, RFC 9110, section 9.3.6). */
export interface Proxy extends Running {
  /** Whom it was asked to connect to, as `host:port`, in order. */
  readonly asked: readonly string[];
}

/** `leadsTo`: the port on this machine that all connections end at; `undefined` for one that wants a password first. */
export async function startProxy(leadsTo: number | undefined): Promise<Proxy> {
  const asked: string[] = [];
  const tunnels = new Set<Duplex>();
  const server = createServer();
  server.on('connect', ({ url = '' }, socket: Duplex) => {
    asked.push(url);
    tunnels.add(socket.on('error', () => undefined));
    if (leadsTo === undefined) {
      // Asked for Basic, VS Code on the desktop would open a dialog and wait.
      const lines = ['HTTP/1.1 407 Proxy Authentication Required', 'Proxy-Authenticate: NTLM'];
      socket.end(`${[...lines, 'Content-Length: 0', 'Connection: close'].join('\r\n')}\r\n\r\n`);
      return;
    }
    const target = connect(leadsTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    tunnels.add(target.on('error', () => undefined));
  });
  const running = await listen(server);
  const close = () => {
    for (const tunnel of tunnels) tunnel.destroy();
    return running.close();
  };
  return { port: running.port, asked, close };
}
