import * as vscode from 'vscode';

/** What is asked in an input box; the same events as VS Code's own, fired by whoever sits in front of it. */
export class InputBox implements Pick<vscode.InputBox, 'value' | 'show' | 'hide' | 'dispose'> {
  title: string | undefined;
  prompt: string | undefined;
  placeholder: string | undefined;
  value = '';
  password = false;
  ignoreFocusOut = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  validationMessage: string | undefined;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly #hidden = new vscode.EventEmitter<void>();
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerButton = this.#pressed.event;
  readonly onDidHide = this.#hidden.event;
  #open = false;

  /** Whether the user sees it. */
  get isOpen(): boolean {
    return this.#open;
  }

  show(): void {
    this.#open = true;
  }

  hide(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  /** Replaces the value. */
  type(text: string): void {
    this.value = text;
    this.#changed.fire(text);
  }

  /** Presses Enter. */
  accept(): void {
    this.#accepted.fire();
  }

  /** Types and presses Enter; returns what the box then says is wrong. */
  enter(text: string): string | undefined {
    this.type(text);
    this.accept();
    return this.validationMessage;
  }

  /** Clicks a button beside the title. @throws Error when there is none of this name */
  press(tooltip: string): void {
    this.#pressed.fire(found(this.buttons, tooltip));
  }
}

/** A list to choose from, as `InputBox`. */
export class QuickPick implements Pick<
  vscode.QuickPick<vscode.QuickPickItem>,
  'show' | 'hide' | 'dispose' | 'items'
> {
  title: string | undefined;
  placeholder: string | undefined;
  busy = false;
  items: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #pressed = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
  readonly #hidden = new vscode.EventEmitter<void>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerItemButton = this.#pressed.event;
  readonly onDidHide = this.#hidden.event;
  #open = false;

  /** Whether the user sees it. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Without icons. */
  get labels(): string[] {
    return this.items.map(({ label }) => plain(label));
  }

  show(): void {
    this.#open = true;
  }

  hide(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  /** Chooses the row with this label, icons apart. @throws Error when there is none */
  pick(label: string): void {
    this.selectedItems = [this.row(label)];
    this.#accepted.fire();
  }

  /** Clicks a button of a row. @throws Error when there is none of this name */
  press(label: string, tooltip: string): void {
    const item = this.row(label);
    this.#pressed.fire({ item, button: found(item.buttons ?? [], tooltip) });
  }

  /** @throws Error when there is none */
  row(label: string): vscode.QuickPickItem {
    const item = this.items.find((one) => plain(one.label) === label);
    if (!item) throw new Error(`"${this.title}" has no row "${label}", only ${JSON.stringify(this.labels)}.`);
    return item;
  }
}

function plain(label: string): string {
  return label.replace(/\$\([\w-]+\)\s*/g, '');
}

function found(buttons: readonly vscode.QuickInputButton[], tooltip: string): vscode.QuickInputButton {
  const button = buttons.find((one) => one.tooltip === tooltip);
  if (!button) throw new Error(`There is no button "${tooltip}".`);
  return button;
}
