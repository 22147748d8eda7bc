import { can, type Ability } from '../model/playback/abilities';
import { isAway, lastNowPlaying, lastObservation, localIn, type Playback } from '../model/playback/playback';

const abilities: Readonly<Record<string, Ability>> = {
  'earshot.canSkipNext': 'skipNext',
  'earshot.canSkipPrevious': 'skipPrevious',
  'earshot.canSeek': 'seek',
  'earshot.canChangeVolume': 'changeVolume',
  'earshot.canShuffle': 'shuffle',
  'earshot.canRepeat': 'repeat',
  'earshot.canRepeatTrack': 'repeatTrack',
  'earshot.canLike': 'like',
  'earshot.canLink': 'link',
};

/** The context keys that follow from what plays, by their names. A pure function: who writes them needs VS Code. */
export function contextKeys(playback: Playback): Readonly<Record<string, boolean>> {
  const nowPlaying = lastNowPlaying(playback);
  return {
    'earshot.signedIn': lastObservation(playback) !== undefined,
    // Not so before anybody knows.
    'earshot.signedOut': isAway(playback) && playback.kind !== 'starting',
    'earshot.signingIn': playback.kind === 'signingIn',
    'earshot.localSong': localIn(playback) !== undefined,
    'earshot.playing': nowPlaying?.kind === 'playing',
    'earshot.hasSong': nowPlaying !== undefined,
    'earshot.liked': nowPlaying?.liked === true,
    ...Object.fromEntries(Object.entries(abilities).map(([key, ability]) => [key, can(nowPlaying, ability)])),
  };
}
