import { randomBytes } from 'node:crypto';
import type { Call, Endpoint } from './api';
import { type Reply, apiError, empty } from './exchange';
import type { Item } from './items';
import type { Action, Playback } from './playback';
import type { Player } from './player';

function failed(status: number, message: string, reason: string): Reply {
  return apiError(status, `Player command failed: ${message}`, reason);
}

const restricted = () => failed(403, 'Restriction violated', 'UNKNOWN');

/** Success: 204 or 202 by the documentation, 200 with a few letters that are no JSON in fact. */
function done({ commandReplies }: Player): Reply {
  const body = `o${randomBytes(20).toString('base64url')}`;
  // No report names the content type; JSON is the guess that punishes careless clients.
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return commandReplies === 'text' ? { status: 200, headers: type, body } : empty(Number(commandReplies));
}

/** Only these reach a device that is not the active one; all others find nothing there to act on. */
const reachAnywhere = new Set(['/me/player/play', '/me/player/volume']);

/** Which device `device_id` means: an index, the active one without it, or why there is none. */
function deviceFor({ ask, world: { player } }: Call, reachesAnywhere: boolean): number | Reply {
  const id = ask.query.get('device_id');
  const index = id === null ? player.state.deviceIndex : player.devices.findIndex((one) => one.id === id);
  const device = player.devices[index];
  if (id !== null && device === undefined) {
    return apiError(404, 'Device not found');
  }
  const isActive = player.state.isActive && index === player.state.deviceIndex;
  if (device === undefined || !(isActive || (id !== null && reachesAnywhere))) {
    return failed(404, 'No active device found', 'NO_ACTIVE_DEVICE');
  }
  return device.isRestricted ? failed(403, 'Restricted device', 'UNKNOWN') : index;
}

/** Wraps a command in what all of them check, the listener's Premium first. */
function command(
  path: string,
  method: string,
  actions: readonly Action[],
  run: (call: Call, device: number) => Reply | undefined,
): Endpoint {
  const answer = (call: Call) => {
    if (call.caller.user?.premium !== true) {
      return failed(403, 'Premium required', 'PREMIUM_REQUIRED');
    }
    const device = deviceFor(call, reachAnywhere.has(path));
    if (typeof device !== 'number') {
      return device;
    }
    const { player } = call.world;
    const refused = actions.some((action) => player.refusals().has(action));
    return refused ? restricted() : (run(call, device) ?? done(player));
  };
  return { method, path, scopes: ['user-modify-playback-state'], answer };
}

/** A whole number in the query, within bounds, or undefined. */
function numberIn({ ask }: Call, name: string, most: number): number | undefined {
  const raw = ask.query.get(name);
  return raw !== null && /^\d{1,12}$/.test(raw) && Number(raw) <= most ? Number(raw) : undefined;
}

const invalid = (name: string) => apiError(400, `Invalid or missing parameter: ${name}`);

