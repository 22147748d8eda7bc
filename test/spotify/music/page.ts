import type { Call } from '../api';
import { type Reply, apiError, json } from '../exchange';
import type { Json } from '../wire';

/** A part of a list. */
export interface Range {
  readonly limit: number;
  readonly offset: number;
}

interface Bounds {
  readonly usual: number;
  readonly most: number;
  /** Default: none. */
  readonly farthest?: number;
}

/** Those of most lists (Spotify's documentation). */
const fifty: Bounds = { usual: 20, most: 50 };

/** What `limit` and `offset` ask for, or the refusal: no number is corrected. */
export function rangeOf({ ask }: Call, { usual, most, farthest = Infinity }: Bounds = fifty): Range | Reply {
  const [limit, offset] = [ask.query.get('limit') ?? String(usual), ask.query.get('offset') ?? '0'];
  if (!/^\d{1,9}$/.test(limit) || Number(limit) < 1 || Number(limit) > most) {
    return apiError(400, 'Invalid limit');
  }
  if (!/^\d{1,9}$/.test(offset) || Number(offset) > farthest) {
    return apiError(400, 'Invalid offset');
  }
  return { limit: Number(limit), offset: Number(offset) };
}

/** A list as the Web API pages it. */
export interface List {
  readonly total: number;
  readonly at: (index: number) => Json | null;
}

/** One page of a list; `address` is the list's own, with any query but the range's. */
export function pageJson(address: string, { limit, offset }: Range, { total, at }: List): Json {
  const length = Math.max(0, Math.min(limit, total - offset));
  const page = (start: number) =>
    `${address}${address.includes('?') ? '&' : '?'}offset=${start}&limit=${limit}`;
  return {
    href: page(offset),
    items: Array.from({ length }, (_, index) => at(offset + index)),
    limit,
    next: offset + limit < total ? page(offset + limit) : null,
    offset,
    previous: offset > 0 ? page(Math.max(0, offset - limit)) : null,
    total,
  };
}

/** The answer to a request for a page of a list. */
export function pageReply(call: Call, list: List, bounds: Bounds = fifty): Reply {
  const range = rangeOf(call, bounds);
  return 'status' in range ? range : json(200, pageJson(call.world.url + call.ask.path, range, list));
}
