import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A folder that pages can read, whatever their origin. */
export interface Files {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the files of a folder on a free port of 127.0.0.1; `made` has those that are made up, by their paths. */
export async function serveFiles(folder: string, made: Readonly<Record<string, string>>): Promise<Files> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const found = made[pathname] ?? readFile(path.join(folder, path.posix.normalize(pathname)));
    Promise.resolve(found).then(
      (body) => {
        const type = pathname.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
        response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': type }).end(body);
      },
      () => response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
