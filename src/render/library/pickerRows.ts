import { rejectionMessage } from '../../messages/rejections';
import type { Message } from '../../messages/common';
import * as messages from '../../messages/search';
import type { Rejection } from '../../model/errors/rejection';
import type { MessageAction } from '../../model/errors/userFacingError';
import type { LibraryItem, SearchResults } from '../../model/library/library';
import { searchTypes, type SearchType } from '../../model/library/libraryRead';
import type { Row } from '../../model/library/row';
import { escapeIcons } from '../../model/text';
import { musicText, rowButtonsOf, type RowButton } from './musicRows';

/*
 * The rows of the list in which music is searched for, as data.
 */

interface Shown {
  /** Tells a row from the others, and finds it again where rows are shown anew. */
  readonly key: string;
  /** In VS Code's label syntax. */
  readonly label: string;
  readonly description?: string;
}

export type PickerRow = Shown &
  (
    | { readonly kind: 'separator' | 'loadMore' }
    | { readonly kind: 'music'; readonly row: Row; readonly buttons: readonly RowButton[] }
    | { readonly kind: 'recent'; readonly query: string }
    | { readonly kind: 'showAll'; readonly type: SearchType }
    /** Why there is no more; choosing it does what can be done about that. */
    | { readonly kind: 'note'; readonly action: MessageAction | undefined }
  );

/** By Spotify's rules no more of a set of its content are shown together. */
const mostRows = 20;

/** What is known for what is typed. */
interface SearchFacts {
  readonly query: string;
  readonly fromLibrary: readonly LibraryItem[];
  readonly found: SearchResults | undefined;
  readonly searching: boolean;
  readonly rejection: Rejection | undefined;
  /** Newest first. */
  readonly recent: readonly string[];
  /** Whether Spotify is not asked, to spare what is left of the day's requests. */
  readonly sparing: boolean;
}

/** The rows of a search at `now` (milliseconds since 1970). A pure function. */
export function searchRows(facts: SearchFacts, now: number): readonly PickerRow[] {
  const { query, fromLibrary, found, searching, rejection, recent, sparing } = facts;
  const rows = [
    ...(query === '' ? group(messages.recentSearches, recent.map(recentRow)) : []),
    ...group(messages.yourLibrary, musicRows(fromLibrary.map(rowOf), 'library', true)),
    ...(found ? searchTypes.flatMap((type) => groupOf(type, found)) : []),
  ];
  const note = sparing ? messages.budgetUsedUp : rejection && whyNot(rejection, now);
  if (note) return [noteRow(note), ...rows];
  return rows.length > 0 || searching ? rows : [noteRow([messages.noResults(query)])];
}

/** What a list has been loaded of. */
interface ListFacts {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly rejection: Rejection | undefined;
  /** Whether it is what is in a playlist. */
  readonly isPlaylist: boolean;
}

/** The rows of a list at `now` (milliseconds since 1970). A pure function. */
export function listRows(facts: ListFacts, now: number): readonly PickerRow[] {
  const { rows, total, hasMore, loading, rejection, isPlaylist } = facts;
  const shown = musicRows(rows, 'list');
  if (rejection) {
    const kept = isPlaylist && rejection.kind === 'problem' && rejection.problem.kind === 'forbidden';
    shown.unshift(noteRow(kept ? [messages.itemsNotShown] : whyNot(rejection, now)));
  } else if (rows.length === 0 && !loading) {
    shown.push(noteRow([messages.emptyList]));
  }
  if (!hasMore || rows.length === 0) return shown;
  const [label, description] = messages.loadMore(rows.length, total);
  // Another with each page, so that what follows takes its place as the active row.
  const key = `more ${rows.length}`;
  return [...shown, { kind: 'loadMore', key, label: `$(ellipsis) ${label}`, description }];
}

function whyNot(rejection: Rejection, now: number): Message {
  const isOffline = rejection.kind === 'problem' && rejection.problem.kind === 'offline';
  return isOffline ? [messages.offline] : rejectionMessage(rejection, now);
}

function noteRow([sentence, action]: Message): PickerRow {
  return { kind: 'note', key: sentence, label: `$(info) ${sentence}`, action };
}

function recentRow(query: string): PickerRow {
  return { kind: 'recent', key: `recent ${query}`, label: `$(history) ${escapeIcons(query)}`, query };
}

function rowOf(item: LibraryItem): Row {
  return { item };
}

/** `list`: the same thing may stand in several. `isMixed`: it has several kinds, which no heading names. */
function musicRows(rows: readonly Row[], list: string, isMixed = false): PickerRow[] {
  return rows.map((row, index) => ({
    kind: 'music',
    key: `${list} ${row.item.uri ?? index} ${row.within && 'position' in row.within ? row.within.position : ''}`,
    ...musicText(row.item, isMixed),
    row,
    buttons: rowButtonsOf(row.item),
  }));
}

function groupOf(type: SearchType, found: SearchResults): PickerRow[] {
  const { items, next } = found[`${type}s`];
  const rows = musicRows(items.slice(0, mostRows).map(rowOf), type);
  const more: PickerRow[] =
    next === undefined
      ? []
      : [{ kind: 'showAll', key: `all ${type}`, label: `$(ellipsis) ${messages.showAll[type]}`, type }];
  return group(messages.groups[type], [...rows, ...more]);
}

function group(label: string, rows: readonly PickerRow[]): PickerRow[] {
  return rows.length === 0 ? [] : [{ kind: 'separator', key: label, label }, ...rows];
}
