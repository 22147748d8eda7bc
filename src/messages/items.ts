/* What plays, and what stands in the place of what Spotify does not say of it. */
import * as l10n from '@vscode/l10n';
import { namesOf, type Item } from '../model/playback/item';
import { facts } from './common';

/** What stands in the place of a name that Spotify does not give. */
export const untitled = l10n.t('Untitled');
export const advertisement = l10n.t('Advertisement');
export const podcastEpisode = l10n.t('Podcast episode');
export const audiobookChapter = l10n.t('Audiobook chapter');
export const unnamedDevice = l10n.t('Unnamed device');

/** What says the same as a title of none of one's own, and is not said twice. */
const titledByKind: Readonly<Partial<Record<Item['kind'], string>>> = {
  episode: podcastEpisode,
  chapter: audiobookChapter,
  advertisement,
};

function namedByKind({ kind, title }: Item): string {
  if (title === titledByKind[kind]) return title;
  switch (kind) {
    case 'episode':
      return l10n.t('podcast episode {title}', { title });
    case 'chapter':
      return l10n.t('chapter {title}', { title });
    case 'local':
      return l10n.t('local file {title}', { title });
    case 'advertisement':
      return l10n.t('advertisement {title}', { title });
    default:
      return title;
  }
}

const explicit = l10n.t('Explicit');

/** The mark that Spotify wants beside what it calls explicit; empty for all else. */
export function explicitMark(item: Pick<Item, 'explicit'>): string {
  return item.explicit ? explicit : '';
}

/** What stands beside a title in a list. */
export function itemFacts(item: Item): string {
  return facts(namesOf(item.artists), explicitMark(item));
}

/** What plays, as it is read out: "podcast episode Ferry by Ines Quill". */
export function itemName(item: Item): string {
  const { kind, artists, album } = item;
  const named = namedByKind(item);
  const ofBook =
    kind === 'chapter' && album ? l10n.t('{chapter} of {book}', { chapter: named, book: album.name }) : named;
  const by =
    artists.length > 0
      ? l10n.t('{title} by {artists}', { title: ofBook, artists: namesOf(artists) })
      : ofBook;
  return [by, explicitMark(item)].filter(Boolean).join(', ');
}
