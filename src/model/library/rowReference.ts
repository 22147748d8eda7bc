import * as v from 'valibot';
import { whole } from '../../platform/json';
import { raw, read, text } from '../fields';
import { parseLink, type Link } from '../link';
import type { Within } from './row';

/** A `Row`, as far as commands need it. */
export interface RowReference {
  readonly link: Link;
  /** Empty where nobody says. */
  readonly title: string;
  readonly within: Within | undefined;
}

const rowSchema = v.object({ item: v.object({ uri: raw, title: text }), within: v.optional(v.unknown()) });
const placeSchema = v.object({
  context: v.string(),
  position: v.fallback(v.optional(whole(0)), undefined),
});
const listSchema = v.object({ uris: v.array(v.string()) });
/** As many as go through from one window to another. */
const mostUris = 100;

/**
 * What a command is about: a `Row`, or the link or URI of something. Any extension can run our commands, so nothing is
 * believed that our own parser does not make of it. `undefined` for what has no address at Spotify.
 */
export function readRow(given: unknown): RowReference | undefined {
  if (typeof given === 'string') {
    const link = parseLink(given);
    return link && { link, title: '', within: undefined };
  }
  const row = read(rowSchema, given);
  const link = parseLink(row?.item.uri ?? '');
  return row && link && { link, title: row.item.title, within: readWithin(row.within, link) };
}

function readWithin(given: unknown, { uri }: Link): Within | undefined {
  const stands = read(placeSchema, given);
  const context = parseLink(stands?.context ?? '');
  if (stands && (context?.type === 'album' || context?.type === 'playlist')) {
    return { context: context.uri, position: stands.position };
  }
  const uris = read(listSchema, given)?.uris.slice(0, mostUris);
  const known = uris?.flatMap((one) => parseLink(one)?.uri ?? []);
  return known && known[0] === uri ? { uris: known } : undefined;
}
