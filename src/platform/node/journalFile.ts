import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Uri } from 'vscode';
import type { Journal } from '../host';

/**
 * A journal in a file; the system writes a short line whole, so that windows do not tear each other's. NFS has no such
 * writing (open(2), O_APPEND): of what two machines write in the same moment, a line can be lost or torn, and who reads
 * leaves out what is torn. That counts a request too few, or has the other machine refused by Spotify itself, once.
 */
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
      const draft = `${file}.${randomBytes(4).toString('hex')}`;
      await writeFile(draft, lines.map((line) => `${line}\n`).join(''));
      await rename(draft, file);
    },
  };
}
