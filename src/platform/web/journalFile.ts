import * as vscode from 'vscode';
import type { Journal } from '../host';
import { withLock } from './lock';

/**
 * A journal in a file of VS Code's own, which in a browser can only be written whole. So appending reads and writes,
 * one at a time among the pages of one origin. Pages that do not share one (vscode.dev gives each workspace its own)
 * can still lose each other's line, should both write in the same few milliseconds: a request more than counted.
 */
export function journalFile(file: vscode.Uri): Journal {
  const read = async () => {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      return text.split('\n').filter(Boolean);
    } catch {
      // Not there before the first request.
      return [];
    }
  };
  const write = async (lines: readonly string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  };
  const one = file.toString();
  return {
    read,
    append: (line) => withLock(one, async () => write([...(await read()), line])),
    replace: (lines) => withLock(one, () => write(lines)),
  };
}
