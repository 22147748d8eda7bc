import type { BrowserContext } from 'playwright-core';

/** A part of VS Code's `IDevelopmentOptions`, which the page of its server carries. */
interface DevelopmentOptions {
  /** Extensions to load from their folders, in the browser's extension host if they come by HTTP. */
  readonly extensions?: readonly UriParts[];
  /** The tests to run, in the host of the extension that they belong to. */
  readonly extensionTestsPath?: UriParts;
  /** By extension; 1 is "trace". */
  readonly extensionLogLevel?: readonly (readonly [extension: string, level: number])[];
}

interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

/** Adds to the options of all pages of a browser profile. To be called before one is opened. */
export async function addDevelopmentOptions(
  context: BrowserContext,
  options: DevelopmentOptions,
): Promise<void> {
  await context.addInitScript(addToPage, options);
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
function addToPage(options: DevelopmentOptions): void {
  const { document } = globalThis as unknown as PageWorld;
  document.addEventListener('readystatechange', () => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (element !== null) {
      const settings = JSON.parse(element.getAttribute('data-settings')) as { developmentOptions?: object };
      settings.developmentOptions = { ...settings.developmentOptions, ...options };
      element.setAttribute('data-settings', JSON.stringify(settings));
    }
  });
}
