import type { Uri } from 'vscode';

/**
 * The extension's folder for all windows: VS Code gives each profile one of its own, `User/profiles/ID/globalStorage`,
 * the ID a number in hexadecimal digits (its `userDataProfile.ts`).
 */
export function sharedFolder(globalStorage: Uri): Uri {
  return globalStorage.with({
    path: globalStorage.path.replace(/(?<=\/User)\/profiles\/-?[\da-f]+(?=\/globalStorage\/)/, ''),
  });
}
