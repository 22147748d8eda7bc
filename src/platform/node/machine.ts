import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Another each time that the system starts, and one for all its containers, which have host names. Linux alone has it. */
const boot = readBoot();

/**
 * The machine that this process runs on, in eight hexadecimal digits: a home, and so each file of ours, can be shared
 * by several. To be read anew each time, since host names change, with the network for instance.
 */
export function machineId(): string {
  return createHash('sha256').update(`${hostname()} ${boot}`).digest('hex').slice(0, 8);
}

function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return '';
  }
}
