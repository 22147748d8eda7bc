import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { serveArtwork } from './artwork';
import { launchBrowser } from './browser';
import { Hover } from './hover';
import { traceExtension } from './logLevel';
import { Messages, watchMessages } from './messages';
import { QuickInput } from './quickInput';
import { patience, poll } from './poll';
import { extensionId, type VSCodeServer } from './server';
import { readStatus } from './statusText';

/** How long a window may take until it can be used, in milliseconds; 4 to 10 s are usual on two cores. */
const readyTimeout = 60_000;

/** How long a key may take until it has an effect, in milliseconds. */
const keyTimeout = 2_000;

export interface WorkbenchOptions {
  /** A browser that stays open; without it one is started and closed with the first window. */
  browser?: Browser;
  /** The color theme's name in the settings, "Default Light Modern" for one. It holds for all windows. */
  theme?: string;
  /** The folder that the window shows; without it the window is empty. */
  folder?: string;
  /** Whether the extension's log has everything, down to the level "trace"; "info" without it. */
  trace?: boolean;
  /** The PNG for an address of Spotify's artwork; without it such requests go to the network. */
  artwork?: (url: string) => Buffer;
  /** In pixels. */
  size?: { width: number; height: number };
}

/**
 * Opens a window of VS Code in a browser profile of its own: the profile keeps the secrets.
 * @throws Error when the window isn't ready in time.
 */
export async function openWorkbench(
  server: VSCodeServer,
  options: WorkbenchOptions = {},
): Promise<Workbench> {
  if (options.theme !== undefined) {
    await server.updateSettings({ 'workbench.colorTheme': options.theme });
  }
  const browser = options.browser ?? (await launchBrowser());
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    // What fades out can't be clicked, but is found.
    reducedMotion: 'reduce',
  });
  const profile = new Profile(context, () => (options.browser ? context.close() : browser.close()));
  try {
    if (options.trace === true) {
      await traceExtension(context);
    }
    if (options.artwork !== undefined) {
      await serveArtwork(context, options.artwork);
    }
    return await profile.open(server, options.folder);
  } catch (error) {
    await profile.close();
    throw error;
  }
}

/** One browser profile: its windows share what VS Code keeps in the browser. */
class Profile {
  readonly windows = new Set<Page>();
  readonly pages: Page[] = [];

  constructor(
    private readonly context: BrowserContext,
    readonly close: () => Promise<void>,
  ) {
    context.setDefaultTimeout(patience);
    context.on('page', (page) => this.pages.push(page));
  }

  async open(server: VSCodeServer, folder?: string): Promise<Workbench> {
    const page = await this.context.newPage();
    this.windows.add(page);
    const window = new Workbench(server, page, this);
    await watchMessages(page, (text) => window.messagesSeen.push(text));
    page.on('console', (message) => {
      if (message.type() === 'error') {
        window.consoleErrors.push(message.text());
      }
    });
    page.on('pageerror', (error) => window.consoleErrors.push(error.message));
    await page.goto(address(server, folder));
    await window.waitUntilReady();
    return window;
  }
}

function address(server: VSCodeServer, folder: string | undefined): string {
  // "ew" asks for an empty window; without it code-server goes on with the folder of the last one.
  const query = new URLSearchParams(folder === undefined ? { ew: 'true' } : { folder });
  return `${server.url}?${query.toString()}`;
}

/** One window of VS Code, as a user sees and handles it. */
export class Workbench {
  /** Every text that ever appeared in a notification or dialog of this window. */
  readonly messagesSeen: string[] = [];
  /** What the page reported as errors; VS Code itself reports some when it has no network. */
  readonly consoleErrors: string[] = [];
  readonly messages: Messages;
  readonly quickInput: QuickInput;

  constructor(
    readonly server: VSCodeServer,
    readonly page: Page,
    private readonly profile: Profile,
  ) {
    this.messages = new Messages(page);
    this.quickInput = new QuickInput(page);
  }

  /** Waits until the window shows and takes commands; extensions may still be starting. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: readyTimeout });
  }

  /** Another window of the same user, with an extension host of its own. */
  async another(folder?: string): Promise<Workbench> {
    return this.profile.open(this.server, folder);
  }

  /** A status bar item of the extension, by the id that `createStatusBarItem` was given. */
  statusItem(id: string): Locator {
    return this.page.locator(`[id="${extensionId}.${id}"]`);
  }

