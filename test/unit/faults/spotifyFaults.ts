import { fault, type Reply } from '../../spotify';
import { pauseFaults } from './pauseFaults';
import type { RequestFault } from './window';

/**
 * Kinds of requests whose replies mean the same: what plays; lists that may be empty; what has to be said; what a link
 * names; lists and changes of something that may not be known; commands, and those that name an item; a refresh.
 */
export type RequestClass = 'poll' | 'list' | 'fact' | 'link' | 'named' | 'command' | 'itemCommand' | 'token';

/** What comes of a request: "ok", or a rejection's kind with what tells it from others of that kind. */
type Outcomes = { readonly others: string } & Readonly<Partial<Record<RequestClass, string>>>;

/** One misbehaviour of Spotify's, and what it means for whoever asks. */
export interface SpotifyFault {
  readonly what: string;
  /** @param now when it begins, in milliseconds since 1970 */
  readonly fault: (now: number) => RequestFault;
  readonly outcomes: Outcomes;
  /** How often a request is repeated that Spotify refuses by mistake, and for which kinds. */
  readonly repeats?: { readonly times: number; readonly of: (kind: RequestClass) => boolean };
  /** For how long no request may be sent after such a reply, in milliseconds; `since`: when it began. */
  readonly pauseMs?: (now: number, since: number) => number;
  readonly quota?: boolean;
  /** Differs from another in its body alone: it is enough that it happens once. */
  readonly isVariant?: boolean;
  /** Ends the session: the one thing that may. */
  readonly endsSession?: boolean;
}

const always = (outcome: string): Outcomes => ({ others: outcome });
const json = (status: number, body: unknown) => fault.body(status, 'application/json', JSON.stringify(body));
const error = (status: number, message: string, reason?: string) =>
  json(status, { error: { status, message, ...(reason && { reason }) } });
const plain = (status: number, text: string) => fault.body(status, 'text/plain', text);
const page = (status: number) =>
  fault.body(status, 'text/html', `<html><title>${status}</title><p>Sign in, no active device</p></html>`);
const header = (status: number, name: string, value: string): RequestFault => {
  const reply: Reply = { status, headers: { [name]: value }, body: '' };
  return { kind: 'reply', reply };
};
const altered = (alter: (reply: Reply) => Reply) => () => ({ kind: 'altered', alter }) as const;

/** Longer than any reply that is read. */
const word = 'x'.repeat(400_000);

/** A status that says nothing but itself, whatever stands in its body. */
function statuses(of: readonly number[], outcomes: (status: number) => Outcomes): SpotifyFault[] {
  return of.flatMap((status) =>
    [
      ['JSON', error(status, 'Something')] as const,
      ['HTML', page(status)] as const,
      ['nothing', plain(status, '')] as const,
    ].map(([body, misbehave]) => ({
      what: `${status} with ${body}`,
      fault: () => misbehave,
      outcomes: body === 'HTML' ? always(outcomes(status).others) : outcomes(status),
      isVariant: body !== 'JSON',
    })),
  );
}

/** What Spotify does not know is an answer about a link, and refuses whatever names something. */
const unknown = { link: 'ok', named: 'unknownItem', itemCommand: 'unknownItem' };
const refused = (status: number): Outcomes => always(`refused ${status}`);

/** Every 2xx with nothing in it is an answer, but where something has to be said. */
const nothingSaid: Outcomes = { others: 'ok', fact: 'unexpected', token: 'unexpected' };
/** What is no JSON is none of Spotify's answers, but that to a command, which may be any letters. */
const letters: Outcomes = { others: 'unreadable', command: 'ok', itemCommand: 'ok' };

/** 401, unless it says more: a fresh token is asked for, once. */
const expired = { times: 1, of: (kind: RequestClass) => kind !== 'token' };
const isCommand = (kind: RequestClass) => kind === 'command' || kind === 'itemCommand';
const toCommands = (rejection: string): Outcomes => ({
  others: 'refused 403',
  command: rejection,
  itemCommand: rejection,
});

const fromStatus: readonly SpotifyFault[] = [
  ...statuses([400, 404], (status) => ({ ...refused(status), ...unknown })),
  ...statuses([405, 408, 418, 500, 502, 503, 504], refused),
  ...statuses([403], () => always('forbidden')),
  ...statuses([451], () => always('notInCountry')),
  ...statuses([511], () => always('unreadable')),
  ...statuses([401], () => refused(401)).map((one) => ({ ...one, repeats: expired })),
  ...[301, 302, 307, 308].map((status) => ({
    what: `${status}, which leads elsewhere`,
    fault: () => header(status, 'location', 'http://127.0.0.1:9/portal'),
    outcomes: always('unreadable'),
  })),
  { what: '304', fault: () => plain(304, ''), outcomes: always('unreadable') },
];

