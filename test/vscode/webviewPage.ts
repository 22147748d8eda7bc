import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { ensureVSCode } from './install';
import { fromRoot } from './root';
import themes from './themes.json';

/** A color theme of VS Code’s own. `themes.json` has what VS Code 1.139 gives to webviews of each, as far as ours use it. */
export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as Theme[];

/** What a theme gives to a webview: CSS variables, by their names. */
export function themeVariables(theme: Theme): Readonly<Record<string, string>> {
  return themes[theme].variables;
}

/** No request to it leaves the browser. */
const origin = 'https://webview.test';

/** Where a webview loads a file of the extension's from, and the source of these for a policy. */
export const webviewFiles = { address: (file: string) => `${origin}/${file}`, source: origin };

/** The variable of what VS Code paints behind a webview. */
type Place = 'editor-background' | 'sideBar-background';

/** The HTML of a webview in a browser as VS Code shows it there, without VS Code; it loads files of this folder alone. */
export async function openWebviewPage(context: BrowserContext, html: string): Promise<Page> {
  const style = `<style id="_defaultStyles">${await defaultStyles()}</style>`;
  const body = html.replace('<head>', `<head>${style}`);
  const page = await context.newPage();
  await page.route(`${origin}/**`, (route) => {
    const file = new URL(route.request().url()).pathname;
    return file === '/'
      ? route.fulfill({ contentType: 'text/html', body })
      : route.fulfill({ path: fromRoot(file) });
  });
  await page.addInitScript('globalThis.acquireVsCodeApi = () => ({ postMessage: () => undefined })');
  await page.goto(`${origin}/`);
  return page;
}

/** Gives a page the colors of a theme, as VS Code does when the user chooses another. */
export async function setTheme(page: Page, theme: Theme, place: Place): Promise<void> {
  const { body, variables } = themes[theme];
  await page.evaluate(
    `document.documentElement.style.cssText = ${JSON.stringify(declarations(variables))};
    document.body.className = ${JSON.stringify(body)};
    document.body.style.background = 'var(--vscode-${place})';`,
  );
}

function declarations(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
}

/** The style that VS Code puts before that of each webview. */
async function defaultStyles(): Promise<string> {
  const { folder } = await ensureVSCode('1.139');
  const host = path.join(folder, 'lib/vscode/out/vs/workbench/contrib/webview/browser/pre/index.html');
  const [, styles] = /defaultStyles\.textContent = `([^`]*)`/.exec(await readFile(host, 'utf8')) ?? [];
  if (styles === undefined) throw new Error(`VS Code’s default style is not in ${host}.`);
  return styles;
}
