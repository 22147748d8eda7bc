import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ChangeMark } from '../auth/sessionStore';

const schema = v.object({ at: v.number(), signedIn: v.boolean() });

/** The last change of the session, in a file of the extension's own folder: all windows read the same one. */
export function changeFile(folder: vscode.Uri): ChangeMark {
  const file = vscode.Uri.joinPath(folder, 'session.json');
  return {
    async read() {
      try {
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
        return v.parse(schema, JSON.parse(text));
      } catch {
        // Not there before the first sign-in, and no worse than that when it is damaged.
        return undefined;
      }
    },
    async write(change) {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(change)));
    },
  };
}
