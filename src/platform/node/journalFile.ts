import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Uri } from 'vscode';
import type { Journal } from '../journal';

/** A journal in a file; the system writes a short line whole, so that windows do not tear each other's. */
export function journalFile({ fsPath: file }: Pick<Uri, 'fsPath'>): Journal {
  const folder = path.dirname(file);
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean);
    },
    async append(line) {
      await mkdir(folder, { recursive: true });
      await appendFile(file, `${line}\n`);
    },
    async replace(lines) {
      const draft = `${file}.new`;
      await writeFile(draft, lines.map((line) => `${line}\n`).join(''));
      await rename(draft, file);
    },
  };
}
