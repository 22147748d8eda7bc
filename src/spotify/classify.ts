import * as v from 'valibot';
import type { ApiProblem } from '../model/errors/apiProblem';
import type { Rejection } from '../model/errors/rejection';
import { parseReply } from '../platform/json';
import { longestBlockMs } from '../model/schedule/budget';

/** A reply as far as it decides what to do. */
export interface Reply {
  readonly status: number;
  /** The header `Retry-After`, if there is one. */
  readonly retryAfter: string | null;
  readonly text: string;
}

export type Verdict =
  /** `body` is `undefined` where the reply has none (204, and sometimes 200). */
  | { readonly kind: 'ok'; readonly body: unknown }
  /** The access token is not good any more: a new one will do. */
  | { readonly kind: 'tokenExpired' }
  /** Spotify did not see the token that was sent: the same request works a moment later. */
  | { readonly kind: 'tokenOverlooked' }
  | { readonly kind: 'problem'; readonly problem: ApiProblem }
  /** Spotify understood, and will not or cannot do it. */
  | { readonly kind: 'refused'; readonly rejection: Rejection };

const errorBody = v.object({
  error: v.object({ message: v.fallback(v.string(), ''), reason: v.fallback(v.string(), '') }),
});

/** What a reply of the Web API means; `now` in milliseconds since 1970. A pure function. */
export function classify(reply: Reply, now: number): Verdict {
  const { status, text } = reply;
  if (status >= 200 && status < 300) {
    return readBody(text);
  }
  const error = readError(text);
  const { message, reason } = error;
  switch (status) {
    case 401:
      return unauthorized(message);
    case 403:
      return problem(forbidden(error));
    case 451:
      return problem({ kind: 'notInCountry' });
    case 429: {
      const quota = reason === 'QUOTA_EXCEEDED';
      return problem({ kind: 'limited', until: now + retryAfterMs(reply.retryAfter, now, quota), quota });
    }
    case 511:
      // A network's that wants somebody to sign in to it (RFC 6585, section 6), never Spotify's.
      return problem({ kind: 'unreadable' });
    default:
      // Spotify's Web API never redirects; a captive portal does.
      return problem(status < 400 ? { kind: 'unreadable' } : refused(reply, now));
  }
}

/**
 * What a reply to a command means. Every 2xx of Spotify's is a success: since August 2024 commands are often answered
 * with 200 and a few letters that are no JSON, where the documentation says 204. `namesItem`: the command names something
 * that Spotify may not know.
 */
export function classifyCommand(reply: Reply, now: number, namesItem: boolean): Verdict {
  if (reply.status >= 200 && reply.status < 300) {
    return isPage(reply.text) ? problem({ kind: 'unreadable' }) : { kind: 'ok', body: undefined };
  }
  const rejection = rejectionIn(reply, namesItem);
  return rejection ? { kind: 'refused', rejection } : classify(reply, now);
}

/** What a reply to a question about one thing means: what Spotify does not know is an answer, too. */
export function classifyLookup(reply: Reply, now: number): Verdict {
  return saysUnknown(reply) ? { kind: 'ok', body: undefined } : classify(reply, now);
}

/** What a reply means to a request about something that Spotify may not know. */
export function classifyNamed(reply: Reply, now: number): Verdict {
  return saysUnknown(reply) ? { kind: 'refused', rejection: { kind: 'unknownItem' } } : classify(reply, now);
}

/** Whether Spotify does not know what was named, or cannot. */
function saysUnknown({ status, text }: Reply): boolean {
  return (status === 404 || status === 400) && !isPage(text);
}

