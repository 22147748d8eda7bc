import type { Network } from '../host';
import { scope } from './scope';

/** A page learns no more than whether there is any network at all. */
export const network: Network = () => (scope.navigator.onLine ? 'online' : 'offline');
