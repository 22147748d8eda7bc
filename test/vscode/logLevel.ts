import type { BrowserContext } from 'playwright-core';
import { extensionId } from './server';

/** VS Code's `LogLevel.Trace`. */
const trace = 1;

/**
 * Has all windows of a browser profile write the extension's log at the level "trace", as the option
 * `--log earshot.earshot-for-spotify:trace` does on the desktop. To be called before a page is opened.
 */
export async function traceExtension(context: BrowserContext): Promise<void> {
  await context.addInitScript(setLogLevel, { extension: extensionId, level: trace });
}

/** What is used of the page's world: the compiler knows Node's only. */
interface PageWorld {
  document: {
    addEventListener(type: string, listener: () => void): void;
    getElementById(
      id: string,
    ): { getAttribute(name: string): string; setAttribute(name: string, value: string): void } | null;
  };
}

/**
 * Runs in the page, so it must not use anything from outside its own body. VS Code's page carries its configuration
 * in this element; it is changed before the page's scripts run.
 */
function setLogLevel({ extension, level }: { extension: string; level: number }): void {
  const { document } = globalThis as unknown as PageWorld;
  document.addEventListener('readystatechange', () => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (element !== null) {
      const settings = JSON.parse(element.getAttribute('data-settings')) as { developmentOptions?: object };
      settings.developmentOptions = {
        ...settings.developmentOptions,
        extensionLogLevel: [[extension, level]],
      };
      element.setAttribute('data-settings', JSON.stringify(settings));
    }
  });
}