/** The body as a JSON object; `{}` without a body, undefined when it is none. */
function bodyOf({ ask }: Call): Record<string, unknown> | undefined {
  if (ask.body === '') {
    return {};
  }
  try {
    const value: unknown = JSON.parse(ask.body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

interface Offset {
  readonly position?: unknown;
  readonly uri?: unknown;
}

/** Where to begin among what can be played: a position counts what Spotify has no more, too. */
function indexAt(list: readonly (Item | undefined)[], { position, uri }: Offset): number {
  const byUri = Math.max(
    0,
    list.findIndex((item) => item?.uri === uri),
  );
  const at = typeof position === 'number' ? position : byUri;
  return at < list.length ? list.slice(0, at).filter((item) => item !== undefined).length : NaN;
}

/** What the body of `play` asks for: the list and where in it to begin; undefined to go on with what there is. */
function selection({ world }: Call, body: Record<string, unknown>): Partial<Playback> | Reply | undefined {
  const { uris, context_uri: contextUri, offset } = body;
  if (uris === undefined && contextUri === undefined) {
    return undefined;
  }
  const named = Array.isArray(uris) ? uris.map((uri) => world.catalogue.find(String(uri))) : [];
  const list: readonly (Item | undefined)[] =
    typeof contextUri === 'string' ? world.catalogue.inContext(contextUri) : named;
  const type = typeof contextUri === 'string' ? (contextUri.split(':')[1] ?? '') : '';
  if (type !== '' && offset !== undefined && type !== 'album' && type !== 'playlist') {
    return apiError(400, `Can't have offset for context type: ${type.toUpperCase()}`);
  }
  const known = list.filter((item) => item !== undefined);
  const index = indexAt(list, offset ?? {});
  const item = known[index];
  // Of a context what Spotify has no more is passed over; of a list of URIs nothing may be unknown.
  if (item === undefined || (type === '' && known.length < list.length)) {
    return apiError(400, 'Invalid uri or offset');
  }
  const context = typeof contextUri === 'string' ? { type, uri: contextUri } : null;
  return { list: known, index, item, startMs: 0, queue: [], context };
}

function play(call: Call, deviceIndex: number): Reply | undefined {
  const { player } = call.world;
  const body = bodyOf(call);
  if (body === undefined) {
    return apiError(400, 'Malformed json');
  }
  const chosen = selection(call, body);
  if (chosen !== undefined && 'status' in chosen) {
    return chosen;
  }
  if (chosen !== undefined && player.refusals().has('interrupting_playback')) {
    return restricted();
  }
  const staysHere = player.state.isActive && deviceIndex === player.state.deviceIndex;
  if (chosen === undefined && staysHere && player.refusals().has('resuming')) {
    return restricted();
  }
  player.change({ isActive: true, isPlaying: true, deviceIndex, ...chosen });
  if (typeof body['position_ms'] === 'number') {
    player.seek(body['position_ms']);
  }
  return undefined;
}

function transfer(call: Call): Reply {
  const { player } = call.world;
  const body = bodyOf(call);
  const ids: unknown = body?.['device_ids'];
  if (call.caller.user?.premium !== true) {
    return failed(403, 'Premium required', 'PREMIUM_REQUIRED');
  }
  if (!Array.isArray(ids) || ids.length !== 1) {
    return apiError(400, 'Exactly one device id is required');
  }
  const deviceIndex = player.devices.findIndex(({ id }) => id !== null && id === ids[0]);
  const device = player.devices[deviceIndex];
  if (device === undefined) {
    return apiError(404, 'Device not found');
  }
  if (device.isRestricted || player.disallows.has('transferring_playback')) {
    return restricted();
  }
  const isPlaying = body?.['play'] === true || player.isPlaying;
  player.change({ isActive: true, deviceIndex, isPlaying });
  return done(player);
}

function repeat(call: Call): Reply | undefined {
  const state = call.ask.query.get('state');
  if (state !== 'track' && state !== 'context' && state !== 'off') {
    return invalid('state');
  }
  const { player } = call.world;
  if (player.refusals().has(state === 'track' ? 'toggling_repeat_track' : 'toggling_repeat_context')) {
    return restricted();
  }
  player.repeat = state;
  return undefined;
}

function shuffle({ ask, world: { player } }: Call): Reply | undefined {
  const state = ask.query.get('state');
  if (state !== 'true' && state !== 'false') {
    return invalid('state');
  }
  player.shuffle = state === 'true';
  return undefined;
}

function seek(call: Call): Reply | undefined {
  const positionMs = numberIn(call, 'position_ms', Number.MAX_SAFE_INTEGER);
  if (positionMs === undefined) {
    return invalid('position_ms');
  }
  call.world.player.seek(positionMs);
  return undefined;
}

function volume(call: Call, deviceIndex: number): Reply | undefined {
  const { player } = call.world;
  const percent = numberIn(call, 'volume_percent', 100);
  if (percent === undefined) {
    return invalid('volume_percent');
  }
  if (player.devices[deviceIndex]?.supportsVolume !== true) {
    return failed(403, 'Cannot control device volume', 'VOLUME_CONTROL_DISALLOW');
  }
  const set = player.devices.map((one, at) => (at === deviceIndex ? { ...one, volume: percent } : one));
  player.change({ devices: set });
  return undefined;
}

function enqueue({ ask, world }: Call): Reply | undefined {
  const item = world.catalogue.find(ask.query.get('uri') ?? '');
  if (item?.kind !== 'track' && item?.kind !== 'episode') {
    return invalid('uri');
  }
  world.player.enqueue(item);
  return undefined;
}

/** A command that the player takes as it is. */
function plain(run: (player: Player) => void): (call: Call) => undefined {
  return (call) => {
    run(call.world.player);
  };
}

/** The endpoints that change what plays. */
export const commands: readonly Endpoint[] = [
  { method: 'PUT', path: '/me/player', scopes: ['user-modify-playback-state'], answer: transfer },
  command('/me/player/play', 'PUT', [], play),
  command(
    '/me/player/pause',
    'PUT',
    ['pausing'],
    plain((player) => player.pause()),
  ),
  command(
    '/me/player/next',
    'POST',
    ['skipping_next'],
    plain((player) => player.next()),
  ),
  command(
    '/me/player/previous',
    'POST',
    ['skipping_prev'],
    plain((player) => player.previous()),
  ),
  command('/me/player/seek', 'PUT', ['seeking'], seek),
  command('/me/player/repeat', 'PUT', [], repeat),
  command('/me/player/shuffle', 'PUT', ['toggling_shuffle'], shuffle),
  command('/me/player/volume', 'PUT', [], volume),
  command('/me/player/queue', 'POST', [], enqueue),
];
