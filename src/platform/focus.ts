import * as vscode from 'vscode';
import type { Event } from './event';

/** Whether a window has the focus. */
export interface Focus {
  readonly focused: boolean;
  readonly onDidChange: Event<boolean>;
}

/** The focus of this window. */
export const windowFocus: Focus = {
  get focused() {
    return vscode.window.state.focused;
  },
  onDidChange: (listener) => vscode.window.onDidChangeWindowState(({ focused }) => listener(focused)),
};