  /** The ids of the extension's items that show, as `createStatusBarItem` was given them, from left to right. */
  async statusItems(): Promise<string[]> {
    const items = await this.page.locator(`.statusbar-item[id^="${extensionId}."]:visible`).all();
    const placed = await Promise.all(
      items.map(async (item) => {
        const id = (await item.getAttribute('id')) ?? '';
        return { id: id.slice(extensionId.length + 1), x: (await item.boundingBox())?.x ?? 0 };
      }),
    );
    return placed.sort((a, b) => a.x - b.x).map(({ id }) => id);
  }

  /** Clicks an item, as soon as it is there. */
  async clickStatus(id: string): Promise<void> {
    await this.statusItem(id).locator('a').click();
  }

  /** Opens the hover of an item with the mouse. */
  async hover(id: string): Promise<Hover> {
    const hover = new Hover(this.page);
    await hover.open(this.statusItem(id));
    return hover;
  }

  /** The item's text with icons as `<name>`, or undefined while it isn't there. */
  async statusText(id: string): Promise<string | undefined> {
    const texts = await this.statusItem(id).evaluateAll(readStatus);
    return texts[0];
  }

  /**
   * Waits until an item's text is as wanted, and returns it.
   * @param timeout in milliseconds, `patience` without it
   * @throws Error that says what the item shows instead.
   */
  async waitForStatus(
    id: string,
    wanted: string | RegExp | ((text: string | undefined) => boolean),
    { timeout = patience }: { timeout?: number } = {},
  ): Promise<string | undefined> {
    const matches = (text?: string) => {
      if (typeof wanted === 'function') return wanted(text);
      return typeof wanted === 'string' ? text === wanted : text !== undefined && wanted.test(text);
    };
    let text: string | undefined;
    const found = await poll(async () => matches((text = await this.statusText(id))), timeout);
    if (!found) {
      throw new Error(`Status item "${id}" shows ${JSON.stringify(text)}, not ${String(wanted)}.`);
    }
    return text;
  }

  /**
   * Runs a command by its whole name in the palette, "Spotify: Sign In".
   * @throws Error when the palette has no such command.
   */
  async runCommand(title: string): Promise<void> {
    await this.openPalette(title);
    await this.quickInput.pick(title);
    // The next key must not go to a palette that is about to close.
    if (!(await poll(async () => !(await this.quickInput.isPalette()), keyTimeout))) {
      throw new Error(`The command palette does not close after "${title}".`);
    }
  }

  /** The commands that the palette offers whose names begin with a text. */
  async commandsFor(text: string): Promise<string[]> {
    await this.openPalette(text);
    const filtered = await poll(async () => {
      const items = await this.quickInput.items();
      return items.length > 0 && items.every(({ label }) => label.startsWith(text));
    }, keyTimeout);
    const titles = await this.quickInput.allLabels();
    await this.quickInput.cancel();
    return filtered ? titles : [];
  }

  private async openPalette(text: string): Promise<void> {
    // A key that arrives while the window is still starting is lost, so it is pressed until it has an effect.
    const opened = await poll(async () => {
      await this.page.keyboard.press('F1');
      return poll(() => this.quickInput.isPalette(), keyTimeout);
    }, readyTimeout);
    if (!opened) {
      throw new Error(`The command palette does not open for "${text}".`);
    }
    await this.quickInput.type(`>${text}`);
  }

  /** Opened pages that are no windows of VS Code: what `env.openExternal` has brought up, oldest first. */
  get openedPages(): Page[] {
    return this.profile.pages.filter((page) => !this.profile.windows.has(page));
  }

  /**
   * The page that an action opens. What is asked before is answered: VS Code's own question whether to open a
   * foreign website with "Open", Earshot's about the redirect URI, which does not always come, with "Continue".
   * @param timeout in milliseconds, `patience` without it
   */
  async pageOpenedBy(action: () => Promise<unknown>, { timeout = patience } = {}): Promise<Page> {
    const before = new Set(this.openedPages);
    await action();
    let opened: Page | undefined;
    await poll(async () => {
      opened = this.openedPages.find((page) => !before.has(page));
      if (opened === undefined) await this.messages.answer(['Open', 'Continue']);
      return opened !== undefined;
    }, timeout);
    if (opened === undefined) {
      throw new Error(`No page has been opened within ${timeout} ms.`);
    }
    return opened;
  }

  /** Takes a picture of the window. */
  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  /** Loads the window anew, as "Developer: Reload Window" does: the extension host starts over. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /** Closes this window; with the last one the profile, and the browser unless the caller owns it. */
  async close(): Promise<void> {
    await this.page.close();
    if ([...this.profile.windows].every((window) => window.isClosed())) {
      await this.profile.close();
    }
  }
}
