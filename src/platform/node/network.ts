import { networkInterfaces } from 'node:os';
import type { Network } from '../network';

/** The addresses of this machine but for its own loopback: they come and go with Wi-Fi, cable and VPN. */
export const network: Network = () =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ');
