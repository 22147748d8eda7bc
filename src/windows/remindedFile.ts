import * as v from 'valibot';
import * as vscode from 'vscode';
import { JsonFile } from './jsonFile';

/** Of which session somebody was reminded that it ends, over all windows and restarts. */
export interface Reminded {
  /** The session's `id`, which is no secret; `undefined` for none. */
  read(): Promise<string | undefined>;
  /** Keeps one `id`, or nothing. */
  write(session: string | undefined): Promise<void>;
}

const remindedSchema = v.object({ session: v.string() });

/**
 * In a file of the extension's own folder, which all windows read at that moment. VS Code's global state would be one
 * for each profile.
 */
export function remindedFile(folder: vscode.Uri): Reminded {
  const file = vscode.Uri.joinPath(folder, 'reminded.json');
  const kept = new JsonFile(file, remindedSchema);
  return {
    read: async () => (await kept.read())?.session,
    async write(session) {
      if (session !== undefined) {
        await kept.write({ session });
        return;
      }
      try {
        await vscode.workspace.fs.delete(file);
      } catch (error) {
        // Gone already, perhaps by another window.
        if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
      }
    },
  };
}
