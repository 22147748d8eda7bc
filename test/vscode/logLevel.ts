import type { BrowserContext } from 'playwright-core';
import { addDevelopmentOptions } from './developmentOptions';
import { extensionId } from './server';

/** VS Code's `LogLevel.Trace`. */
const trace = 1;

/**
 * Has all windows of a browser profile write the extension's log at the level "trace", as the option
 * `--log earshot.earshot-for-spotify:trace` does on the desktop. To be called before a page is opened.
 */
export async function traceExtension(context: BrowserContext): Promise<void> {
  await addDevelopmentOptions(context, { extensionLogLevel: [[extensionId, trace]] });
}
