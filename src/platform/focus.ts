import * as vscode from 'vscode';
import type { Focus } from '../player/poller';

/** The focus of this window. */
export const windowFocus: Focus = {
  get focused() {
    return vscode.window.state.focused;
  },
  onDidChange: (listener) => vscode.window.onDidChangeWindowState(({ focused }) => listener(focused)),
};
