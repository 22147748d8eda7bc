/* The hover of a link. */
import * as l10n from '@vscode/l10n';
import type { LinkType } from '../model/link';
import { plural } from './language';

/** Below a link's hover: in a word, and what that does. */
export const playLink = { text: l10n.t('Play'), title: l10n.t('Play') };
export const queueLink = {
  text: l10n.t({ message: 'Queue', comment: ['A button that adds a song to the queue'] }),
  title: l10n.t('Add to Queue'),
};
// Spotify's design guidelines ask for this title.
export const likeLink = { text: l10n.t('Like'), title: l10n.t('Add to Liked Songs') };
export const saveLink = { text: l10n.t('Save'), title: l10n.t('Save to Your Library') };
export const followLink = { text: l10n.t('Follow'), title: l10n.t('Follow') };

/** Of what Spotify does not describe, for each type that it keeps to itself some of. */
export const notDescribed: Readonly<Partial<Record<LinkType, string>>> = {
  playlist: l10n.t('Spotify does not share the details of this playlist with other apps.'),
  audiobook: l10n.t(
    'Spotify does not share the details of this audiobook, which may not be available in your country.',
  ),
  chapter: l10n.t(
    'Spotify does not share the details of this chapter, which may not be available in your country.',
  ),
};

/** What a link leads to. */
export const linkTypes: Readonly<Record<LinkType, string>> = {
  track: l10n.t('Song'),
  album: l10n.t('Album'),
  artist: l10n.t('Artist'),
  episode: l10n.t('Podcast episode'),
  show: l10n.t('Podcast'),
  playlist: l10n.t('Playlist'),
  audiobook: l10n.t('Audiobook'),
  chapter: l10n.t('Audiobook chapter'),
};

/** How many parts it has. */
export function partCount(type: LinkType, count: number): string {
  switch (type) {
    case 'album':
    case 'playlist':
      return plural(count, l10n.t('{count} song', { count }), l10n.t('{count} songs', { count }));
    case 'show':
      return plural(count, l10n.t('{count} episode', { count }), l10n.t('{count} episodes', { count }));
    case 'audiobook':
      return plural(count, l10n.t('{count} chapter', { count }), l10n.t('{count} chapters', { count }));
    default:
      return `${count}`;
  }
}
