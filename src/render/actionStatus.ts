import * as messages from '../messages/actions';
import type { Intent } from '../model/commands/intent';
import { parseLink } from '../model/link';
import { positionAt, type NowPlaying } from '../model/playback/nowPlaying';
import { shuffleOf } from '../model/playback/snapshot';
import { clockTime, escapeIcons } from '../model/text';

/**
 * What an intent brought, in VS Code's label syntax, by what is shown after it at `now` (milliseconds since 1970);
 * `liked` is what a like came to. Empty where there is nothing to say. A pure function.
 */
export function actionStatus(
  intent: Intent,
  nowPlaying: NowPlaying | undefined,
  now: number,
  liked: boolean | null,
): string {
  switch (intent.kind) {
    case 'pause':
      return messages.paused;
    case 'playPause':
      return nowPlaying?.kind === 'paused' ? messages.paused : messages.playing;
    case 'play':
    case 'playUri':
      return messages.playing;
    case 'next':
    case 'previous':
      return messages.skipped[intent.kind];
    case 'queue':
      return messages.queued;
    case 'like':
      return likeStatus(intent.uri, liked === true);
    case 'transfer':
      return messages.movedTo(escapeIcons(intent.device.name), intent.play || nowPlaying?.kind === 'playing');
    default:
      return nowPlaying ? adjustmentStatus(intent.kind, nowPlaying, now) : '';
  }
}

/** People like songs, follow playlists and artists, and save what else there is. */
function likeStatus(uri: string | undefined, liked: boolean): string {
  switch (parseLink(uri ?? '')?.type) {
    case 'album':
    case 'show':
    case 'audiobook':
      return liked ? messages.saved : messages.removed;
    case 'playlist':
    case 'artist':
      return liked ? messages.followed : messages.unfollowed;
    default:
      return liked ? messages.liked : messages.unliked;
  }
}

function adjustmentStatus(
  kind: 'seekBy' | 'seekTo' | 'volumeBy' | 'volumeTo' | 'mute' | 'shuffle' | 'repeat',
  nowPlaying: NowPlaying,
  now: number,
): string {
  const { item, device, repeat = 'off' } = nowPlaying;
  switch (kind) {
    case 'seekBy':
    case 'seekTo': {
      const whole = item.durationMs === undefined ? '' : clockTime(item.durationMs);
      return messages.position(clockTime(positionAt(nowPlaying, now) ?? 0), whole);
    }
    case 'shuffle':
      return messages.shuffles[shuffleOf(nowPlaying)];
    case 'repeat':
      return messages.repeats[repeat];
    default:
      return messages.volume(device?.volume);
  }
}
