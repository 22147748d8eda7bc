import { networkInterfaces } from 'node:os';
import type { Network } from '../host';

/** The addresses of this machine but for its own loopback: they come and go with Wi-Fi, cable and VPN. */
export const network: Network = () => {
  try {
    return addresses();
  } catch {
    // Android lets no app ask (EACCES), and neither do some sandboxes.
    return '';
  }
};

function addresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ');
}
