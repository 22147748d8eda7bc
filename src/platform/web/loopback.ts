import { NoPortsError, type OpenLoopback } from '../host';

export const opensPorts = false;

/** A page cannot open a port. Nobody is offered this way here; only the setting can ask for it. */
export const openLoopback: OpenLoopback = () => Promise.reject(new NoPortsError());
