import { fault } from '../../spotify';
import { hour, minute, second } from '../support';
import type { SpotifyFault } from './spotifyFaults';

/** Without a Retry-After that says something: longer than the window of 30 seconds. */
const unsaid = () => minute;
const week = 7 * 24 * hour;
const inSeconds = (now: number, s: number) => new Date(now + s * second).toUTCString();
/** A date has whole seconds, and a pause at least one. */
const untilDate = (now: number, since: number) => {
  const left = Date.parse(inSeconds(since, 90)) - now;
  return left < 0 ? minute : Math.max(left, second);
};
const pauses: readonly (readonly [
  after: string | undefined,
  pauseMs: NonNullable<SpotifyFault['pauseMs']>,
])[] = [
  [undefined, unsaid],
  ['soon', unsaid],
  ['-5', unsaid],
  ['Thu, 01 Jan 1970 00:00:00 GMT', unsaid],
  ['0', () => second],
  ['1', () => second],
  ['2.5', () => 2.5 * second],
  ['1200', () => 20 * minute],
  ['99999999999', () => week],
];

/** What has Spotify demand a pause, in every way in which it says for how long. */
export const pauseFaults: readonly SpotifyFault[] = [
  ...pauses.flatMap(([retryAfter, pauseMs], index) => ({
    what: `429, Retry-After ${retryAfter}`,
    fault: () =>
      fault.rateLimit({
        ...(retryAfter !== undefined && { retryAfter }),
        body: index % 2 ? 'json' : 'text',
      }),
    outcomes: { others: 'limited' },
    pauseMs,
  })),
  {
    what: '429, Retry-After a date in 90 s',
    fault: (now) => fault.rateLimit({ retryAfter: inSeconds(now, 90) }),
    outcomes: { others: 'limited' },
    pauseMs: untilDate,
  },
  ...[[undefined, hour] as const, [48_925, 48_925 * second] as const, ['99999999999', week] as const].map(
    ([retryAfter, ms]) => ({
      what: `429 QUOTA_EXCEEDED, Retry-After ${retryAfter}`,
      fault: () => fault.quota(retryAfter === undefined ? {} : { retryAfter }),
      outcomes: { others: 'limited quota' },
      pauseMs: () => ms,
      quota: true,
    }),
  ),
  ...[500, 503].map((status) => ({
    what: `${status}, Retry-After 120`,
    fault: () => fault.serverError({ status: status as 500 | 503, body: 'html', retryAfter: 120 }),
    outcomes: { others: `refused ${status}` },
    pauseMs: () => 120 * second,
  })),
  {
    what: '503, Retry-After soon',
    fault: () => fault.serverError({ status: 503, retryAfter: 'soon' }),
    outcomes: { others: 'refused 503' },
  },
];
