import type { Image } from './playback/item';

export const flowNames = ['relay', 'direct', 'loopback', 'paste'] as const;
/** The ways back from the browser; `flows.ts` in `auth/oauth/` says which of them can be gone where. */
export type FlowName = (typeof flowNames)[number];

/** What is wrong with a client ID. */
export type ClientIdFault =
  | { readonly kind: 'clientIdMissing' }
  | { readonly kind: 'clientIdLength'; readonly length: number }
  | { readonly kind: 'clientIdCharacters' };

/** `undefined` when nothing is wrong. Spotify's have 32 hexadecimal digits. */
export function clientIdFault(text: string): ClientIdFault | undefined {
  const value = text.trim();
  if (/^[0-9a-f]{32}$/i.test(value)) {
    return undefined;
  }
  if (value === '') {
    return { kind: 'clientIdMissing' };
  }
  return /^[0-9a-f]*$/i.test(value)
    ? { kind: 'clientIdLength', length: value.length }
    : { kind: 'clientIdCharacters' };
}

/** Who is signed in, as Spotify says. `id` never changes; `name` is for people. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** By this name playlists have them as their owner; absent where Spotify does not say. */
  readonly userId?: string | undefined;
  /** Absent where there is none. */
  readonly image?: Image;
}

const day = 86_400_000;
const lifeMonths = 6;
/** From so long before the end on it is said in passing, and then once in a notification. */
const noticeMs = 14 * day;
const reminderMs = 3 * day;
/** What outlives its end by more than this does not end there: Spotify will say when it does. */
const graceMs = day;

/** When the user has to sign in again, as long as that is worth saying. */
export interface ExpiryNotice {
  /** When the refresh token ends, in milliseconds since 1970. */
  readonly at: number;
  /** So near that a notification is due. */
  readonly urgent: boolean;
}

/**
 * When a refresh token ends (milliseconds since 1970): six months of the calendar after the user agreed, however
 * often it was used since (Spotify's "Refreshing tokens", June 2026). In UTC; where that month has no such day, on its
 * last one, which is the earlier of the two that could be meant.
 */
export function expiryOf(authorizedAt: number): number {
  const end = new Date(authorizedAt);
  const dayOfMonth = end.getUTCDate();
  end.setUTCMonth(end.getUTCMonth() + lifeMonths);
  if (end.getUTCDate() !== dayOfMonth) end.setUTCDate(0);
  return end.getTime();
}

/** Why Spotify takes a refresh token no more; its answer, `invalid_grant`, is the same for both (RFC 6749, section 5.2). */
export const sessionEnds = ['expired', 'revoked'] as const;
export type SessionEnd = (typeof sessionEnds)[number];

/** Why a session ended at `now`, by its age; `undefined` where nobody knows when the user agreed. */
export function sessionEndAt(now: number, authorizedAt: number | undefined): SessionEnd | undefined {
  if (authorizedAt === undefined) return undefined;
  return now >= expiryOf(authorizedAt) - graceMs ? 'expired' : 'revoked';
}

/** What is to be said at `now`; `undefined` for nothing, also where nobody knows when the user agreed. */
export function expiryNotice(now: number, authorizedAt: number | undefined): ExpiryNotice | undefined {
  if (authorizedAt === undefined) {
    return undefined;
  }
  const at = expiryOf(authorizedAt);
  return now >= at - noticeMs && now < at + graceMs ? { at, urgent: now >= at - reminderMs } : undefined;
}

const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' });
const dateWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

/** A day (milliseconds since 1970), as people write it. */
export function formatDay(at: number): string {
  return dateWithYear.format(at);
}

/** The same without the year, of a day that is near. */
export function formatDayAndMonth(at: number): string {
  return date.format(at);
}
