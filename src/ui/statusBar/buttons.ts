import * as vscode from 'vscode';
import { controlNotPossible, statusItemLabel, buttonItems } from '../../messages/player';
import { lastNowPlaying } from '../../model/playback/playback';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { buttonFor, isOffered, type Button, type ButtonName } from '../../render/buttons';
import { lastKnown } from '../../render/statusText';
import { commandOf, createItem } from './statusBarItem';

/** The buttons beside the song, as the settings order them. Each writes only what has changed. */
export class Buttons extends DisposableStore {
  #items: readonly ButtonItem[] = [];

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
  ) {
    super();
    const { buttons, alignment, priority, showWhenPaused } = settings;
    this.add(store.onDidChange(() => this.#render()));
    this.add(showWhenPaused.onDidChange(() => this.#render()));
    for (const setting of [buttons, alignment, priority]) {
      this.add(setting.onDidChange(() => this.#build()));
    }
    this.add({ dispose: () => this.#items.forEach((item) => item.dispose()) });
    this.#build();
  }

  #build(): void {
    this.#items.forEach((item) => item.dispose());
    this.#items = this.settings.buttons.value.map(
      (name, index) => new ButtonItem(name, createItem(this.settings, name, buttonItems[name], index + 1)),
    );
    this.#render();
  }

  #render(): void {
    const { playback } = this.store;
    const nowPlaying = lastNowPlaying(playback);
    const hidden = nowPlaying?.kind === 'paused' && !this.settings.showWhenPaused.value;
    for (const item of this.#items) {
      const button = nowPlaying && buttonFor(item.name, nowPlaying, lastKnown(playback));
      item.show(button && !hidden && isOffered(button, nowPlaying) ? button : undefined);
    }
  }
}

class ButtonItem implements Disposable {
  #shown: Button | undefined;

  constructor(
    readonly name: ButtonName,
    private readonly item: vscode.StatusBarItem,
  ) {}

  show(next: Button | undefined): void {
    const before = this.#shown;
    this.#shown = next;
    if (!next) {
      if (before) this.item.hide();
      return;
    }
    if (next.icon !== before?.icon) this.item.text = next.icon;
    if (next.title !== before?.title || next.enabled !== before.enabled) {
      const title = next.enabled ? next.title : controlNotPossible(next.title);
      this.item.tooltip = title;
      this.item.accessibilityInformation = { label: statusItemLabel(title), role: 'button' };
      this.item.color = next.enabled ? undefined : new vscode.ThemeColor('disabledForeground');
    }
    if (
      next.command !== before?.command ||
      next.argument !== before.argument ||
      next.enabled !== before.enabled
    ) {
      this.item.command = next.enabled ? commandOf(next.command, next.argument) : undefined;
    }
    if (!before) this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
