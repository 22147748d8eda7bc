import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type * as vscode from 'vscode';
import { Registrations, windowApi, type StatusItem, type Surroundings } from './api';
import { until, User } from './user';

/** What VS Code hands to `activate`, as far as the extension uses it. */
export type Context = Pick<
  vscode.ExtensionContext,
  'secrets' | 'globalState' | 'workspaceState' | 'globalStorageUri' | 'extension' | 'subscriptions'
>;

interface Extension {
  activate(context: Context): void;
}

/** What the extension finds in the global scope, where a window has another than the rest of this process. */
interface Globals {
  readonly Date: DateConstructor;
  readonly crypto: object;
}

type Load = (require: NodeJS.Require, module: object, exports: object, ...globals: unknown[]) => void;

const require = createRequire(path.join(__dirname, 'node.js'));
const scripts = new Map<string, Script>();

/** `src/node.ts`, or what is a bundle beside it, with only `vscode` left outside. */
function scriptOf(name: string): Script {
  const filename = require.resolve(name);
  const script =
    scripts.get(name) ??
    new Script(`(function (require, module, exports, Date, crypto) {${readFileSync(filename, 'utf8')}\n})`, {
      filename,
    });
  scripts.set(name, script);
  return script;
}

/** Loads the extension once more, with a VS Code and a global scope of its own. */
function load(api: typeof vscode, { Date, crypto }: Globals): Extension {
  const loaded = new Map<string, { readonly exports: object }>();
  const requireHere = Object.assign((name: string): unknown => {
    if (name === 'vscode') return api;
    return name.startsWith('./') ? loadBundle(name) : require(name);
  }, require);
  const loadBundle = (name: string): object => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    (scriptOf(name).runInThisContext() as Load)(requireHere, module, module.exports, Date, crypto);
    return module.exports;
  };
  return loadBundle('./node.js') as Extension;
}

/** One window with the extension in it: activated by its own `activate`, in front of somebody. */
export class ExtensionWindow {
  readonly user = new User();
  readonly registered = new Registrations();

  constructor(
    readonly context: Context,
    surroundings: Surroundings,
    globals: Globals,
  ) {
    load(windowApi(this.user, this.registered, surroundings), globals).activate(context);
  }

  /** Runs a command by its id without `earshot.`; resolves when it is done, which may need an answer of the user's. */
  async run(id: string, ...args: unknown[]): Promise<void> {
    const command = this.registered.commands.get(`earshot.${id}`);
    if (!command) throw new Error(`There is no command earshot.${id}.`);
    await command(...args);
  }

  /** Goes where the click on an item leads: to a command of ours. */
  async click(item: Pick<StatusItem, 'command'> | undefined): Promise<void> {
    const command = item?.command;
    const id = typeof command === 'string' ? command : (command?.command ?? '');
    const args = typeof command === 'object' ? (command.arguments ?? []) : [];
    await this.run(id.replace('earshot.', ''), ...(args as unknown[]));
  }

  /** Clicks the link of a hover that runs this command, if the hover may run it, by its id without `earshot.`. */
  async press(hover: StatusItem['tooltip'], id: string): Promise<void> {
    if (typeof hover !== 'object' || typeof hover.isTrusted !== 'object')
      throw new Error('Nothing to press.');
    const [, query] = new RegExp(`href="command:earshot\\.${id}(?:\\?([^"]*))?"`).exec(hover.value) ?? [];
    if (!hover.isTrusted.enabledCommands.includes(`earshot.${id}`)) throw new Error(`${id} is not trusted.`);
    const args = query === undefined ? [] : (JSON.parse(decodeURIComponent(query)) as unknown[]);
    await this.run(id, ...args);
  }

  /** The items that show, from left to right. */
  get items(): StatusItem[] {
    return [...this.registered.items].filter(({ shown }) => shown).sort((a, b) => b.priority - a.priority);
  }

  /** An item by the id that `createStatusBarItem` was given, while it shows. */
  item(id = 'song'): StatusItem | undefined {
    return this.items.find((one) => one.id === id);
  }

  /** Waits until an item's text is so; `undefined` for an item that does not show. */
  async shows(wanted: string | RegExp | undefined, id = 'song'): Promise<StatusItem | undefined> {
    const fits = (text: string | undefined) =>
      wanted instanceof RegExp ? text !== undefined && wanted.test(text) : text === wanted;
    await until(
      () => `"${id}" shows ${String(wanted)}; it shows ${JSON.stringify(this.item(id)?.text)}`,
      () => fits(this.item(id)?.text),
    );
    return this.item(id);
  }

  /** Gives the window the focus, or takes it away. */
  focus(focused: boolean): void {
    this.registered.focused = focused;
    this.registered.focusChanged.fire({ focused, active: focused });
  }

  /** What the extension wrote into its log. */
  get log(): string {
    return this.registered.log.join('\n');
  }

  /** Closes the window: VS Code ends the extension. */
  close(): void {
    for (const subscription of this.context.subscriptions.splice(0)) subscription.dispose();
  }
}
