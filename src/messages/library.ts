/* What is done with the rows of lists of music. */
import { action, signIn, type Confirmation, type Message } from './common';

export const linkTitle = 'Link';
export const linkCopied = '$(copy) Copied link';
export const noLink =
  'This has no Spotify link, so Earshot cannot do anything with it. Local files play only on the device that has them.';
export const notForQueue = 'Only songs and episodes can be added to the queue.';

export const notForPlaylist = 'Only songs and episodes can be added to a playlist.';

export const playlistTitle = 'Add to Playlist';
/** `title`: of the song; empty where nobody says. */
export function playlistHint(title: string): string {
  return title === '' ? 'Select a playlist' : `Select a playlist for “${title}”`;
}
export const recentPlaylists = 'Recently Used';
export const yourPlaylists = 'Your Playlists';
export const noPlaylist: Message = [
  'Spotify lists no playlist that you can change. Create one in Spotify.',
  action('Open Spotify', 'openInSpotify'),
];

export function alreadyInPlaylist(song: string, playlist: string): Confirmation {
  return {
    question: `${song === '' ? 'This song' : `“${song}”`} is already in “${playlist}”.`,
    detail: 'Spotify would list it twice.',
    confirm: 'Add Anyway',
  };
}
export function addedTo(playlist: string): string {
  return `Added to ${playlist}`;
}
export function removedFrom(playlist: string): string {
  return `Removed from ${playlist}`;
}
export const undo = 'Undo';

/** `uri`: of the playlist. */
export function playlistNotChanged(playlist: string, uri: string): Message {
  return [
    `Spotify does not let Earshot change “${playlist}”. Some playlists, even your own, can only be changed in Spotify.`,
    openInSpotify(uri),
  ];
}
export const playlistUnknown =
  'Nothing was changed: Spotify no longer has this playlist, or does not take this song.';

/** `uri`: of the artist. */
export function artistNotFollowed(uri: string): Message {
  return [
    'Spotify did not take this from Earshot. Follow or unfollow the artist in Spotify.',
    openInSpotify(uri),
  ];
}

/** Spotify has no other way to delete a playlist of one's own. */
export function removePlaylist(title: string): Confirmation {
  return {
    question:
      title === '' ? 'Remove this playlist from your library?' : `Remove “${title}” from your library?`,
    detail:
      'If it is your own, Spotify deletes it. You can restore it on Spotify’s account page for 90 days.',
    confirm: 'Remove',
  };
}

/** For a session from before a permission was asked for. */
export const permissionMissing: Message = [
  'This requires a permission that your sign-in does not include yet. Sign in to Spotify again to agree to it.',
  signIn,
];

/** The button that opens something there. */
export function openInSpotify(uri: string) {
  return action('Open in Spotify', 'openInSpotify', uri);
}
