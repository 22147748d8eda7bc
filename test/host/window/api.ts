import * as vscode from 'vscode';
import { InputBox, QuickPick } from './boxes';
import { WebPage } from './webPage';
import { Message, type User } from './user';

type Command = (...args: unknown[]) => unknown;

/** A status item as the extension last wrote it. */
export class StatusItem {
  shown = false;
  text = '';
  name: string | undefined;
  command: string | vscode.Command | undefined;
  color: unknown;
  accessibilityInformation: vscode.AccessibilityInformation | undefined;
  /** How often the hover was written: VS Code replaces an open one each time. */
  hoversWritten = 0;
  #tooltip: string | vscode.MarkdownString | undefined;

  constructor(
    readonly id: string,
    readonly alignment: vscode.StatusBarAlignment,
    readonly priority: number,
  ) {}

  get tooltip(): string | vscode.MarkdownString | undefined {
    return this.#tooltip;
  }
  set tooltip(tooltip: string | vscode.MarkdownString | undefined) {
    this.#tooltip = tooltip;
    this.hoversWritten += 1;
  }

  /** The hover as Markdown, or as plain text. */
  get hover(): string {
    return typeof this.tooltip === 'string' ? this.tooltip : (this.tooltip?.value ?? '');
  }

  show(): void {
    this.shown = true;
  }
  hide(): void {
    this.shown = false;
  }
  dispose(): void {
    this.shown = false;
  }
}

/** A tree as the extension fills it, and what its view says of itself. */
export interface Tree {
  readonly provider: vscode.TreeDataProvider<unknown>;
  readonly view: { readonly message?: string; dispose(): void };
}

/** What the extension has registered with VS Code in one window, and what it shows there. */
export class Registrations {
  readonly commands = new Map<string, Command>();
  readonly contextKeys = new Map<string, unknown>();
  readonly items = new Set<StatusItem>();
  readonly log: string[] = [];
  provider: vscode.AuthenticationProvider | undefined;
  /** What the extension asked VS Code for a session with, which VS Code offers in its Accounts menu then. */
  readonly sessionsAsked: unknown[][] = [];
  uriHandler: vscode.UriHandler | undefined;
  hoverProvider: vscode.HoverProvider | undefined;
  /** By their ids without `earshot.`. */
  readonly trees = new Map<string, Tree>();
  focused = true;
  readonly focusChanged = new vscode.EventEmitter<vscode.WindowState>();
}

/** Where VS Code runs, and which folder is open. */
export interface Surroundings {
  readonly env: Partial<Pick<typeof vscode.env, 'uriScheme' | 'uiKind' | 'remoteName'>>;
  readonly folder: vscode.Uri | undefined;
}

/**
 * VS Code's API as one of several windows of a desktop editor has it. Real is all that several windows can share in
 * one extension host: the settings, files, documents, types. Ours is what meets the user, the browser and the system,
 * and what VS Code lets an extension register but once.
 */
export function windowApi(user: User, own: Registrations, { env, folder }: Surroundings): typeof vscode {
  return {
    ...vscode,
    window: over(vscode.window, windowPart(user, own)),
    commands: over(vscode.commands, commandsPart(user, own)),
    env: over(vscode.env, {
      uriScheme: 'vscode',
      uiKind: vscode.UIKind.Desktop,
      remoteName: undefined,
      ...env,
      ...browserPart(user),
    }),
    workspace: over(vscode.workspace, {
      workspaceFolders: folder && [{ uri: folder, name: 'folder', index: 0 }],
      openTextDocument: ({ content }: { readonly content: string }) =>
        Promise.resolve({ getText: () => content }),
    }),
    languages: over(vscode.languages, {
      registerHoverProvider: (_languages: unknown, provider: vscode.HoverProvider) => {
        own.hoverProvider = provider;
        return new vscode.Disposable(() => (own.hoverProvider = undefined));
      },
    }),
    authentication: over(vscode.authentication, {
      getSession: (...asked: unknown[]) => Promise.resolve(void own.sessionsAsked.push(asked)),
      registerAuthenticationProvider: (
        _id: string,
        _label: string,
        provider: vscode.AuthenticationProvider,
      ) => {
        own.provider = provider;
        return new vscode.Disposable(() => (own.provider = undefined));
      },
    }),
  } as unknown as typeof vscode;
}

/** All of a part of the API, with some of it replaced. */
function over(part: object, replaced: Readonly<Record<string, unknown>>): unknown {
  const changes = Object.entries(replaced).map(([name, value]) => [name, { value, enumerable: true }]);
  return Object.create(part, Object.fromEntries(changes) as PropertyDescriptorMap);
}

