import assert from 'node:assert/strict';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { Rejection } from '../../../src/model/errors/rejection';
import {
  classify,
  classifyCommand,
  classifyLookup,
  retryAfterMs,
  type Reply,
  type Verdict,
} from '../../../src/spotify/classify';

const now = Date.UTC(2026, 10, 2, 9, 0, 0);
const minute = 60_000;
const hour = 60 * minute;
const week = 7 * 24 * hour;

const error = (status: number, message: string, reason?: string) =>
  JSON.stringify({ error: { status, message, ...(reason === undefined ? {} : { reason }) } });
const problem = (value: ApiProblem): Verdict => ({ kind: 'problem', problem: value });
const refused = (status: number) => problem({ kind: 'refused', status });
const unreadable = problem({ kind: 'unreadable' });
const expired: Verdict = { kind: 'tokenExpired' };
const overlooked: Verdict = { kind: 'tokenOverlooked' };
const scopeMissing = problem({ kind: 'scopeMissing' });
const limited = (ms: number, quota: boolean) => problem({ kind: 'limited', until: now + ms, quota });
const html = '<!doctype html><title>Welcome</title>';
const forbidden = problem({ kind: 'forbidden' });
const ownerNeedsPremium = problem({ kind: 'ownerNeedsPremium' });

/** What 403 has said, and could say, about an account that the app does not list. */
const notRegisteredMessages = [
  'User not registered in the Developer Dashboard',
  error(403, 'User not registered in the Developer Dashboard'),
  error(
    403,
    'The user is not registered for this application. Please check your settings on https://developer.spotify.com/dashboard.',
  ),
  'The user is not registered for this application. Please check your settings on https://developer.spotify.com/dashboard.',
  JSON.stringify({ error: 'The user is not registered for this application' }),
  error(403, 'Add this account to the app in your dashboard.'),
];
/** The same about the Premium of the app's owner. */
const ownerNeedsPremiumMessages = [
  'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.',
  error(403, 'Active premium subscription required for the owner of the app.'),
  error(403, 'The app owner must have Premium; see https://developer.spotify.com/dashboard.'),
  error(403, 'Premium is needed by the owner of this application', 'UNKNOWN'),
];
/** The same about where the listener is. */
const countryMessages = [
  error(403, 'Spotify is unavailable in this country'),
  error(403, 'Spotify is unavailable in this country', 'UNKNOWN'),
  'Spotify is not available in your country.',
  error(403, 'This service is not offered in your region'),
];
/** A 403 that nobody knows. */
const unknown403 = [
  error(403, 'Forbidden'),
  error(403, ''),
  '{}',
  'null',
  '',
  'RBAC: access denied',
  // A network's own page is about something else, whatever words are in it.
  '<!doctype html><p>This site is not registered in your country; go Premium.',
];

