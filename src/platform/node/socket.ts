import { connect, type Server, type Socket } from 'node:net';
import { systemClock } from '../clock';

/** Systems connect at once, or wait for a pipe whose owner hangs. */
const patienceMs = 1_000;

/** A connection; else `free` where nobody listens, and `held` where somebody does and is not to be had. */
export function dial(address: string): Promise<Socket | 'free' | 'held'> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const late = systemClock.after(patienceMs, () => {
      socket.destroy();
      resolve('held');
    });
    socket.once('connect', () => resolve(socket));
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ENOENT' || code === 'ECONNREFUSED' ? 'free' : 'held'),
    );
    for (const event of ['connect', 'close']) socket.once(event, () => late.dispose());
  });
}

/** @returns whether nobody else listens there */
export function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    // One that is closed at the same moment never says that it listens.
    server.once('close', () => resolve(false));
    server.once('error', failed).listen(address, () => resolve(true));
  });
}