function windowPart(user: User, own: Registrations): Readonly<Record<string, unknown>> {
  const log = (level: string) => (text: string) => own.log.push(`${level} ${text}`);
  return {
    showInformationMessage: show(user, 'information'),
    showWarningMessage: show(user, 'warning'),
    showErrorMessage: show(user, 'error'),
    showInputBox: (options: vscode.InputBoxOptions) => showInputBox(user, options),
    createInputBox: () => kept(user.boxes, new InputBox()),
    createQuickPick: () => kept(user.picks, new QuickPick()),
    showQuickPick: (items: Items, options: vscode.QuickPickOptions) => showQuickPick(user, items, options),
    showOpenDialog: () => Promise.resolve(user.file && [user.file]),
    showTextDocument: (shown: unknown) => Promise.resolve(void user.ran.push(['showTextDocument', shown])),
    setStatusBarMessage: (text: string) => void user.passing.push(text),
    withProgress: (options: vscode.ProgressOptions, task: Task) => withProgress(user, options, task),
    createStatusBarItem: (id: string, alignment: vscode.StatusBarAlignment, priority: number) => {
      const item = new StatusItem(id, alignment, priority);
      own.items.add(item);
      return item;
    },
    createTreeView: (id: string, options: vscode.TreeViewOptions<unknown>) => {
      const name = id.replace('earshot.', '');
      const view = { dispose: () => void own.trees.delete(name) };
      own.trees.set(name, { provider: options.treeDataProvider, view });
      return view;
    },
    createWebviewPanel: (_id: string, title: string) => kept(user.pages, new WebPage(title)),
    // VS Code takes one provider for a view, and shows the view in one window.
    registerWebviewViewProvider: () => new vscode.Disposable(() => undefined),
    createOutputChannel: () => ({
      trace: log('trace'),
      debug: log('debug'),
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
      show: () => user.ran.push(['showLog']),
      dispose: () => undefined,
    }),
    registerUriHandler: (handler: vscode.UriHandler) => {
      own.uriHandler = handler;
      return new vscode.Disposable(() => (own.uriHandler = undefined));
    },
    state: {
      active: true,
      get focused() {
        return own.focused;
      },
    },
    onDidChangeWindowState: own.focusChanged.event,
  };
}

function commandsPart(user: User, own: Registrations): Readonly<Record<string, unknown>> {
  return {
    registerCommand: (id: string, command: Command) => {
      own.commands.set(id, command);
      return new vscode.Disposable(() => own.commands.delete(id));
    },
    executeCommand: (id: string, ...args: unknown[]) => {
      const [key, value] = args;
      if (id === 'setContext') own.contextKeys.set(String(key), value);
      else if (user.lacks.has(id)) return Promise.reject(new Error(`command '${id}' not found`));
      else if (!own.commands.has(id)) user.ran.push([id, ...args]);
      return Promise.resolve(own.commands.get(id)?.(...args));
    },
  };
}

function browserPart(user: User): Readonly<Record<string, unknown>> {
  return {
    asExternalUri: (uri: vscode.Uri) => user.external(uri),
    openExternal: (uri: vscode.Uri) => {
      user.opened.push(uri.toString(true));
      return user.opens();
    },
    clipboard: {
      readText: () => Promise.resolve(user.clipboard),
      writeText: (text: string) =>
        user.clipboardRefuses
          ? Promise.reject(new Error('Document is not focused.'))
          : Promise.resolve(void (user.clipboard = text)),
    },
  };
}

function show(user: User, kind: Message['kind']) {
  return (text: string, ...rest: readonly (string | vscode.MessageOptions)[]) => {
    const options = rest.find((one) => typeof one === 'object');
    const buttons = rest.filter((one) => typeof one === 'string');
    const message = new Message(kind, text, buttons, options?.modal === true, options?.detail ?? '');
    user.messages.push(message);
    return message.answered;
  };
}

function showInputBox(user: User, options: vscode.InputBoxOptions): Promise<string | undefined> {
  const box = kept(user.boxes, new InputBox());
  Object.assign(box, { title: options.title, prompt: options.prompt, value: options.value ?? '' });
  const look = () => (box.validationMessage = options.validateInput?.(box.value) as string | undefined);
  const answer = new Promise<string | undefined>((resolve) => {
    box.onDidChangeValue(look);
    box.onDidAccept(() => {
      if (look() === undefined) {
        resolve(box.value);
        box.hide();
      }
    });
    box.onDidHide(() => resolve(undefined));
  });
  box.show();
  return answer;
}

type Items = readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>;

async function showQuickPick(
  user: User,
  items: Items,
  { title, placeHolder }: vscode.QuickPickOptions,
): Promise<vscode.QuickPickItem | undefined> {
  const list = kept(user.picks, new QuickPick());
  list.title = title;
  list.placeholder = placeHolder;
  list.show();
  list.items = await items;
  const chosen = await new Promise<vscode.QuickPickItem | undefined>((resolve) => {
    list.onDidAccept(() => resolve(list.selectedItems[0]));
    list.onDidHide(() => resolve(undefined));
  });
  list.hide();
  return chosen;
}

type Task = (
  progress: vscode.Progress<{ message?: string }>,
  cancellation: vscode.CancellationToken,
) => Thenable<unknown>;

async function withProgress(user: User, options: vscode.ProgressOptions, task: Task): Promise<unknown> {
  const source = new vscode.CancellationTokenSource();
  const progress = { title: options.title ?? '', text: '', cancel: () => source.cancel() };
  user.progress.push(progress);
  try {
    return await task({ report: ({ message }) => (progress.text = message ?? '') }, source.token);
  } finally {
    user.progress.splice(user.progress.indexOf(progress), 1);
  }
}

function kept<T>(all: T[], one: T): T {
  all.push(one);
  return one;
}
