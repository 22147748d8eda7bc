import * as v from 'valibot';
import { flowNames, sessionEnds, type SessionEnd } from '../../model/account';
import type { PlaybackEvent } from '../../model/playback/playback';
import { between, filled, parseJson, time } from '../../platform/json';

const sessionSchema = v.object({
  /** Made up at sign-in; VS Code shows it to nobody. */
  id: v.string(),
  /** Address of the Accounts service that issued the token: it is sent nowhere else. */
  issuer: v.string(),
  clientId: v.string(),
  refreshToken: filled,
  scopes: v.array(v.string()),
  /** `manual`: the user brought the refresh token. Absent for a way that only a later version knows. */
  flow: v.fallback(v.optional(v.picklist([...flowNames, 'manual'])), undefined),
  /** What refreshes the tokens: PKCE alone, also where nothing is said, or the client secret with it. */
  grant: v.optional(v.picklist(['pkce', 'secret'])),
  /** When the user agreed, in milliseconds since 1970: the refresh token ends six months later. */
  authorizedAt: between(-Number.MAX_VALUE),
  /** The user agreed at some time before `authorizedAt`: the end six months after it is the latest possible one. */
  authorizedEarlier: v.optional(v.boolean()),
  account: v.object({ id: v.string(), name: v.string() }),
});

/** Who is signed in, and the refresh token that proves it. The access token is kept in memory only. */
export type Session = v.InferOutput<typeof sessionSchema>;

/** Whether anyone is signed in, as this window knows it. Replaced whole at each change. */
export type SessionState =
  /** SecretStorage has not answered yet, or with an error only. */
  | { readonly kind: 'unread' }
  /** The record is gone, and nobody signed out: VS Code has another keyring now, or lost it. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'signedIn'; readonly session: Session }
  | { readonly kind: 'ended'; readonly why?: SessionEnd | undefined }
  /** `elsewhere`: another window changed the session, and this one cannot read the new one until it is reloaded. */
  | { readonly kind: 'signedOut'; readonly elsewhere: boolean };

/** A rotated refresh token makes no other session. */
export function sameState(a: SessionState, b: SessionState): boolean {
  if (a.kind === 'signedIn' && b.kind === 'signedIn') {
    return a.session.id === b.session.id;
  }
  if (a.kind === 'signedOut' && b.kind === 'signedOut') {
    return a.elsewhere === b.elsewhere;
  }
  if (a.kind === 'ended' && b.kind === 'ended') {
    return a.why === b.why;
  }
  return a.kind === b.kind;
}

/** The last change of the session; nothing in it is secret. */
export interface SessionChange {
  /**
   * Its place in the order of all changes, and that of the record it wrote: milliseconds since 1970, but always after
   * what was there before, wherever the clock was set.
   */
  readonly at: number;
  /** Whether a record was there after it: somebody signed in, or Spotify ended the session; not so after a sign-out. */
  readonly signedIn: boolean;
}

/**
 * Keeps the last change in a place that all windows really share: in the browser workbench each page has a
 * copy of SecretStorage of its own, which may be old.
 */
export interface SessionChangeMarker {
  /** `undefined` if the session never changed. */
  read(): Promise<SessionChange | undefined>;
  write(change: SessionChange): Promise<void>;
}

/** How the client proves itself when it refreshes: a token is refreshed in the way in which it was made. */
export type Grant = NonNullable<Session['grant']>;

/** Whether a session is one that another extension asks for; by nothing at all every session is meant. */
export function isMeant(
  { scopes, account }: Session,
  wanted?: readonly string[],
  by?: { id: string },
): boolean {
  return (by?.id ?? account.id) === account.id && (wanted ?? []).every((scope) => scopes.includes(scope));
}

/** In milliseconds; a `Date` holds twice as much (ECMAScript, "Time Values"). */
const longestTime = 4e15;

/** When the user agreed, in milliseconds since 1970; `undefined` where nobody knows. */
export function authorizedAt(session: Session): number | undefined {
  const known = !session.authorizedEarlier && Math.abs(session.authorizedAt) <= longestTime;
  return known ? session.authorizedAt : undefined;
}

const signedIn = v.object({ state: v.picklist(['signedIn']), writtenAt: time, session: sessionSchema });
/** Spotify ended the session; the token is gone, but the user did not sign out. */
const ended = v.object({
  state: v.picklist(['ended']),
  writtenAt: time,
  issuer: v.string(),
  /** When the record was written whose token Spotify refused. */
  refused: v.optional(time),
  /** Absent where nobody knows; earlier versions do not say it. */
  why: v.fallback(v.optional(v.picklist(sessionEnds)), undefined),
});

/** What SecretStorage holds, as JSON. */
export type SessionRecord = v.InferOutput<typeof signedIn> | v.InferOutput<typeof ended>;

/** The state of a session that Spotify ended. */
export function endedState({ why }: v.InferOutput<typeof ended>): SessionState {
  return { kind: 'ended', ...(why && { why }) };
}

/** `undefined` when there is none, or one that this version cannot read. */
export function readRecord(text: string | undefined): SessionRecord | undefined {
  const record = parseJson(text ?? '');
  const parsed = v.is(ended, record) ? v.safeParse(ended, record) : v.safeParse(signedIn, record);
  return parsed.success ? parsed.output : undefined;
}

/** What a session means for what is shown. */
export function sessionEvent(state: SessionState): PlaybackEvent {
  switch (state.kind) {
    // What cannot be read is asked about like a session, and the answer says why it cannot.
    case 'unread':
    case 'signedIn':
      return { type: 'signedIn' };
    case 'lost':
      return { type: 'sessionLost' };
    case 'ended':
      return { type: 'sessionEnded', why: state.why };
    case 'signedOut':
      return { type: 'signedOut', elsewhere: state.elsewhere };
  }
}
