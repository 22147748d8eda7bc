import type { Locator, Page } from 'playwright-core';
import { poll } from './poll';

/** A modal dialog as the user reads it. */
interface Dialog {
  message: string;
  detail: string;
  buttons: string[];
}

const toast = '.notifications-toasts .notification-list-item';
const dialogBox = '.monaco-dialog-box';

/** The parts whose text is a message: of a notification, and of a dialog with its details. */
const messageParts = [
  '.notification-list-item-message',
  `${dialogBox} .dialog-message-text`,
  `${dialogBox} .dialog-message-detail`,
];

/**
 * Reports every text that ever appears in a notification or dialog of this page, however short.
 * To be called before the page loads; it holds for later loads too.
 */
export async function watchMessages(page: Page, seen: (text: string) => void): Promise<void> {
  await page.exposeFunction('earshotMessageSeen', seen);
  await page.addInitScript(reportMessages, messageParts.join(','));
}

/** What is used of the page's world: the compiler knows Node's only. */
interface PageWorld {
  earshotMessageSeen(text: string): void;
  document: { querySelectorAll(selectors: string): Iterable<{ textContent: string }> };
  MutationObserver: new (changed: () => void) => { observe(target: unknown, options: object): void };
}

/** Runs in the page, so it must not use anything from outside its own body. */
function reportMessages(selectors: string): void {
  const world = globalThis as unknown as PageWorld;
  const reported = new WeakMap<object, string>();
  const look = () => {
    for (const element of world.document.querySelectorAll(selectors)) {
      const text = element.textContent.trim();
      if (text !== '' && reported.get(element) !== text) {
        reported.set(element, text);
        world.earshotMessageSeen(text);
      }
    }
  };
  new world.MutationObserver(look).observe(world.document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** The notifications and the modal dialog of one window. */
export class Messages {
  constructor(private readonly page: Page) {}

  /** The texts of the notifications that show now. */
  async notifications(): Promise<string[]> {
    return this.page.locator(`${toast} .notification-list-item-message`).allInnerTexts();
  }

  /** The notification that has this text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(toast).filter({ hasText: text });
  }

  /** Clicks a button or link of a notification, as soon as there is one of this name. */
  async clickNotification(name: string): Promise<void> {
    const exact = wholeText(name);
    const buttons = this.page.locator(`${toast} .monaco-button`).filter({ hasText: exact });
    const links = this.page.locator(`${toast} .notification-list-item-message a`).filter({ hasText: exact });
    await buttons.or(links).first().click();
  }

  /** Waits for a text that shows in the status bar for a moment. */
  async waitForPassing(text: string | RegExp): Promise<void> {
    await this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).waitFor();
  }

  /** Clicks what the notification offers as its cross; on a progress notification that is "Cancel". */
  async dismissNotification(text: string | RegExp): Promise<void> {
    const notification = this.notification(text);
    const cancel = notification.locator('.monaco-button').filter({ hasText: wholeText('Cancel') });
    await notification.hover();
    await cancel.or(notification.locator('.codicon-notifications-clear')).first().click();
  }

  /** Takes all notifications away; some go by themselves meanwhile. */
  async clear(): Promise<void> {
    const first = this.page.locator(toast).first();
    const timeout = 1_000;
    await poll(async () => {
      if (!(await first.isVisible())) return true;
      await first.hover({ timeout }).catch(() => undefined);
      await first
        .locator('.codicon-notifications-clear')
        .click({ timeout })
        .catch(() => undefined);
      return false;
    });
  }

  /** The modal dialog that shows now, or undefined. */
  async dialog(): Promise<Dialog | undefined> {
    const box = this.page.locator(dialogBox);
    if (!(await box.isVisible())) {
      return undefined;
    }
    const [message, details, buttons] = await Promise.all([
      box.locator('.dialog-message-text').innerText(),
      box.locator('.dialog-message-detail').allInnerTexts(),
      box.locator('.dialog-buttons .monaco-button').allInnerTexts(),
    ]);
    return { message, detail: details.join('\n'), buttons };
  }

  /** Clicks the first of these buttons that the modal dialog of this moment has, if there is a dialog. */
  async answer(buttons: string[]): Promise<void> {
    for (const name of buttons) {
      const button = this.dialogButton(name);
      // A dialog that closes by itself meanwhile needs no answer.
      if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
    }
  }

  /** Clicks a button of the modal dialog, as soon as there is one, and waits until this dialog has gone: the next may follow at once. */
  async clickDialog(name: string): Promise<void> {
    const button = await this.dialogButton(name).elementHandle();
    await button.click();
    await button.waitForElementState('hidden');
  }

  /** A button of the modal dialog. */
  dialogButton(name: string): Locator {
    return this.page
      .locator(`${dialogBox} .dialog-buttons .monaco-button`)
      .filter({ hasText: wholeText(name) });
  }
}

/** Matches an element whose whole text this is, whatever space is around it. */
export function wholeText(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