describe('a reply of the Web API', () => {
  const table: readonly (readonly [status: number, text: string, verdict: Verdict])[] = [
    [200, '{"is_playing":true}', { kind: 'ok', body: { is_playing: true } }],
    [200, '', { kind: 'ok', body: undefined }],
    [200, ' \r\n', { kind: 'ok', body: undefined }],
    [202, '', { kind: 'ok', body: undefined }],
    [204, '', { kind: 'ok', body: undefined }],
    // JSON that says nothing is an answer without a body, and no captive portal's.
    [200, 'null', { kind: 'ok', body: undefined }],
    [200, '[]', { kind: 'ok', body: [] }],
    [200, html, unreadable],
    [200, '{"is_playing":tr', unreadable],
    [200, 'oPClBVDzidwlAlSqmFF-zKNO62E', unreadable],
    [200, `[${'{},'.repeat(600_000)}{}]`, unreadable],
    [200, JSON.stringify('x'.repeat(299_998)), { kind: 'ok', body: 'x'.repeat(299_998) }],
    [200, JSON.stringify('x'.repeat(299_999)), unreadable],
    [301, '', unreadable],
    [302, html, unreadable],
    [304, '', unreadable],
    [307, '', unreadable],

    [400, error(400, 'Invalid market code'), refused(400)],
    [401, error(401, 'The access token expired'), expired],
    [401, error(401, 'Invalid access token'), expired],
    [401, error(401, 'Missing/invalid/expired access token'), expired],
    [401, error(401, 'No token provided'), expired],
    [401, '', expired],
    [401, 'Unauthorized', expired],
    [401, '{"error":"invalid_token"}', expired],
    [401, error(401, 'Access token missing'), overlooked],
    [401, error(401, 'access token missing'), overlooked],
    [401, error(401, 'Permissions missing'), scopeMissing],

    [403, error(403, 'Insufficient client scope'), scopeMissing],
    ...notRegisteredMessages.map((text) => [403, text, problem({ kind: 'notRegistered' })] as const),
    ...ownerNeedsPremiumMessages.map((text) => [403, text, problem({ kind: 'ownerNeedsPremium' })] as const),
    ...countryMessages.map((text) => [403, text, problem({ kind: 'notInCountry' })] as const),
    // HTTP's own status for it.
    [451, '', problem({ kind: 'notInCountry' })],
    // Nothing was commanded: that is a mistake of Spotify's, and passes.
    [403, error(403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED'), refused(403)],
    [403, error(403, 'Player command failed: Restriction violated', 'UNKNOWN'), refused(403)],
    [403, error(403, 'Premium required', 'PREMIUM_REQUIRED'), refused(403)],
    ...['UNKNOWN', 'A_REASON_OF_TOMORROW'].map(
      (reason) => [403, error(403, 'Forbidden', reason), forbidden] as const,
    ),
    // Whoever has no Premium can ask all the same: it is the owner's that is wanted.
    [403, error(403, 'Premium required'), ownerNeedsPremium],
    ...unknown403.map((text) => [403, text, forbidden] as const),

    [404, error(404, 'Player command failed: No active device found', 'NO_ACTIVE_DEVICE'), refused(404)],
    [404, error(404, 'Service not found'), refused(404)],
    [405, '', refused(405)],
    [418, '[]', refused(418)],

    [429, 'Too many requests', limited(minute, false)],
    [429, error(429, 'API rate limit exceeded'), limited(minute, false)],
    [429, error(429, 'Too many requests', 'QUOTA_EXCEEDED'), limited(hour, true)],
    [429, html, limited(minute, false)],
    [429, '', limited(minute, false)],

    [500, error(500, 'Server error'), refused(500)],
    [502, error(502, 'Bad gateway.'), refused(502)],
    [503, html, refused(503)],
    [504, '', refused(504)],
    [511, html, unreadable],
  ];
  for (const [status, text, verdict] of table) {
    it(`${status} ${text === '' ? 'without a body' : text.slice(0, 60)}`, () => {
      assert.deepEqual(classify({ status, retryAfter: null, text }, now), verdict);
    });
  }

  it('limits until the time that Retry-After says', () => {
    const text = error(429, 'Too many requests', 'QUOTA_EXCEEDED');
    assert.deepEqual(classify({ status: 429, retryAfter: '48925', text }, now), limited(48_925_000, true));
    assert.deepEqual(classify({ status: 429, retryAfter: '4', text: '' }, now), limited(4_000, false));
  });

  for (const status of [500, 502, 503, 504]) {
    for (const read of [classify, classifyLookup, (reply: Reply) => classifyCommand(reply, now, true)]) {
      const told = (retryAfter: string | null) => read({ status, retryAfter, text: html }, now);
      it(`is refused until the time that Retry-After says: ${status}`, () => {
        assert.deepEqual(told('120'), problem({ kind: 'refused', status, until: now + 120_000 }));
        assert.deepEqual(told(new Date(now + minute).toUTCString()), {
          ...problem({ kind: 'refused', status, until: now + minute }),
        });
      });

      it(`is refused, and nobody says until when, where there is no Retry-After to read: ${status}`, () => {
        for (const header of [null, '', 'soon', '-5']) assert.deepEqual(told(header), refused(status));
      });
    }
  }

  it('means nothing by a Retry-After where something was wrong with the request', () => {
    for (const status of [404, 405, 418]) {
      assert.deepEqual(classify({ status, retryAfter: '30', text: '' }, now), refused(status));
    }
  });
});

describe('a reply to a command', () => {
  const done: Verdict = { kind: 'ok', body: undefined };
  const not = (rejection: Rejection): Verdict => ({ kind: 'refused', rejection });
  const failed = (status: number, message: string, reason?: string) =>
    error(status, `Player command failed: ${message}`, reason);
  const restricted = not({ kind: 'restricted' });
  const noDevice = not({ kind: 'noActiveDevice' });
  const gone = not({ kind: 'deviceGone' });
  const unknown = not({ kind: 'unknownItem' });
  const table: readonly (readonly [status: number, text: string, verdict: Verdict])[] = [
    [200, '', done],
    [200, 'oPClBVDzidwlAlSqmFF-zKNO62E', done],
    [200, '{"is_playing":tr', done],
    [200, '{"snapshot":1}', done],
    [202, '', done],
    [202, 'accepted', done],
    [204, '', done],

    [404, failed(404, 'No active device found', 'NO_ACTIVE_DEVICE'), noDevice],
    [404, error(404, 'No active device found'), noDevice],
    [404, failed(404, 'Something new', 'NO_ACTIVE_DEVICE'), noDevice],
    [403, failed(403, 'No active device found', 'NO_ACTIVE_DEVICE'), noDevice],
    [404, error(404, 'Device not found'), gone],
    [404, failed(404, 'Device not found', 'UNKNOWN'), gone],
    [404, error(404, 'Resource not found'), unknown],
    [400, error(400, 'Invalid uri or offset'), unknown],
    [400, error(400, 'Unsupported uri type'), unknown],

    [403, failed(403, 'Premium required', 'PREMIUM_REQUIRED'), not({ kind: 'premiumRequired' })],
    // What is said counts, and not under which of the reasons.
    ...['', 'UNKNOWN', 'A_REASON_OF_TOMORROW'].map(
      (reason) => [403, error(403, 'Premium required', reason), not({ kind: 'premiumRequired' })] as const,
    ),
    [403, failed(403, 'Not available in your country', 'UNKNOWN'), restricted],
    [403, failed(403, 'Restriction violated', 'UNKNOWN'), restricted],
    // Spotify leaves out the first words at times.
    [403, error(403, 'Restriction violated', 'UNKNOWN'), restricted],
    [403, error(403, 'Premium required', 'PREMIUM_REQUIRED'), not({ kind: 'premiumRequired' })],
    [
      403,
      error(403, 'Cannot control device volume', 'VOLUME_CONTROL_DISALLOW'),
      not({ kind: 'volumeFixed' }),
    ],
    [403, failed(403, 'Restriction violated'), restricted],
    [403, failed(403, 'Restricted device', 'UNKNOWN'), restricted],
    [
      403,
      failed(403, 'Cannot control device volume', 'VOLUME_CONTROL_DISALLOW'),
      not({ kind: 'volumeFixed' }),
    ],
    ...[
      'NO_PREV_TRACK',
      'NO_NEXT_TRACK',
      'NO_SPECIFIC_TRACK',
      'ALREADY_PAUSED',
      'NOT_PAUSED',
      'NOT_PLAYING_LOCALLY',
      'NOT_PLAYING_TRACK',
      'NOT_PLAYING_CONTEXT',
      'ENDLESS_CONTEXT',
      'CONTEXT_DISALLOW',
      'ALREADY_PLAYING',
      'RATE_LIMITED',
      'REMOTE_CONTROL_DISALLOW',
      'DEVICE_NOT_CONTROLLABLE',
      'A_REASON_OF_TOMORROW',
    ].map((reason) => [403, failed(403, 'Not now', reason), restricted] as const),

    // What has nothing to do with the player is as it is for any request.
    [403, error(403, 'Insufficient client scope'), scopeMissing],
    ...notRegisteredMessages.map((text) => [403, text, problem({ kind: 'notRegistered' })] as const),
    ...ownerNeedsPremiumMessages.map((text) => [403, text, ownerNeedsPremium] as const),
    ...countryMessages.map((text) => [403, text, problem({ kind: 'notInCountry' })] as const),
    ...unknown403.map((text) => [403, text, forbidden] as const),
    [401, error(401, 'The access token expired'), expired],
    [401, error(401, 'Invalid access token'), expired],
    [401, error(401, 'Missing/invalid/expired access token'), expired],
    [401, error(401, 'Permissions missing'), scopeMissing],
    [401, error(401, 'Access token missing'), overlooked],
    [429, 'Too many requests', limited(minute, false)],
    [429, error(429, 'API rate limit exceeded'), limited(minute, false)],
    [429, error(429, 'Too many requests', 'QUOTA_EXCEEDED'), limited(hour, true)],
    [405, '', refused(405)],
    [500, error(500, 'Server error'), refused(500)],
    [502, error(502, 'Bad gateway.'), refused(502)],
    [503, html, refused(503)],
    [504, '', refused(504)],
    [302, html, unreadable],
  ];
  for (const [status, text, verdict] of table) {
    it(`${status} ${text === '' ? 'without a body' : text.slice(0, 110)} is ${verdict.kind}`, () => {
      assert.deepEqual(classifyCommand({ status, retryAfter: null, text }, now, true), verdict);
    });
  }

  for (const [status, text] of [
    [404, ''],
    [404, error(404, 'Resource not found')],
    [400, error(400, 'Invalid position')],
  ] as const) {
    it(`${status} ${text.slice(0, 110)} is not about a link where the command names none`, () => {
      const reply = { status, retryAfter: null, text };
      assert.deepEqual(classifyCommand(reply, now, false), refused(status));
      assert.deepEqual(classifyCommand(reply, now, true), unknown);
    });
  }

  it('tells of a device that has gone, or of none, whether the command names something or not', () => {
    for (const namesItem of [true, false]) {
      const read = (text: string) => classifyCommand({ status: 404, retryAfter: null, text }, now, namesItem);
      assert.deepEqual(read(error(404, 'Device not found')), gone);
      assert.deepEqual(read(failed(404, 'No active device found', 'NO_ACTIVE_DEVICE')), noDevice);
    }
  });

  it('limits until the time that Retry-After says', () => {
    const text = error(429, 'Too many requests', 'QUOTA_EXCEEDED');
    assert.deepEqual(
      classifyCommand({ status: 429, retryAfter: '90', text }, now, false),
      limited(90_000, true),
    );
  });
});

describe('Retry-After', () => {
  const date = (ms: number) => new Date(now + ms).toUTCString();
  const table: readonly (readonly [what: string, header: string | null, ms: number])[] = [
    ['in seconds', '30', 30_000],
    ['in seconds with blanks around', ' 30 ', 30_000],
    ['with a fraction', '1.5', 1_500],
    ['of a second’s fraction', '0.2', 1_000],
    ['of nothing', '0', 1_000],
    ['of hours', '47967', 47_967_000],
    ['of a day', '86400', 24 * hour],
    ['of weeks, which is absurd', '9999999', week],
    ['of more digits than a number has', '9'.repeat(400), week],
    ['as a date', date(90_000), 90_000],
    ['as the date of now', date(0), 1_000],
    ['as a date years ahead, which is absurd', date(3 * 365 * 24 * hour), week],
    ['as a date in the past', date(-90_000), minute],
    ['that is missing', null, minute],
    ['that is empty', '', minute],
    ['that is negative', '-5', minute],
    ['that is nonsense', 'soon', minute],
    ['that is nonsense with digits', '30 or so', minute],
    ['that is no plain number', '0x10', minute],
    ['without an end', 'Infinity', minute],
  ];
  for (const [what, header, ms] of table) {
    it(`${what} means ${ms} ms`, () => {
      assert.equal(retryAfterMs(header, now, false), ms);
    });
  }

  for (const header of [null, 'soon', '-5', date(-90_000)]) {
    it(`means an hour for the daily quota when it is ${header ?? 'missing'}`, () => {
      assert.equal(retryAfterMs(header, now, true), hour);
    });
  }
});
