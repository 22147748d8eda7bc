import { mkdirSync, existsSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes this process one of another machine that shares its folders by NFS: it has a host name of its own, and only the
 * sockets that its own processes have made answer. They are known by their inodes, as they are to the system.
 * @param folder where the machines of a test keep the inodes of their sockets
 */
export function moveTo(machine: string, folder: string): void {
  os.hostname = () => machine;
  const known = path.join(folder, machine);
  mkdirSync(known, { recursive: true });
  const inodeOf = (file: string) => String(statSync(file, { throwIfNoEntry: false })?.ino);
  const listen = Reflect.get(net.Server.prototype, 'listen') as (...args: unknown[]) => net.Server;
  net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
    const server = Reflect.apply(listen, this, args);
    if (typeof args[0] === 'string') writeFileSync(path.join(known, inodeOf(args[0])), '');
    return server;
  } as net.Server['listen'];
  const connect = Reflect.get(net.Socket.prototype, 'connect') as (...args: unknown[]) => net.Socket;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const [first] = args.flat() as [{ readonly path?: string | null }];
    if (typeof first.path === 'string' && !existsSync(path.join(known, inodeOf(first.path)))) {
      this.destroy(Object.assign(new Error('Refused'), { code: 'ECONNREFUSED' }));
      return this;
    }
    return Reflect.apply(connect, this, args);
  };
}
