/** What each scope allows, in the words of a person; Spotify lists them under "Scopes". */
const words: Readonly<Record<string, string>> = {
  'user-read-playback-state': 'see what plays, and on which device',
  'user-read-currently-playing': 'see the current song and the queue',
  'user-modify-playback-state': 'control the player',
  'user-library-read': 'see which songs you like',
  'user-library-modify': 'like and unlike songs',
  'user-read-recently-played': 'see what you heard recently',
  'user-read-playback-position': 'see how far you are in an episode',
  'user-top-read': 'see what you hear most',
  'user-follow-read': 'see whom you follow',
  'user-follow-modify': 'follow and unfollow',
  'user-read-email': 'see your e-mail address',
  'user-read-private': 'see your subscription and country',
  'playlist-read-private': 'see your private playlists',
  'playlist-read-collaborative': 'see playlists that you share with others',
  'playlist-modify-private': 'change your private playlists',
  'playlist-modify-public': 'change your public playlists',
};

/** A scope in words; one that is not known here as it is. */
export function scopeInWords(scope: string): string {
  return Object.hasOwn(words, scope) ? (words[scope] ?? scope) : scope;
}
