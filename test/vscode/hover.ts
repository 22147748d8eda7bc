import type { Locator, Page } from 'playwright-core';
import { poll } from './poll';
import { readLinks, readStatus, readTargets, type HoverTarget } from './statusText';

/** How long a hover may take to open or to go, in milliseconds; VS Code waits half a second. */
const hoverTimeout = 5_000;

/** A link in a hover. */
interface HoverLink {
  /** What a screen reader says, without icons; the title where there is nothing else. */
  name: string;
  /** An address or `command:…`, as the extension wrote it. */
  href: string;
}

/** An image in a hover; width and height in pixels, as shown. */
interface HoverImage {
  src: string;
  alt: string;
  width: number;
  height: number;
  /** False while it loads, and when it can't be loaded. */
  loaded: boolean;
}

/** What is used here of an image in the page. */
interface PageImage {
  src: string;
  alt: string;
  width: number;
  height: number;
  complete: boolean;
  naturalWidth: number;
}

/** The hover of one status item. It shows until the mouse goes elsewhere, or the item changes under the mouse. */
export class Hover {
  private readonly widget: Locator;
  private readonly content: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.monaco-hover.workbench-hover');
    this.content = this.widget.locator('.hover-contents');
  }

  /**
   * Moves the mouse onto the item and waits for the hover, with the mouse left on the item.
   * @throws Error when none comes: VS Code drops it when the item changes just then, so the mouse comes again.
   */
  async open(item: Locator): Promise<void> {
    const end = performance.now() + 3 * hoverTimeout;
    do {
      await this.close();
      await item.hover();
      if (await poll(() => this.isOpen(), hoverTimeout)) {
        return;
      }
    } while (performance.now() < end);
    throw new Error('The status item shows no hover.');
  }

  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  /** What a user reads, line by line, icons as `<name>`, and spaces one at a time. */
  async text(): Promise<string> {
    const lines = (await this.content.evaluateAll(readStatus)).join('\n').split('\n');
    return lines
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== '')
      .join('\n');
  }

  /** All links, in their order. */
  async links(): Promise<HoverLink[]> {
    return this.content.locator('a').evaluateAll(readLinks);
  }

  /** Clicks the link of this name. The mouse is on the hover then, and VS Code updates none of it until it leaves. */
  async click(name: string): Promise<void> {
    const names = (await this.links()).map((link) => link.name);
    const index = names.indexOf(name);
    if (index < 0) {
      throw new Error(`The hover has no link "${name}", only ${JSON.stringify(names)}.`);
    }
    await this.content.locator('a').nth(index).click();
  }

  /** What can be hit of each link that is no text, as the page itself says: the middle, and the size around it. */
  async targets(): Promise<readonly HoverTarget[]> {
    const targets = await this.content.locator('a').evaluateAll(readTargets);
    return targets.filter(({ width }) => width > 1);
  }

  /** The artwork, or undefined. */
  async image(): Promise<HoverImage | undefined> {
    const all = await this.content.locator('img').evaluateAll((images: PageImage[]) =>
      images.map(({ src, alt, width, height, complete, naturalWidth }) => {
        return { src, alt, width, height, loaded: complete && naturalWidth > 0 };
      }),
    );
    return all.find(({ src }) => !src.startsWith('data:'));
  }

  /** Moves the mouse to the middle of the window, and waits until the hover has gone. */
  async close(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 800, height: 600 };
    await this.page.mouse.move(width * 0.6, height * 0.3, { steps: 3 });
    await this.widget.waitFor({ state: 'hidden', timeout: hoverTimeout });
  }
}
