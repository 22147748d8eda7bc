import type { Command, Intent } from '../../../src/model/commands/intent';
import type { WindowRequest } from '../../../src/model/commands/windowRequest';
import { libraryLists, type LibraryList, type PlaylistEdit } from '../../../src/model/library/libraryRead';
import type { LinkType } from '../../../src/model/link';
import type { Player, Spotify } from '../../spotify';
import { minute } from '../support';
import type { RequestClass } from './spotifyFaults';

/** Something that a window asks for, and the one request to Spotify that does it. */
export interface Asking {
  readonly what: string;
  readonly kind: RequestClass;
  readonly method: string;
  /** Of the request, without its query. */
  readonly path: RegExp;
  /** @param turn another number each time: what a link names is asked for once */
  readonly request: (spotify: Spotify, turn: number) => WindowRequest;
  /** What somebody does elsewhere, so that the command changes something. */
  readonly before?: (player: Player) => void;
}

/** What is asked for with a request of its own; `refresh` is of the polls, and `localApp` asks nobody. */
type Direct = Exclude<WindowRequest['kind'], 'intent' | 'library' | 'editPlaylist' | 'refresh' | 'localApp'>;

/** Of which nothing is known, so that Spotify answers 404: that is an answer, too. */
const unknownId = (turn: number) => String(turn).padStart(22, '0');
const link = (type: LinkType, turn: number) => {
  const id = unknownId(turn);
  return { kind: 'catalogItem', link: { type, id, uri: `spotify:${type}:${id}` } } as const;
};

const direct: Readonly<Record<Direct, Omit<Asking, 'what' | 'method'>>> = {
  devices: { kind: 'list', path: /\/me\/player\/devices$/, request: () => ({ kind: 'devices' }) },
  queue: { kind: 'list', path: /\/me\/player\/queue$/, request: () => ({ kind: 'queue' }) },
  recentlyPlayed: {
    kind: 'list',
    path: /\/me\/player\/recently-played$/,
    request: () => ({ kind: 'recentlyPlayed' }),
  },
  profile: { kind: 'fact', path: /\/me$/, request: () => ({ kind: 'profile' }) },
  catalogItem: { kind: 'link', path: /\/playlists\/\w+$/, request: (_, turn) => link('playlist', turn) },
};

const paths: Readonly<Record<LibraryList, RegExp>> = {
  playlists: /\/me\/playlists$/,
  likedSongs: /\/me\/tracks$/,
  recentlyPlayed: /\/me\/player\/recently-played$/,
  albums: /\/me\/albums$/,
  shows: /\/me\/shows$/,
  episodes: /\/me\/episodes$/,
  audiobooks: /\/me\/audiobooks$/,
  search: /\/search$/,
  playlistItems: /\/playlists\/\w+\/items$/,
  albumTracks: /\/albums\/\w+\/tracks$/,
  artistAlbums: /\/artists\/\w+\/albums$/,
};

/** What a list is of, where it is of something. */
function listOf(list: LibraryList, { collection }: Spotify): string | undefined {
  const album = collection.own('album').at(0);
  switch (list) {
    case 'search':
      return 'kettle';
    case 'playlistItems':
      return collection.own('playlist').at(0);
    case 'albumTracks':
      return album;
    case 'artistAlbums':
      return `spotify:artist:${collection.artistOf(album.split(':')[2] ?? '').id}`;
    default:
      return undefined;
  }
}

const edits: Readonly<Record<PlaylistEdit['change'], string>> = { add: 'POST', remove: 'DELETE' };

/** The song that is liked, queued, played: the stand-in's own. */
const songIn = ({ collection }: Spotify) => collection.own('track').at(0);

interface Told extends Pick<Asking, 'before'> {
  readonly intent: (spotify: Spotify, turn: number) => Intent;
  readonly request: string;
}

const commands: Readonly<Record<Command['kind'], Told>> = {
  play: { intent: () => ({ kind: 'play' }), request: 'PUT play', before: (player) => player.pause() },
  pause: { intent: () => ({ kind: 'pause' }), request: 'PUT pause', before: (player) => player.resume() },
  next: { intent: () => ({ kind: 'next' }), request: 'POST next' },
  previous: { intent: () => ({ kind: 'previous' }), request: 'POST previous' },
  seek: { intent: () => ({ kind: 'seekTo', ms: minute }), request: 'PUT seek' },
  volume: {
    intent: (_, turn) => ({ kind: 'volumeTo', percent: turn % 50 }),
    request: 'PUT volume',
  },
  shuffle: { intent: () => ({ kind: 'shuffle' }), request: 'PUT shuffle' },
  repeat: { intent: () => ({ kind: 'repeat' }), request: 'PUT repeat' },
  like: {
    intent: (spotify) => ({ kind: 'like', uri: songIn(spotify), liked: true }),
    request: 'PUT /me/library',
  },
  transfer: {
    intent({ player }) {
      const { id, name = '', type = '' } = player.devices.find((one) => one !== player.device) ?? {};
      const device = {
        id: id ?? '',
        name,
        type,
        volume: 1,
        hasVolume: true,
        restricted: false,
        active: false,
      };
      return { kind: 'transfer', device, play: true };
    },
    request: 'PUT /me/player',
  },
  queue: { intent: (spotify) => ({ kind: 'queue', uri: songIn(spotify) }), request: 'POST queue' },
  playUri: {
    intent: ({ player }) => ({ kind: 'playUri', uri: player.item?.uri ?? '' }),
    request: 'PUT play',
  },
};
const namesItem: ReadonlySet<Command['kind']> = new Set(['like', 'queue', 'playUri']);

/** How an item is asked about that is to be liked or not, whichever it is not. */
const toggle: Asking = {
  what: 'likes',
  kind: 'fact',
  method: 'GET',
  path: /\/me\/library\/contains$/,
  request: (_, turn) => ({
    kind: 'intent',
    intent: { kind: 'like', uri: `spotify:track:${unknownId(turn)}` },
  }),
};

/** Every request that somebody can make, each once. */
export const askings: readonly Asking[] = [
  ...Object.entries(direct).map(([what, one]) => ({ ...one, what, method: 'GET' })),
  ...libraryLists.map((list): Asking => ({
    what: `library, ${list}`,
    kind: 'named',
    method: 'GET',
    path: paths[list],
    // Of those there are the fewest.
    request: (spotify) => ({
      ...{ kind: 'library', list, of: listOf(list, spotify), from: 0 },
      ...(list === 'search' && { types: ['audiobook'] as const }),
    }),
  })),
  ...(Object.keys(edits) as PlaylistEdit['change'][]).map((change): Asking => ({
    what: `editPlaylist, ${change}`,
    kind: 'named',
    method: edits[change],
    path: /\/playlists\/\w+\/items$/,
    request: (spotify) => ({
      ...{ kind: 'editPlaylist', change, playlist: spotify.collection.own('playlist').at(0) },
      uris: [songIn(spotify)],
    }),
  })),
  toggle,
  ...(Object.keys(commands) as Command['kind'][]).map((command): Asking => {
    const { intent, request, before } = commands[command];
    const [method = '', path = ''] = request.split(' ');
    return {
      what: `command, ${command}`,
      kind: namesItem.has(command) ? 'itemCommand' : 'command',
      method,
      path: path.startsWith('/') ? new RegExp(`${path}$`) : new RegExp(`/me/player/${path}$`),
      request: (spotify, turn) => ({ kind: 'intent', intent: intent(spotify, turn) }),
      ...(before && { before }),
    };
  }),
];
