import * as vscode from 'vscode';

/** What an input box and a list have in common: they are open until they are hidden, by whomever. */
class QuickInput {
  title: string | undefined;
  placeholder: string | undefined;
  busy = false;
  ignoreFocusOut = false;
  readonly #hidden = new vscode.EventEmitter<void>();
  readonly onDidHide = this.#hidden.event;
  #open = false;
  /** How often it was shown; one that is open gets the focus then. */
  timesShown = 0;

  /** Whether the user sees it. */
  get isOpen(): boolean {
    return this.#open;
  }

  show(): void {
    this.#open = true;
    this.timesShown += 1;
  }

  hide(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }
}

/** What is asked in an input box; the same events as VS Code's own, fired by whoever sits in front of it. */
export class InputBox extends QuickInput {
  prompt: string | undefined;
  value = '';
  password = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  validationMessage: string | undefined;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerButton = this.#pressed.event;

  /** Types and presses Enter; returns what the box then says is wrong. */
  enter(text: string): string | undefined {
    this.value = text;
    this.#changed.fire(text);
    this.#accepted.fire();
    return this.validationMessage;
  }

  /** Clicks a button beside the title. @throws Error when there is none of this name */
  press(tooltip: string): void {
    this.#pressed.fire(buttonIn(this.buttons, tooltip));
  }
}

/** A list to choose from, as `InputBox`. */
export class QuickPick extends QuickInput {
  buttons: readonly vscode.QuickInputButton[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  keepScrollPosition = false;
  #value = '';
  /** How often the rows were written. */
  itemsWritten = 0;
  #items: readonly vscode.QuickPickItem[] = [];
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #pressed = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
  readonly #typed = new vscode.EventEmitter<string>();
  readonly #titlePressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerItemButton = this.#pressed.event;
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidTriggerButton = this.#titlePressed.event;

  get value(): string {
    return this.#value;
  }
  /** What is typed; as VS Code does, tells of it also where the extension has written it. */
  set value(value: string) {
    if (value === this.#value) return;
    this.#value = value;
    this.#typed.fire(value);
  }

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }
  /** As VS Code does, makes the first row the active one. */
  set items(items: readonly vscode.QuickPickItem[]) {
    this.#items = items;
    this.activeItems = items.slice(0, 1);
    this.itemsWritten += 1;
  }

  /** The active row, without icons. */
  get active(): string | undefined {
    return this.activeItems.map(({ label }) => withoutIcons(label))[0];
  }

  /** Without icons. */
  get labels(): string[] {
    return this.items.map(({ label }) => withoutIcons(label));
  }

  /** Chooses the row with this label, icons apart. @throws Error when there is none */
  pick(label: string): void {
    this.selectedItems = this.activeItems = [this.row(label)];
    this.#accepted.fire();
  }

  /** Clicks a button of a row. @throws Error when there is none of this name */
  press(label: string, tooltip: string): void {
    const item = this.row(label);
    this.#pressed.fire({ item, button: buttonIn(item.buttons ?? [], tooltip) });
  }

  /** Clicks a button beside the title. @throws Error when there is none of this name */
  pressTitle(tooltip: string): void {
    this.#titlePressed.fire(buttonIn(this.buttons, tooltip));
  }

  /** Clicks the arrow that leads back. @throws Error when there is none */
  goBack(): void {
    const button = this.buttons.find((one) => one === vscode.QuickInputButtons.Back);
    if (!button) throw new Error('There is no way back.');
    this.#titlePressed.fire(button);
  }

  /** @throws Error when there is none */
  row(label: string): vscode.QuickPickItem {
    const item = this.items.find((one) => withoutIcons(one.label) === label);
    if (!item) throw new Error(`"${this.title}" has no row "${label}", only ${JSON.stringify(this.labels)}.`);
    return item;
  }
}

function withoutIcons(label: string): string {
  return label.replace(/\$\([\w-]+\)\s*/g, '');
}

function buttonIn(buttons: readonly vscode.QuickInputButton[], tooltip: string): vscode.QuickInputButton {
  const button = buttons.find((one) => one.tooltip === tooltip);
  if (!button) throw new Error(`There is no button "${tooltip}".`);
  return button;
}