/** Spotify's reasons, as far as they call for different actions; everything that it restricts comes as "UNKNOWN". */
function rejectionIn(reply: Reply, namesItem: boolean): Rejection | undefined {
  const { status } = reply;
  const error = readError(reply.text);
  const { message, reason } = error;
  if (status === 404) {
    if (reason === 'NO_ACTIVE_DEVICE' || /no active device/i.test(message)) return { kind: 'noActiveDevice' };
    if (/device/i.test(message)) return { kind: 'deviceGone' };
  }
  if (status !== 403) {
    return namesItem && saysUnknown(reply) ? { kind: 'unknownItem' } : undefined;
  }
  if (reason === 'PREMIUM_REQUIRED' || (/premium/i.test(message) && !aboutTheOwner.test(message))) {
    return { kind: 'premiumRequired' };
  }
  const fromPlayer = reason !== '' || fromThePlayer.test(message);
  if (!fromPlayer || !/^(refused|forbidden)$/.test(forbidden(error).kind)) {
    return undefined;
  }
  switch (reason) {
    case 'VOLUME_CONTROL_DISALLOW':
      return { kind: 'volumeFixed' };
    case 'NO_ACTIVE_DEVICE':
      return { kind: 'noActiveDevice' };
    default:
      return { kind: 'restricted' };
  }
}

function problem(value: ApiProblem): Verdict {
  return { kind: 'problem', problem: value };
}

function readBody(text: string): Verdict {
  if (text.trim() === '') {
    return { kind: 'ok', body: undefined };
  }
  const body = parseReply(text);
  return body === undefined ? problem({ kind: 'unreadable' }) : { kind: 'ok', body: body ?? undefined };
}

/** What the body of an error says; both are empty where it says nothing. */
interface ErrorFacts {
  readonly message: string;
  readonly reason: string;
}

/** A page in HTML is none of Spotify's, whatever it says: a captive portal's, say. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** Errors of development mode have come as plain text, too. */
function readError(text: string): ErrorFacts {
  const parsed = v.safeParse(errorBody, parseReply(text));
  return parsed.success ? parsed.output.error : { message: isPage(text) ? '' : text.trim(), reason: '' };
}

/** "Access token missing" comes for tokens that are good, since July 2026; "Permissions missing" is about scopes. */
function unauthorized(message: string): Verdict {
  if (/^access token missing$/i.test(message)) {
    return { kind: 'tokenOverlooked' };
  }
  return /permissions missing/i.test(message) ? problem({ kind: 'scopeMissing' }) : { kind: 'tokenExpired' };
}

/** What is Spotify's own fault may name the time when it is over (RFC 9110, section 10.2.3). */
function refused({ status, retryAfter }: Reply, now: number): ApiProblem {
  const ms = status < 500 ? undefined : readRetryAfter(retryAfter, now);
  return ms === undefined ? { kind: 'refused', status } : { kind: 'refused', status, until: now + ms };
}

/** The user needs no Premium to ask; the owner of the app does. */
const aboutTheOwner = /owner|\bapp/i;
const fromThePlayer = /^player command failed/i;

/** Known by what it is about: the sentences change from year to year. */
function forbidden({ message, reason }: ErrorFacts): ApiProblem {
  const premium = /premium/i.test(message);
  if (premium && aboutTheOwner.test(message)) return { kind: 'ownerNeedsPremium' };
  // What the player says of a command is Spotify's mistake where there was none, and passes.
  if (fromThePlayer.test(message) || reason === 'PREMIUM_REQUIRED') return { kind: 'refused', status: 403 };
  if (premium) return { kind: 'ownerNeedsPremium' };
  if (/scope/i.test(message)) return { kind: 'scopeMissing' };
  if (/countr|region|territor/i.test(message)) return { kind: 'notInCountry' };
  if (/registered|dashboard/i.test(message)) return { kind: 'notRegistered' };
  return { kind: 'forbidden' };
}

const minute = 60_000;

/**
 * Milliseconds to wait: `Retry-After` comes in seconds or as an HTTP date, can be missing and can be absurd.
 * Without one, a minute for the rate limit, whose window is 30 s, and an hour for the daily quota.
 */
export function retryAfterMs(header: string | null, now: number, quota: boolean): number {
  return readRetryAfter(header, now) ?? (quota ? 60 * minute : minute);
}

function readRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) || ms < 0 ? undefined : Math.min(Math.max(ms, 1000), longestBlockMs);
}
