import { fault, type Reply } from '../../spotify';
import type { SpotifyFault } from './spotifyFaults';

/* What the token endpoint says in its own words (RFC 6749, sections 5.1 and 5.2). */

const says = (status: number, error: string, type = 'application/json') =>
  fault.body(status, type, JSON.stringify({ error, error_description: 'Refresh token revoked' }));

const codes: readonly (readonly [status: number, code: string, outcome: string])[] = [
  [400, 'invalid_client', 'clientUnknown'],
  [401, 'invalid_client', 'clientUnknown'],
  [400, 'unauthorized_client', 'clientUnknown'],
  [400, 'invalid_request', 'refused 400'],
  [400, 'invalid_scope', 'refused 400'],
  [400, 'unsupported_grant_type', 'refused 400'],
  [400, 'temporarily_unavailable', 'refused 400'],
  [400, 'Not a Code', 'refused 400'],
  // Only a refusal ends a session: not what a server says that cannot answer.
  [403, 'invalid_grant', 'forbidden'],
  [429, 'invalid_grant', 'limited'],
  [500, 'invalid_grant', 'refused 500'],
  [503, 'invalid_grant', 'refused 503'],
  [200, 'invalid_grant', 'unexpected'],
];

/** A good reply, but for some of its fields. */
const but = (fields: object) => ({
  kind: 'altered' as const,
  alter: (reply: Reply) => ({
    ...reply,
    body: JSON.stringify({ ...(JSON.parse(String(reply.body)) as object), ...fields }),
  }),
});

const fields: readonly (readonly [fields: object, outcome: string])[] = [
  [{ refresh_token: '' }, 'ok'],
  [{ refresh_token: null }, 'ok'],
  [{ scope: null }, 'ok'],
  [{ scope: ['a'] }, 'ok'],
  [{ expires_in: null }, 'ok'],
  [{ expires_in: 'soon' }, 'ok'],
  [{ expires_in: -1 }, 'ok'],
  [{ expires_in: 1e300 }, 'ok'],
  [{ token_type: 'bearer' }, 'ok'],
  [{ token_type: null }, 'unexpected'],
  [{ token_type: 'MAC' }, 'unexpected'],
  [{ access_token: null }, 'unexpected'],
  [{ access_token: '' }, 'unexpected'],
  [{ access_token: 'a\r\nb' }, 'unexpected'],
  [{ access_token: 'x'.repeat(400_000) }, 'unreadable'],
  // Nobody knows it: each is as good as expired.
  [{ access_token: 'another' }, 'refused 401'],
];

/** What only a request for an access token meets. */
export const tokenFaults: readonly SpotifyFault[] = [
  ...codes.map(([status, code, outcome]) => ({
    what: `${status} ${code}`,
    fault: () => says(status, code),
    outcomes: { others: outcome },
    ...(status === 429 && { pauseMs: () => 60_000 }),
  })),
  {
    what: '400 invalid_grant in HTML',
    fault: () => fault.body(400, 'text/html', '<p>invalid_grant</p>'),
    outcomes: { others: 'refused 400' },
  },
  ...[400, 401].map((status) => ({
    what: `${status} invalid_grant`,
    fault: () => says(status, 'invalid_grant'),
    outcomes: { others: 'signedOut' },
    endsSession: true,
  })),
  ...fields.map(([changed, outcome]) => ({
    what: `a reply with ${JSON.stringify(changed).slice(0, 60)}`,
    fault: () => but(changed),
    outcomes: { others: outcome },
  })),
];
