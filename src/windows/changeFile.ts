import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Change, ChangeMark } from '../auth/sessionStore';
import { whole } from '../core/schemas';
import { JsonFile } from './jsonFile';

/** The last millisecond of a `Date`; later ones than that nobody writes, and no change could be after them. */
const latest = 8.64e15;
const changeSchema = v.object({ at: whole(0, latest), signedIn: v.boolean() });

/** The last change of the session, in a file of the extension's own folder: all windows read the same one. */
export function changeFile(folder: vscode.Uri): ChangeMark {
  return new JsonFile<Change>(vscode.Uri.joinPath(folder, 'session.json'), changeSchema);
}
