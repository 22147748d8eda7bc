import type * as vscode from 'vscode';
import { poll } from '../../vscode/poll';
import type { InputBox, QuickPick } from './boxes';
import type { WebPage } from './webPage';

/** How long a test waits for what has to come, in milliseconds. */
const patience = 10_000;

/** @throws Error that names what did not come in time */
export async function until(
  what: string | (() => string),
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  if (!(await poll(holds, patience, 10))) {
    throw new Error(`It never came to this: ${typeof what === 'string' ? what : what()}.`);
  }
}

/** A notification, or a modal dialog. */
export class Message {
  #open = true;
  #answer: (button: string | undefined) => void = () => undefined;
  readonly answered = new Promise<string | undefined>((resolve) => (this.#answer = resolve));

  constructor(
    readonly kind: 'information' | 'warning' | 'error',
    readonly text: string,
    readonly buttons: readonly string[],
    readonly modal: boolean,
    readonly detail: string,
  ) {}

  get isOpen(): boolean {
    return this.#open;
  }

  /** Clicks a button, or without one the cross. @throws Error when there is none of this name */
  choose(button?: string): void {
    if (button !== undefined && !this.buttons.includes(button)) {
      throw new Error(`"${this.text}" has no button "${button}", only ${JSON.stringify(this.buttons)}.`);
    }
    this.#open = false;
    this.#answer(button);
  }
}

/** What `withProgress` shows while it lasts. */
interface Progress {
  readonly title: string;
  text: string;
  cancel(): void;
}

/** Somebody in front of one window: sees what VS Code shows there, and answers. */
export class User {
  /** All that ever came, in order. */
  readonly messages: Message[] = [];
  /** What the status bar said in passing. */
  readonly passing: string[] = [];
  /** The addresses that were to be opened in the browser. */
  readonly opened: string[] = [];
  /** The commands of VS Code that the extension ran, by id with their arguments. */
  readonly ran: (readonly [id: string, ...args: unknown[]])[] = [];
  /** The commands of VS Code that this editor has not, by id. */
  readonly lacks = new Set<string>();
  readonly boxes: InputBox[] = [];
  readonly picks: QuickPick[] = [];
  readonly pages: WebPage[] = [];
  readonly progress: Progress[] = [];
  /** The file that is chosen in the next open dialog. */
  file: vscode.Uri | undefined;
  clipboard = '';
  /** What VS Code says of an address that is to be opened: false where the user copied it instead. */
  opens: () => Promise<boolean> = () => Promise.resolve(true);
  /** How VS Code makes an address of its own one that a browser can open. */
  external: (uri: vscode.Uri) => Promise<vscode.Uri> = (uri) => Promise.resolve(uri);
  /** Whether the system lets nobody write into the clipboard. */
  clipboardRefuses = false;

  /** The open message that says so, as soon as there is one. */
  message(text: string | RegExp): Promise<Message> {
    return this.#find('message', text, () =>
      this.messages.find((one) => one.isOpen && says(text, `${one.text}\n${one.detail}`)),
    );
  }

  /** The open input box of this title, as soon as there is one. */
  box(title: string): Promise<InputBox> {
    return this.#find('input box', title, () => this.boxes.find((one) => one.isOpen && one.title === title));
  }

  /** The open list of this title, as soon as it is filled. */
  pick(title: string): Promise<QuickPick> {
    return this.#find('list', title, () =>
      this.picks.find((one) => one.isOpen && one.title === title && one.items.length > 0),
    );
  }

  /** The open page of this title. @throws Error when there is none */
  page(title: string): WebPage {
    const page = this.pages.find((one) => one.isOpen && one.title === title);
    if (!page) throw new Error(`There is no page "${title}".`);
    return page;
  }

  /** Waits until the status bar has said so in passing. */
  async sees(text: string): Promise<void> {
    await this.#find('words in passing', text, () => this.passing.find((one) => says(text, one)));
  }

  /** The texts of the messages that are open. */
  get told(): string[] {
    return this.messages.filter(({ isOpen }) => isOpen).map(({ text }) => text);
  }

  async #find<T>(what: string, text: string | RegExp, find: () => T | undefined): Promise<T> {
    let result = find();
    await until(
      () => `${what} ${String(text)}; there are ${JSON.stringify(this.#all())}`,
      () => (result = find()) !== undefined,
    );
    return result as T;
  }

  #all(): unknown {
    const open = (all: readonly { isOpen: boolean; title: string | undefined }[]) =>
      all.filter(({ isOpen }) => isOpen).map(({ title }) => title);
    return { told: this.told, passing: this.passing, asked: open(this.boxes), lists: open(this.picks) };
  }
}

function says(wanted: string | RegExp, text: string): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}
