import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Change, ChangeMark } from '../auth/sessionStore';
import { JsonFile } from './jsonFile';

const schema = v.object({ at: v.number(), signedIn: v.boolean() });

/** The last change of the session, in a file of the extension's own folder: all windows read the same one. */
export function changeFile(folder: vscode.Uri): ChangeMark {
  return new JsonFile<Change>(vscode.Uri.joinPath(folder, 'session.json'), schema);
}
