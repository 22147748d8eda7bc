import type { System } from '../host';

/** Whichever it is, a page cannot do anything with it. */
export const system: System = 'browser';
