import * as v from 'valibot';
import * as vscode from 'vscode';
import type { SessionChange, SessionChangeMarker } from '../auth/session/session';
import { whole } from '../platform/json';

/** A small file that all windows read and write whole, checked by a schema. */
class JsonFile<T> {
  constructor(
    private readonly uri: vscode.Uri,
    private readonly schema: v.GenericSchema<unknown, T>,
  ) {}

  /** `undefined` when it is not there, and no worse than that when it is damaged. */
  async read(): Promise<T | undefined> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
      const parsed = v.safeParse(this.schema, JSON.parse(text));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  }

  async write(value: T): Promise<void> {
    await vscode.workspace.fs.writeFile(this.uri, new TextEncoder().encode(JSON.stringify(value)));
  }
}

/** The last millisecond of a `Date`; later ones than that nobody writes, and no change could be after them. */
const latest = 8.64e15;
const changeSchema = v.object({ at: whole(0, latest), signedIn: v.boolean() });

/** The last change of the session, in a file of the extension's own folder: all windows read the same one. */
export function sessionChangeMarker(folder: vscode.Uri): SessionChangeMarker {
  return new JsonFile<SessionChange>(vscode.Uri.joinPath(folder, 'session.json'), changeSchema);
}

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
