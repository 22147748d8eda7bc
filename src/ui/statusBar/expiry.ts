import * as vscode from 'vscode';
import type { ExpiringSession, SessionExpiry } from '../../auth/session/sessionExpiry';
import { expiryItem, statusItemLabel } from '../../messages/player';
import { expiryMessage, expiryReminder, later } from '../../messages/statusBar';
import { DisposableStore } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import { showMessage } from '../common/messages';
import { createItem } from './statusBarItem';

const id = 'renewal';
/** Behind the song and all buttons that there can be. */
const index = 5;

/**
 * An icon that shows in the last fourteen days of a session. An item of its own rather than a mark in the song's: that
 * one has the format which the user wrote, and may be hidden; and this one can be hidden by itself, by its name.
 */
export class ExpiryItem extends DisposableStore {
  #item: vscode.StatusBarItem | undefined;

  constructor(
    private readonly sessionExpiry: SessionExpiry,
    private readonly settings: Settings,
  ) {
    super();
    this.add({ dispose: () => this.#item?.dispose() });
    this.add(sessionExpiry.onDidChange(() => this.#render()));
    for (const setting of [settings.alignment, settings.priority]) {
      this.add(setting.onDidChange(() => this.#render()));
    }
    this.#render();
  }

  /** Made anew each time: that is twice in half a year, and VS Code fixes an item's place when it is made. */
  #render(): void {
    this.#item?.dispose();
    this.#item = undefined;
    const { expiring: due } = this.sessionExpiry;
    if (!due) return;
    const sentence = expiryMessage(due.notice);
    const item = createItem(this.settings, id, expiryItem, index);
    item.text = '$(account)';
    item.tooltip = sentence;
    item.command = 'earshot.signIn';
    item.accessibilityInformation = { label: statusItemLabel(sentence), role: 'button' };
    item.show();
    this.#item = item;
  }
}

/** Says that a session ends, with a way to the next; until that is there, the old one stays. */
export function remind({ notice }: ExpiringSession): void {
  void showMessage(
    (sentence, ...buttons) => vscode.window.showInformationMessage(sentence, ...buttons, later),
    ...expiryReminder(notice),
  );
}
