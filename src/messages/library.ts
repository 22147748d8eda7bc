/* What is done with the rows of lists of music. */
import { action, signIn, type Confirmation, type Message } from './common';

export const linkTitle = 'Link';
export const linkCopied = '$(copy) Copied link';
export const noLink =
  'This has no Spotify link, so Earshot cannot do anything with it. Local files play only on the device that has them.';
export const notForQueue = 'Only songs and episodes can be added to the queue.';

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