const about: readonly (readonly [status: number, message: string, reason: string, outcomes: Outcomes])[] = [
  [401, 'The access token expired', '', refused(401)],
  [401, 'Invalid access token', '', refused(401)],
  [401, 'Missing/invalid/expired access token', '', refused(401)],
  [401, 'Permissions missing', '', { others: 'scopeMissing', token: 'refused 401' }],
  [403, 'Insufficient client scope', '', always('scopeMissing')],
  [403, 'Spotify is unavailable in this country', '', always('notInCountry')],
  [403, 'Player command failed: Restriction violated', 'UNKNOWN', toCommands('restricted')],
  [
    403,
    'Player command failed: Cannot control device volume',
    'VOLUME_CONTROL_DISALLOW',
    toCommands('volumeFixed'),
  ],
  [
    404,
    'Player command failed: No active device found',
    'NO_ACTIVE_DEVICE',
    { ...refused(404), ...unknown, command: 'noActiveDevice', itemCommand: 'noActiveDevice' },
  ],
  [
    404,
    'Device not found',
    '',
    { ...refused(404), ...unknown, command: 'deviceGone', itemCommand: 'deviceGone' },
  ],
];

const fromWords: readonly SpotifyFault[] = [
  ...about.map(([status, message, reason, outcomes]) => ({
    what: `${status} "${message}"`,
    fault: () => error(status, message, reason),
    outcomes,
    ...(outcomes.others === 'refused 401' && { repeats: expired }),
  })),
  {
    what: '401 "Access token missing" for a good token',
    fault: () => fault.accessTokenMissing(),
    outcomes: refused(401),
    repeats: { times: 3, of: (kind) => kind !== 'token' },
  },
  {
    what: '403 "Premium required" for a listener who has it',
    fault: () => fault.falsePremium(),
    outcomes: toCommands('premiumRequired'),
    repeats: { times: 3, of: isCommand },
  },
  {
    what: '403 for the owner’s Premium, in plain text',
    fault: () => plain(403, 'Active premium subscription required for the owner of the app.'),
    outcomes: always('ownerNeedsPremium'),
  },
  {
    what: '403 for a user who is not registered, in plain text',
    fault: () => plain(403, 'User not registered in the Developer Dashboard'),
    outcomes: always('notRegistered'),
  },
];

const bodies: readonly SpotifyFault[] = [
  ...[202, 204].map((status) => ({
    what: `${status}`,
    fault: () => plain(status, ''),
    outcomes: nothingSaid,
  })),
  ...['', ' \n', 'null', '{}', '[]'].map((body) => ({
    what: `200 with ${JSON.stringify(body)}`,
    fault: () => fault.body(200, 'application/json', body),
    outcomes: nothingSaid,
  })),
  { what: '200 with a few letters', fault: () => plain(200, 'oPClBVDzidwlAlSq'), outcomes: letters },
  { what: '200 with half a JSON', fault: () => fault.unreadable(), outcomes: letters },
  { what: '200 with far too long a word', fault: () => json(200, { item: word }), outcomes: letters },
  { what: '500 with far too long a word', fault: () => plain(500, word), outcomes: refused(500) },
  { what: 'a captive portal', fault: () => fault.captivePortal(), outcomes: always('unreadable') },
  {
    what: 'a JSON that calls itself HTML',
    fault: altered((reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': 'text/html' } })),
    outcomes: always('ok'),
  },
  {
    what: 'a JSON that calls itself nothing',
    fault: altered(({ status, body }) => ({ status, headers: {}, body })),
    outcomes: always('ok'),
  },
  {
    what: 'a JSON behind a byte order mark',
    fault: altered((reply) => ({ ...reply, body: `\ufeff${String(reply.body)}` })),
    outcomes: always('ok'),
  },
];

const noReply = (what: string, code: string, outcome: string, known = {}): SpotifyFault => ({
  what,
  fault: () => ({ kind: 'noReply', code, known }),
  outcomes: always(outcome),
});

const connections: readonly SpotifyFault[] = [
  { what: 'a connection that is reset', fault: () => fault.reset(), outcomes: always('offline') },
  {
    what: 'a connection that breaks in the answer',
    fault: () => fault.truncated(),
    outcomes: always('offline'),
  },
  { what: 'no answer at all', fault: () => fault.hang(), outcomes: always('offline') },
  noReply('no connection', 'ECONNREFUSED', 'offline'),
  noReply('no name service', 'EAI_AGAIN', 'offline'),
  noReply('a certificate that is not trusted', 'SELF_SIGNED_CERT_IN_CHAIN', 'offline certificate', {
    obstacle: 'certificate',
  }),
  noReply('a proxy that wants a password', 'HTTP 407', 'offline proxy', { obstacle: 'proxy' }),
  noReply('what a browser keeps to itself', '', 'offline blind', { blind: true }),
];

/** Everything that every request may meet. */
export const spotifyFaults: readonly SpotifyFault[] = [
  ...fromStatus,
  ...fromWords,
  ...pauseFaults,
  ...bodies,
  ...connections,
];

/** What comes of a request of a kind. */
export function outcomeOf({ outcomes }: SpotifyFault, kind: RequestClass): string {
  return outcomes[kind] ?? outcomes.others;
}
