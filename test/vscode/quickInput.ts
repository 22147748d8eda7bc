import type { Locator, Page } from 'playwright-core';
import { wholeText } from './messages';

/** One row of a quick pick. */
interface PickItem {
  label: string;
  description: string;
  detail: string;
}

/** The input box or quick pick of one window: at most one of them is open. */
export class QuickInput {
  private readonly widget: Locator;
  private readonly input: Locator;

  constructor(private readonly page: Page) {
    // While it fades out it is still there, but inert.
    this.widget = page.locator('.quick-input-widget:not([inert])');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Waits until it shows, with this title if one is given. */
  async waitFor(title?: string | RegExp): Promise<void> {
    const wanted = title === undefined ? this.widget : this.widget.filter({ has: this.titled(title) });
    await wanted.waitFor({ state: 'visible' });
  }

  /** Waits until it has gone. */
  async waitForClose(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  /** The title without the step count, which VS Code shows as "Title (1/2)". */
  async title(): Promise<string> {
    return this.widget.locator('.quick-input-title').innerText();
  }

  async placeholder(): Promise<string> {
    return (await this.input.getAttribute('placeholder')) ?? '';
  }

  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** Whether it is the command palette, ready for typing. */
  async isPalette(): Promise<boolean> {
    const focused = this.widget.locator('.quick-input-box input:focus');
    return focused.evaluateAll((inputs: { value: string }[]) =>
      inputs.some(({ value }) => value.startsWith('>')),
    );
  }

  /** Below the input: its prompt, or what is wrong with the value. */
  async message(): Promise<string> {
    return this.widget.locator('.quick-input-message').innerText();
  }

  /** Waits until the text below the input, its prompt or validation message, matches. */
  async waitForMessage(text: string | RegExp): Promise<void> {
    await this.widget.locator('.quick-input-message').filter({ hasText: text }).waitFor({ state: 'visible' });
  }

  /** Replaces the value. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.waitForClose();
  }

  /** The rows that show now. */
  async items(): Promise<PickItem[]> {
    const rows = await this.widget.locator('.quick-input-list .monaco-list-row').all();
    return Promise.all(
      rows.map(async (row) => {
        const text = async (selector: string) =>
          (await row.locator(selector).allInnerTexts()).join('').trim();
        const [label, description, detail] = await Promise.all([
          text('.quick-input-list-row:first-child .label-name'),
          text('.quick-input-list-row:first-child .label-description'),
          text('.quick-input-list-label-meta'),
        ]);
        return { label, description, detail };
      }),
    );
  }

  /** The labels of all rows, also of those that only scrolling brings into view. */
  async allLabels(): Promise<string[]> {
    const rows = this.widget.locator('.quick-input-list .monaco-list-row');
    const total = Number(await rows.first().getAttribute('aria-setsize'));
    const labels = new Set<string>();
    for (let pages = 0; labels.size < total && pages < total; pages += 1) {
      for (const { label } of await this.items()) labels.add(label);
      await this.input.press('PageDown');
    }
    return [...labels];
  }

  /** Clicks the row with this label, as soon as there is one. */
  async pick(label: string): Promise<void> {
    await this.row(label).first().click();
  }

  /** The rows with exactly this label. */
  row(label: string): Locator {
    const name = this.page.locator('.label-name').filter({ hasText: wholeText(label) });
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  }

  /** Clicks a button beside the title or the input, by its tooltip. */
  async clickButton(tooltip: string): Promise<void> {
    await this.widget.getByRole('button', { name: tooltip, exact: true }).first().click();
  }

  private titled(title: string | RegExp): Locator {
    return this.page.locator('.quick-input-title').filter({ hasText: title });
  }
}
