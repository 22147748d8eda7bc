import { fault, startSpotify, type Fault, type Spotify } from '../spotify';
import { whole } from './whole';

/** Answers that tests inside an extension host can ask for by their paths; they cannot speak to the stand-in else. */
const faults: Readonly<Record<string, Fault>> = {
  '/v1/whole': reply(418, { 'content-type': 'application/json', 'retry-after': '7' }, whole),
  '/v1/nothing': reply(204),
  '/v1/moved': reply(307, { location: '/v1/whole' }),
  '/v1/limited': fault.rateLimit({ retryAfter: 7 }),
  '/v1/portal': fault.captivePortal(),
  '/v1/reset': fault.reset(),
  '/v1/truncated': fault.truncated(),
  '/v1/endless': fault.endless(),
  '/v1/hang': fault.hang(),
  '/elsewhere': reply(302, { location: '/v1/whole' }),
};

export async function startPeer(): Promise<Spotify> {
  const spotify = await startSpotify();
  for (const [path, misbehaviour] of Object.entries(faults)) {
    spotify.faults.add(misbehaviour, { path: new RegExp(`^${path}$`), times: Infinity });
  }
  for (const body of ['first', 'second']) {
    spotify.faults.add(reply(200, { 'cache-control': 'max-age=60' }, body), { path: /^\/v1\/changing$/ });
  }
  return spotify;
}

function reply(status: number, headers: Record<string, string> = {}, body = ''): Fault {
  return { kind: 'reply', reply: { status, headers, body } };
}
