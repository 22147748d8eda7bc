import * as v from 'valibot';
import { namesItem, parseLink } from '../model/link';
import type { LocalTrack } from './player';

/* What the readers of several systems have in common. */

/** Absent where it is null, or wrong. */
export const optional = <T>(schema: v.GenericSchema<unknown, T>) => v.fallback(v.optional(schema), undefined);

export type Identity = Pick<LocalTrack, 'kind' | 'uri'>;

/**
 * What one of the app's names for a track stands for, and its URI if that can be opened: `spotify:track:…` on macOS and,
 * until 2022, on Linux; there `/com/spotify/track/…` since, and `https://open.spotify.com/track/…` for the page.
 */
export function identify(id = ''): Identity {
  const uri = id
    .replace(/^\/com\/spotify\/|^https:\/\/open\.spotify\.com\//, 'spotify:')
    .replaceAll('/', ':');
  const link = parseLink(uri);
  if (link && namesItem(link)) {
    return { kind: link.type === 'track' ? 'track' : 'episode', uri: link.uri };
  }
  const [, type] = /^spotify:(ad|local)(?::|$)/.exec(uri) ?? [];
  const kind = type === 'ad' ? 'advertisement' : type === 'local' ? 'local' : 'unknown';
  return { kind, uri: undefined };
}

/** Of what another device plays the app knows which it is, and no names. */
export function isElsewhere(track: LocalTrack | undefined): boolean {
  return track?.uri !== undefined && track.title === '' && track.artists.length === 0;
}

/**
 * `https` at one of the hosts of Spotify's images, or `undefined`. The app names addresses at `open.spotify.com` that
 * answer 404: the images are at another host, by the same path.
 */
export function artworkAddress(url = ''): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol) || !/^\/[\w./-]+$/.test(pathname)) return undefined;
  if (host === 'open.spotify.com' && pathname.startsWith('/image/')) return `https://i.scdn.co${pathname}`;
  return /(^|\.)(scdn\.co|spotifycdn\.com)$/.test(host) ? `https://${host}${pathname}` : undefined;
}
