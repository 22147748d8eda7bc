/**
 * Asked for all at once, so that no later feature makes anyone sign in a second time. Spotify lists each under
 * "Scopes" in its documentation.
 */
export const scopes: readonly string[] = [
  'user-read-playback-state',
  'user-read-currently-playing',
  'user-modify-playback-state',
  'user-library-read',
  'user-library-modify',
  'user-read-recently-played',
  'playlist-read-private',
  'playlist-read-collaborative',
];
