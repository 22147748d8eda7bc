import type { Uri } from 'vscode';

/** The extension's folder for all windows: VS Code gives each profile one of its own below `profiles/`. */
export function sharedFolder(globalStorage: Uri): Uri {
  return globalStorage.with({
    path: globalStorage.path.replace(/\/profiles\/[^/]+(?=\/globalStorage\/)/, ''),
  });
}
