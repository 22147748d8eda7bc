import type { Chance } from '../../bench/day/random';
import { minute, second } from '../../bench/day/trace';
import { fault, type Fault } from '../../spotify';
import { pick } from '../../unit/support';
import type { Machine } from './machine';
import type { DayWindow } from './window';

/** What a fault happens to. */
export interface Stage {
  readonly machine: Machine;
  readonly chance: Chance;
  readonly windows: DayWindow[];
  /** Closes one of the windows and opens another. */
  reload(window: DayWindow): void;
}

/** Something that goes wrong for `ms`, unless it is over at once; what it returns ends it. */
type DayFault = (stage: Stage, ms: number) => (() => void) | undefined;

const everywhere = /^\/(v1|api)\//;
const tokens = /^\/api\/token$/;

/** The stand-in answers so until that is over. */
const standing =
  (make: (ms: number) => Fault, path = everywhere): DayFault =>
  ({ machine: { spotify } }, ms) => {
    const added = spotify.faults.add(make(ms), { path, times: Infinity });
    return () => added.remove();
  };

/** The same for the token endpoint, while no access token is good any more. */
const forTokens =
  (make: () => Fault): DayFault =>
  (stage, ms) => {
    stage.machine.spotify.tokens.expireAccessTokens();
    return standing(make, tokens)(stage, ms);
  };

const oauthError = (status: number, error: string) =>
  fault.body(status, 'application/json', JSON.stringify({ error, error_description: 'Not now' }));

/** As Spotify does it: refused until the moment that it has named, and not after. */
const refusing =
  (make: (limit: { retryAfter: number }) => Fault): DayFault =>
  (stage, ms) =>
    standing(() => make({ retryAfter: Math.ceil(ms / second) }), /^\/v1\//)(stage, ms);

const randomly = (stage: Stage) => pick(stage.chance.next, stage.windows);

/** All by which a day is disturbed. */
export const dayFaults: Readonly<Record<string, DayFault>> = {
  'status 500': standing(() => fault.serverError({ status: 500 })),
  'status 502 with a page': standing(() => fault.serverError({ status: 502, body: 'html' })),
  'status 503 without a body': standing(() => fault.serverError({ status: 503, body: 'empty' })),
  'status 504': standing(() => fault.serverError({ status: 504 })),
  'access token missing': standing(() => fault.accessTokenMissing(), /^\/v1\//),
  'rate limit': refusing((limit) => fault.rateLimit(limit)),
  'rate limit without an end': standing(() => fault.rateLimit(), /^\/v1\//),
  'quota used up': refusing((limit) => fault.quota(limit)),
  'captive portal': standing(() => fault.captivePortal()),
  'empty answer': standing(() => fault.emptyOk()),
  'unreadable answer': standing(() => fault.unreadable()),
  'broken off': standing(() => fault.truncated()),
  reset: standing(() => fault.reset()),
  'no answer': standing(() => fault.hang()),
  'token endpoint down': forTokens(() => fault.serverError({ status: 503, body: 'html' })),
  'token endpoint busy': forTokens(() => fault.rateLimit({ retryAfter: 20 })),
  'token endpoint unreadable': forTokens(() => fault.unreadable()),
  invalid_request: forTokens(() => oauthError(400, 'invalid_request')),
  temporarily_unavailable: forTokens(() => oauthError(503, 'temporarily_unavailable')),
  'access tokens expired': ({ machine }) => {
    machine.spotify.tokens.expireAccessTokens();
    return undefined;
  },
  'no network': ({ machine }) => {
    machine.isOnline = false;
    return () => (machine.isOnline = true);
  },
  'app comes or goes': ({ machine }) => {
    machine.isAppOpen = !machine.isAppOpen;
    machine.appChanged();
    return undefined;
  },
  'window reloaded': (stage) => {
    stage.reload(randomly(stage));
    return undefined;
  },
  'leader reloaded': (stage) => {
    const leader = stage.windows.find(({ election }) => election.leads);
    if (leader) stage.reload(leader);
    return undefined;
  },
  'all reloaded': (stage) => {
    for (const window of [...stage.windows]) stage.reload(window);
    return undefined;
  },
  sleep: ({ machine, chance }) => {
    machine.clock.suspend(chance.between(minute, 40 * minute));
    return undefined;
  },
  'clock set on': ({ machine, chance }) => {
    machine.clock.set(chance.between(minute, 90 * minute));
    return undefined;
  },
  'clock set back': ({ machine, chance }) => {
    machine.clock.set(-chance.between(minute, 90 * minute));
    return undefined;
  },
};

/** For how long one lasts, in ms: most are short. */
export function lengthOf(chance: Chance): number {
  return pick(chance.next, [5, 10, 20, 40, 90, 240]) * second;
}
