import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../vscode/workbench';
import { afterFailure, type Stage } from './stage';

// Each file of tests has a copy of this one.
afterEach(async function () {
  if (this.currentTest?.state === 'failed' && this.currentTest.file === __filename) {
    await afterFailure(this.currentTest.title);
  }
});

/** The text files below a folder, by their path in it. */
async function storedFiles(folder: string, name = /./): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && name.test(entry.name));
  const texts = files.map(async (entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), await readFile(file, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

/**
 * None of these secrets stands where somebody may read it: in a log, a setting, a file, a message. Fewer than `least`
 * are too few to prove anything.
 */
export async function assertNoneStands(
  all: readonly string[],
  least: number,
  stage: Stage,
  window: Workbench,
): Promise<void> {
  const secrets = all.filter((secret) => secret.length >= 16);
  assert.ok(secrets.length >= least, `only ${secrets.length} secrets were seen`);
  const written = {
    ...(await storedFiles(stage.server.userDataDir, /(\.log|\.json)$/)),
    ...(await storedFiles(stage.server.globalStorage)),
    'the log': await stage.log(),
    messages: window.messagesSeen.join('\n'),
    'what the page printed': window.consoleErrors.join('\n'),
  };
  assert.match(written['the log'], /Status bar/, 'the log is written');
  for (const [where, text] of Object.entries(written)) {
    const found = secrets.filter((secret) => text.includes(secret));
    assert.equal(found.length, 0, `${found.length} secrets stand in ${where}`);
  }
}

/** The text in the clipboard, as the page reads it. */
export async function clipboard(window: Workbench): Promise<unknown> {
  await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return window.page.evaluate('navigator.clipboard.readText()');
}
