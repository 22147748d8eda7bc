import { access } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { type LocalPlayerParts, openPlayer } from '../local/open';
import type { LocalPlayer } from '../local/player';
import { describeError } from '../platform/host';
import { setUnexpectedErrorHandler } from '../platform/lifecycle';
import { openChildProcess } from '../platform/node/childProcess';
import { connectToSessionBus } from '../platform/node/dbus/connection';

/*
 * The entry of a bundle of its own, dist/local.js, which is read long after activation, and not at all where nobody
 * wants it. It has copies of what it needs of the platform: no object of theirs is compared by its class.
 */

export interface LocalPlayerOptions extends Pick<LocalPlayerParts, 'memory' | 'clock' | 'log'> {
  /** Where the extension is installed, as a path. */
  readonly extensionFolder: string;
}

/** The Spotify app on this machine, neither read nor started as yet; `undefined` for a system where nobody knows how. */
export function openLocalPlayer({ extensionFolder, ...parts }: LocalPlayerOptions): LocalPlayer | undefined {
  setUnexpectedErrorHandler((error) => parts.log.error(`Unexpected error: ${describeError(error)}`));
  const exists = (file: string) =>
    access(file).then(
      () => true,
      () => false,
    );
  return openPlayer(process.platform, {
    ...parts,
    openChildProcess,
    connectToSessionBus,
    system: { env: process.env, exists },
    folder: path.join(extensionFolder, 'media', 'local'),
  });
}
