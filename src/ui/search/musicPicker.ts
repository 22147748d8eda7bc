import * as vscode from 'vscode';
import * as messages from '../../messages/search';
import type { Row } from '../../model/library/row';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import type { RowButton } from '../../render/library/musicRows';
import type { PickerRow } from '../../render/library/pickerRows';
import { iconButton } from '../common/inputBox';
import { ListLevel, type Level, type SearchLevel } from './levels';

interface PickerItem extends vscode.QuickPickItem {
  readonly row: PickerRow;
}

const icons: Readonly<Record<RowButton, string>> = {
  list: 'list-tree',
  queue: 'list-ordered',
  addToPlaylist: 'add',
  copyLink: 'copy',
  open: 'link-external',
};
const buttonFor = (name: RowButton) => ({ ...iconButton(icons[name], messages.rowButtons[name]), name });
const clearButton = iconButton('clear-all', messages.clearRecentSearches);

/** A quick pick that stays open while one list of music leads to another, and back. */
export class MusicPicker extends DisposableStore {
  readonly #list = this.add(vscode.window.createQuickPick<PickerItem>());
  readonly #levels: Level[] = [];
  #watching: Disposable | undefined;
  #rows: readonly PickerRow[] = [];
  /** What was typed when the rows were written. */
  #typed = '';

  constructor(
    private readonly search: SearchLevel,
    /** The list that something leads to; `undefined` where it leads to none. */
    private readonly listOf: (row: Row) => ListLevel | undefined,
  ) {
    super();
    const list = this.#list;
    list.matchOnDescription = true;
    // Else VS Code orders the rows anew, and shows no groups. It has this in 1.99 and 1.139, and not in its types.
    Object.assign(list, { sortByLabel: false });
    this.add({ dispose: () => this.#watching?.dispose() });
    this.add(list.onDidChangeValue((text) => this.#level.type(text)));
    this.add(list.onDidAccept(() => this.#accept()));
    this.add(list.onDidTriggerButton((button) => this.#press(button)));
    this.add(
      list.onDidTriggerItemButton(({ item: { row }, button }) => {
        if (row.kind === 'music') this.#run((button as ReturnType<typeof buttonFor>).name, row.row);
      }),
    );
    this.#open(search);
  }

  /** Resolves when it is closed: something was chosen, or the user went elsewhere. */
  async show(): Promise<void> {
    const hidden = new Promise<void>((resolve) => this.add(this.#list.onDidHide(resolve)));
    this.#list.show();
    await hidden;
    this.dispose();
  }

  get #level(): Level {
    return this.#levels.at(-1) ?? this.search;
  }

  #open(level: Level): void {
    this.#levels.push(level);
    this.#enter();
  }

  #enter(): void {
    const level = this.#level;
    this.#watching?.dispose();
    this.#watching = level.onDidChange(() => this.#update());
    this.#rows = [];
    const list = this.#list;
    list.title = level.title;
    list.placeholder = level.placeholder;
    list.value = level.typed;
    this.#update();
  }

  #update(): void {
    const level = this.#level;
    const list = this.#list;
    const { rows } = level;
    const canClear = rows.some(({ kind }) => kind === 'recent');
    list.busy = level.busy;
    list.buttons = level === this.search ? (canClear ? [clearButton] : []) : [vscode.QuickInputButtons.Back];
    if (JSON.stringify(rows) === JSON.stringify(this.#rows)) return;
    const active = this.#activeAmong(rows);
    this.#rows = rows;
    this.#typed = level.typed;
    list.items = rows.map((row) => itemFor(row, level.isSearch));
    list.activeItems = list.items.filter(({ row }) => row.key === active?.key).slice(0, 1);
  }

  /** The row that stays the active one, or what has come in its place; the first one for what is newly typed. */
  #activeAmong(rows: readonly PickerRow[]): PickerRow | undefined {
    const anew = this.#level.isSearch && this.#typed !== this.#level.typed;
    const before = anew ? undefined : this.#list.activeItems[0]?.row.key;
    const at = this.#rows.findIndex(({ key }) => key === before);
    const kept =
      at > 0 ? (rows.find(({ key }) => key === before) ?? rows.slice(at).find(isChoice)) : undefined;
    this.#list.keepScrollPosition = kept !== undefined;
    return kept ?? rows.find(isChoice);
  }

  #accept(): void {
    const row = this.#list.selectedItems[0]?.row;
    switch (row?.kind) {
      case 'music':
        this.#run('play', row.row);
        break;
      case 'recent':
        this.#list.value = row.query;
        this.search.type(row.query);
        break;
      case 'showAll': {
        this.#remember();
        const { library, typed } = this.search;
        this.#open(new ListLevel(messages.allTitle(row.type, typed), library.search.all(row.type)));
        break;
      }
      case 'loadMore':
        if (this.#level instanceof ListLevel) void this.#level.loadMore();
        break;
      case 'note':
        if (row.action) this.#leave(row.action.command, ...(row.action.arguments ?? []));
    }
  }

  #press(button: vscode.QuickInputButton): void {
    if (button === clearButton) {
      void this.search.library.recentSearches.clear().then(() => this.#update());
    } else {
      this.#levels.pop();
      this.#enter();
    }
  }

  #run(what: RowButton | 'play', row: Row): void {
    this.#remember();
    const level = what === 'list' ? this.listOf(row) : undefined;
    if (level) this.#open(level);
    else if (what === 'play') this.#leave('earshot.row.play', row);
    else void vscode.commands.executeCommand(`earshot.row.${what}`, row);
  }

  #leave(command: string, ...args: readonly unknown[]): void {
    this.#list.hide();
    void vscode.commands.executeCommand(command, ...args);
  }

  /** What somebody found something by may be searched for again. */
  #remember(): void {
    void this.search.library.recentSearches.add(this.search.typed);
  }
}

function isChoice({ kind }: PickerRow): boolean {
  return kind !== 'separator' && kind !== 'note';
}

function itemFor(row: PickerRow, isSearch: boolean): PickerItem {
  const { label, description = '' } = row;
  if (row.kind === 'separator') return { label, kind: vscode.QuickPickItemKind.Separator, row };
  const isMusic = row.kind === 'music';
  const buttons = isMusic ? row.buttons.map(buttonFor) : [];
  return { label, description, alwaysShow: isSearch || !isMusic, buttons, row };
}
