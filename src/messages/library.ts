/* What is done with the rows of lists of music. */
import * as l10n from '@vscode/l10n';
import { action, signIn, type Confirmation, type Message } from './common';

export const linkTitle = l10n.t('Link');
export const linkCopied = l10n.t('$(copy) Copied link');
export const noLink = l10n.t(
  'This has no Spotify link, so Earshot cannot do anything with it. Local files play only on the device that has them.',
);
export const notForQueue = l10n.t('Only songs and episodes can be added to the queue.');

export const notForPlaylist = l10n.t('Only songs and episodes can be added to a playlist.');

export const playlistTitle = l10n.t('Add to Playlist');
/** `title`: of the song; empty where nobody says. */
export function playlistHint(title: string): string {
  return title === '' ? l10n.t('Select a playlist') : l10n.t('Select a playlist for “{title}”', { title });
}
export const recentPlaylists = l10n.t('Recently Used');
export const yourPlaylists = l10n.t('Your Playlists');
export const noPlaylist: Message = [
  l10n.t('Spotify lists no playlist that you can change. Create one in Spotify.'),
  action(l10n.t('Open Spotify'), 'openInSpotify'),
];

export function alreadyInPlaylist(song: string, playlist: string): Confirmation {
  return {
    question:
      song === ''
        ? l10n.t('This song is already in “{playlist}”.', { playlist })
        : l10n.t('“{song}” is already in “{playlist}”.', { song, playlist }),
    detail: l10n.t('Spotify would list it twice.'),
    confirm: l10n.t('Add Anyway'),
  };
}
export function addedTo(playlist: string): string {
  return l10n.t('Added to {playlist}', { playlist });
}
export function removedFrom(playlist: string): string {
  return l10n.t('Removed from {playlist}', { playlist });
}
export const undo = l10n.t('Undo');

/** `uri`: of the playlist. */
export function playlistNotChanged(playlist: string, uri: string): Message {
  return [
    l10n.t(
      'Spotify does not let Earshot change “{playlist}”. Some playlists, even your own, can only be changed in Spotify.',
      { playlist },
    ),
    openInSpotify(uri),
  ];
}
export const playlistUnknown = l10n.t(
  'Nothing was changed: Spotify no longer has this playlist, or does not take this song.',
);

/** `uri`: of the artist. */
export function artistNotFollowed(uri: string): Message {
  return [
    l10n.t('Spotify did not take this from Earshot. Follow or unfollow the artist in Spotify.'),
    openInSpotify(uri),
  ];
}

/** Spotify has no other way to delete a playlist of one's own. */
export function removePlaylist(title: string): Confirmation {
  return {
    question:
      title === ''
        ? l10n.t('Remove this playlist from your library?')
        : l10n.t('Remove “{title}” from your library?', { title }),
    detail: l10n.t(
      'If it is your own, Spotify deletes it. You can restore it on Spotify’s account page for 90 days.',
    ),
    confirm: l10n.t('Remove'),
  };
}

/** For a session from before a permission was asked for. */
export const permissionMissing: Message = [
  l10n.t(
    'This requires a permission that your sign-in does not include yet. Sign in to Spotify again to agree to it.',
  ),
  signIn,
];

/** The button that opens something there. */
export function openInSpotify(uri: string) {
  return action(l10n.t('Open in Spotify'), 'openInSpotify', uri);
}
