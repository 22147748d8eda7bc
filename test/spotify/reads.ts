import type { Call, Endpoint } from './api';
import { type Reply, apiError, empty, json, uncached } from './exchange';
import type { Item } from './items';
import { type Device, type Playback, positionAt, upcoming } from './playback';
import type { NumberReplies } from './player';
import { type Json, itemJson } from './wire';

function me({ world, caller: { user } }: Call): Reply {
  if (user === null) {
    return apiError(401, 'Permissions missing');
  }
  // Development mode leaves out country, email, followers, product and the content filter.
  const fields = {
    account_id: user.accountId,
    display_name: user.displayName,
    external_urls: { spotify: `https://open.spotify.com/user/${user.id}` },
    href: `${world.url}/v1/users/${user.id}`,
    id: user.id,
    images: user.images,
    type: 'user',
    uri: `spotify:user:${user.id}`,
  };
  return json(200, fields, uncached);
}

function deviceJson(call: Call, device: Device, isActive: boolean): Json {
  return {
    id: device.id,
    is_active: isActive,
    is_private_session: isActive && call.world.player.privateSession,
    is_restricted: device.isRestricted,
    name: device.name,
    type: device.type,
    volume_percent: device.volume,
    supports_volume: device.supportsVolume,
  };
}

/** What plays as of now, or undefined for the 204. */
function shown({ world: { player } }: Call): Playback | undefined {
  const hidden = player.privateSession && player.hidesPrivateSession;
  return player.shown.isActive && !hidden ? player.shown : undefined;
}

function contextJson({ world }: Call, playback: Playback): Json | null {
  const { item } = playback;
  const own =
    item.kind === 'episode' ? { type: 'show', uri: `spotify:show:${item.show.id}` } : playback.context;
  if (own === null || item.kind === 'local') {
    return null;
  }
  const id = own.uri.split(':').at(-1) ?? '';
  return {
    external_urls: { spotify: `https://open.spotify.com/${own.type}/${id}` },
    href: `${world.url}/v1/${own.type}s/${id}`,
    type: own.type,
    uri: own.uri,
  };
}

function told(value: number, replies: NumberReplies): number | null {
  return replies === 'exact' ? value : replies === 'zero' ? 0 : null;
}

const types = {
  track: 'track',
  local: 'track',
  episode: 'episode',
  chapter: 'chapter',
  ad: 'ad',
} as const;

/** What both playback reads have in common. */
function playbackJson(call: Call, playback: Playback): Json {
  const { world, ask } = call;
  const { item } = playback;
  const additional = (ask.query.get('additional_types') ?? '').split(',');
  // Without being asked for episodes, the API shows that one plays, but not which (seen live).
  const untold = (item.kind === 'episode' || item.kind === 'chapter') && !additional.includes('episode');
  const visible = untold ? null : itemJson(world.url, item);
  const isTrack = visible !== null && item.kind === 'track';
  // `is_playable` comes only with a market (Spotify's documentation).
  const playable = isTrack && ask.query.has('market') ? { is_playable: true } : {};
  const length = told(item.durationMs, world.player.durationReplies);
  return {
    timestamp: Math.floor(playback.since),
    progress_ms: told(Math.floor(positionAt(playback, world.now())), world.player.progressReplies),
    is_playing: playback.isPlaying,
    context: untold ? null : contextJson(call, playback),
    item: visible === null ? null : { ...visible, ...playable, duration_ms: length },
    currently_playing_type: types[item.kind],
    // Only what is refused is listed, below `disallows` (seen live; the schema shows it otherwise).
    actions: {
      disallows: Object.fromEntries([...world.player.refusals(playback)].map((action) => [action, true])),
    },
  };
}

function faultInMarket({ ask }: Call): Reply | undefined {
  const market = ask.query.get('market');
  const fits = market === null || /^([A-Z]{2}|from_token)$/.test(market);
  return fits ? undefined : apiError(400, 'Invalid market code');
}

function player(call: Call): Reply {
  const playback = shown(call);
  const fault = faultInMarket(call);
  if (fault !== undefined || playback === undefined) {
    return fault ?? empty(204, uncached);
  }
  const device = playback.devices[playback.deviceIndex];
  const whole = {
    device: device === undefined ? null : deviceJson(call, device, true),
    shuffle_state: playback.isShuffled,
    smart_shuffle: playback.isSmartShuffled,
    repeat_state: playback.repeat,
    ...playbackJson(call, playback),
  };
  return json(200, whole, uncached);
}

function currentlyPlaying(call: Call): Reply {
  const playback = shown(call);
  const fault = faultInMarket(call);
  if (fault !== undefined || playback === undefined) {
    return fault ?? empty(204, uncached);
  }
  return json(200, playbackJson(call, playback), uncached);
}

function devices(call: Call): Reply {
  const { devices: all, deviceIndex, isActive } = call.world.player.shown;
  const list = all.map((device, index) => deviceJson(call, device, isActive && index === deviceIndex));
  return json(200, { devices: list }, uncached);
}

function queue(call: Call): Reply {
  const playback = shown(call);
  const visible = (item: Item) => itemJson(call.world.url, item) ?? [];
  const current = playback === undefined ? null : itemJson(call.world.url, playback.item);
  const next = playback === undefined ? [] : upcoming(playback, 20).flatMap(visible);
  return json(200, { currently_playing: current, queue: next }, uncached);
}

const state = 'user-read-playback-state';
const current = 'user-read-currently-playing';

/** The endpoints that only read. */
export const reads: readonly Endpoint[] = [
  { method: 'GET', path: '/me', scopes: [], answer: me },
  { method: 'GET', path: '/me/player', scopes: [state], answer: player },
  { method: 'GET', path: '/me/player/currently-playing', scopes: [current], answer: currentlyPlaying },
  { method: 'GET', path: '/me/player/devices', scopes: [state], answer: devices },
  { method: 'GET', path: '/me/player/queue', scopes: [current, state], answer: queue },
];
