import { longestLock, type OpenLock } from '../lock';
import { aloneWithin } from './locks';

/** A lock among the pages of one origin; the browser frees it when its page is gone. */
export const openLock: OpenLock =
  ({ fsPath }) =>
  (work) =>
    aloneWithin(longestLock, fsPath, work);
