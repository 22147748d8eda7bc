import { explicitMark } from '../../messages/items';
import { facts } from '../../messages/common';
import type { rowButtons } from '../../messages/search';
import { kindName } from '../../messages/views';
import { creditOf, type LibraryItem } from '../../model/library/library';
import { canBeQueued, parseLink } from '../../model/link';
import { escapeIcons, isolate } from '../../model/text';

/** A button of a row. `list` shows what is in it; the others are commands, `earshot.row.…`. */
export type RowButton = keyof typeof rowButtons;

const icons: Readonly<Record<LibraryItem['kind'], string>> = {
  track: 'music',
  episode: 'mic',
  chapter: 'book',
  local: 'file-media',
  advertisement: 'megaphone',
  other: 'music',
  album: 'record',
  artist: 'person',
  playlist: 'list-unordered',
  show: 'broadcast',
  audiobook: 'book',
};

/**
 * How something is shown in a list, in VS Code's label syntax: whatever its title has in it is shown as characters. With
 * `kind` it says of all but songs what it is: a screen reader has only the English name of the icon for that.
 */
export function musicText(
  item: LibraryItem,
  kind = false,
): { readonly label: string; readonly description: string } {
  const label = `$(${icons[item.kind]}) ${escapeIcons(isolate(item.title))}`;
  const what = kind && item.kind !== 'track' ? kindName(item.kind) : '';
  const description = facts(what, creditOf(item), ...factsOf(item));
  return { label, description: escapeIcons(isolate(description)) };
}

function factsOf(item: LibraryItem): readonly string[] {
  switch (item.kind) {
    case 'album':
      return [item.released.slice(0, 4)];
    case 'playlist':
    case 'artist':
    case 'show':
    case 'audiobook':
      return [];
    default:
      return [explicitMark(item)];
  }
}

/** What can be done with something besides playing it. */
export function rowButtonsOf({ uri }: Pick<LibraryItem, 'uri'>): readonly RowButton[] {
  const link = parseLink(uri ?? '');
  if (!link) return [];
  const isList = link.type === 'album' || link.type === 'artist' || link.type === 'playlist';
  return [
    ...(isList ? (['list'] as const) : []),
    ...(canBeQueued(link) ? (['queue', 'addToPlaylist'] as const) : []),
    ...(['copyLink', 'open'] as const),
  ];
}
