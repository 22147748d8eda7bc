import { action, facts, spoken } from '../../messages/common';
import { explicitMark } from '../../messages/items';
import { groups, itemCount, kindName, loadMore, retry } from '../../messages/views';
import type { MessageAction } from '../../model/errors/userFacingError';
import { creditOf, type LibraryItem } from '../../model/library/library';
import { isolate } from '../../model/text';
import { opens, type GroupRow, type LoadRow, type MusicRow, type SentenceRow, type TreeRow } from './rows';

/** A row as VS Code is to show it. All texts are plain. */
export interface ShownRow {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says; the label and the description without it. */
  readonly spoken?: string;
  /** The ID of a product icon. */
  readonly icon?: string;
  /** By this the menus in package.json know what fits. */
  readonly viewItem: string;
  /** Whether there are rows below it, and whether they show from the start. */
  readonly below: 'none' | 'collapsed' | 'expanded';
  /** What stays the same when the rows around it change, so that what is open stays open. */
  readonly id?: string;
  /** What a click does. */
  readonly click?: Pick<MessageAction, 'command' | 'arguments'>;
}

const icons: Readonly<Record<LibraryItem['kind'], string>> = {
  ...{ track: 'music', episode: 'mic', chapter: 'book', local: 'file-media', advertisement: 'megaphone' },
  ...{ other: 'question', playlist: 'list-unordered', album: 'record', artist: 'person' },
  ...{ show: 'radio-tower', audiobook: 'book' },
};

/** What VS Code shows of a row. */
export function shownRow(row: TreeRow): ShownRow {
  switch (row.kind) {
    case 'music':
      return shownMusic(row);
    case 'group':
      return shownGroup(row);
    case 'sentence':
      return shownSentence(row);
    case 'load':
      return shownLoad(row);
  }
}

function shownMusic(row: MusicRow): ShownRow {
  const { item, isPinned, isSealed } = row;
  const { kind, title } = item;
  const count = 'total' in item ? itemCount(kind, item.total) : '';
  const mark = 'artists' in item && 'explicit' in item ? explicitMark(item) : '';
  const description = facts(isolate(creditOf(item)), count, mark);
  const isOpened = opens(item);
  return {
    label: title,
    description,
    tooltip: [title, description].filter(Boolean).join('\n'),
    spoken: spoken(title, facts(kindName(kind), description)),
    icon: isPinned ? 'pinned' : isSealed ? 'lock' : icons[kind],
    viewItem: isPinned ? `${kind} pinned` : kind,
    below: isOpened ? 'collapsed' : 'none',
    ...(isOpened && { id: item.uri }),
    ...(!isOpened && item.uri !== undefined && { click: clickOn(row, item.uri) }),
  };
}

/** Where a list goes on by itself, what was clicked plays there; to what is in the queue one skips. */
function clickOn(row: MusicRow, uri: string): ShownRow['click'] {
  return row.queueIndex === undefined
    ? action('', 'row.play', row)
    : action('', 'playFromQueue', row.queueIndex, uri);
}

const nothingBeside = { description: '', below: 'none' } as const;

function shownGroup({ list }: GroupRow): ShownRow {
  const title = groups[list];
  const below = list === 'shows' ? 'expanded' : 'collapsed';
  return { ...nothingBeside, label: title, tooltip: title, viewItem: 'group', below, id: list };
}

function shownSentence({ sentence, action }: SentenceRow): ShownRow {
  const shown = { ...nothingBeside, icon: 'info', viewItem: 'sentence', tooltip: sentence };
  if (!action) return { ...shown, label: sentence };
  return { ...shown, label: action.label, description: sentence, click: action };
}

function shownLoad(row: LoadRow): ShownRow {
  const { failed, description } = row;
  return {
    ...{ label: failed ? retry : loadMore, description, tooltip: description, below: 'none' },
    ...{ icon: failed ? 'warning' : 'ellipsis', viewItem: 'load' },
    click: action('', 'loadMore', row),
  };
}
