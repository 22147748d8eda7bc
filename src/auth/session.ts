import * as v from 'valibot';

const flowNames = ['relay', 'direct', 'loopback', 'paste'] as const;
/** The ways back from the browser; `flows.ts` describes them. */
export type FlowName = (typeof flowNames)[number];

const sessionSchema = v.object({
  /** Made up at sign-in; VS Code shows it to nobody. */
  id: v.string(),
  /** Address of the Accounts service that issued the token: it is sent nowhere else. */
  issuer: v.string(),
  clientId: v.string(),
  refreshToken: v.pipe(v.string(), v.minLength(1)),
  scopes: v.array(v.string()),
  flow: v.picklist(flowNames),
  /** When the user agreed, in milliseconds since 1970: the refresh token ends six months later. */
  authorizedAt: v.number(),
  /** The refresh token was not got here, so that nobody knows when the user agreed. */
  authorizedAtIsUnknown: v.optional(v.boolean()),
  account: v.object({ id: v.string(), name: v.string() }),
});

/** Who is signed in, and the refresh token that proves it. The access token is kept in memory only. */
export type Session = v.InferOutput<typeof sessionSchema>;

/** When the user agreed, in milliseconds since 1970; `undefined` where nobody knows. */
export function authorizedAt(session: Session): number | undefined {
  return session.authorizedAtIsUnknown ? undefined : session.authorizedAt;
}

const recordSchema = v.variant('state', [
  v.object({ state: v.literal('signedIn'), writtenAt: v.number(), session: sessionSchema }),
  /** Spotify ended the session; the token is gone, the wish to be signed in is not. */
  v.object({ state: v.literal('ended'), writtenAt: v.number(), issuer: v.string() }),
]);

/** What SecretStorage holds, as JSON. */
export type SessionRecord = v.InferOutput<typeof recordSchema>;

/** `undefined` when there is none, or one that this version cannot read. */
export function readRecord(text: string | undefined): SessionRecord | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
