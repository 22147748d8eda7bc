import type * as vscode from 'vscode';
import type { SessionExpiry } from '../../auth/session/sessionExpiry';
import { songItem } from '../../messages/player';
import { clientIdFault } from '../../model/account';
import type { Clock } from '../../platform/clock';
import { windowFocus } from '../../platform/focus';
import type { Log } from '../../platform/host';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import {
  defaultTemplate,
  present,
  staleAfter,
  type Presentation,
  type PresentationSettings,
} from '../../render/statusText';
import { parseTemplate, TemplateError, type Template } from '../../render/template';
import { sameTooltip, tooltipOf } from '../common/tooltip';
import { commandOf, createItem } from './statusBarItem';

const id = 'song';

/** The status item. Everything that it shows goes through `#show`, which writes only what has changed. */
export class StatusBar extends DisposableStore {
  #item: vscode.StatusBarItem;
  #shown: Presentation | undefined;
  #settings: PresentationSettings;
  #tick: Disposable | undefined;

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly sessionExpiry: SessionExpiry,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.#settings = this.#readSettings();
    this.#item = createItem(this.settings, id, songItem, 0);
    this.add({ dispose: () => this.#item.dispose() });
    this.add({ dispose: () => this.#tick?.dispose() });
    this.add(store.onDidChange(() => this.#render()));
    this.add(sessionExpiry.onDidChange(() => this.#render()));
    this.add(clock.onDidSetBack(() => this.#render()));
    this.add(windowFocus.onDidChange(() => this.#render()));
    const { format, maxLength, showWhenPaused, showWhenNothingPlays, clickAction, clientId } = settings;
    for (const setting of [format, maxLength, showWhenPaused, showWhenNothingPlays, clickAction, clientId]) {
      this.add(setting.onDidChange(() => this.#reread()));
    }
    for (const setting of [settings.alignment, settings.priority]) {
      this.add(setting.onDidChange(() => this.#move()));
    }
    this.#render();
  }

  #render(): void {
    this.#tick?.dispose();
    this.#tick = undefined;
    const { expiring: due } = this.sessionExpiry;
    const presentation = present(this.store.playback, this.#settings, this.clock.now(), due?.notice);
    this.#show(presentation);
    const ms = presentation && staleAfter(presentation, windowFocus.focused);
    if (ms !== undefined) this.#tick = this.clock.after(ms, () => this.#render());
  }

  #show(next: Presentation | undefined): void {
    const before = this.#shown;
    this.#shown = next;
    if (!next) {
      if (before) this.#item.hide();
      return;
    }
    if (next.text !== before?.text) {
      this.#item.text = next.text;
      this.log.debug(`Status bar: ${next.text}`);
    }
    if (!sameTooltip(next.tooltip, before?.tooltip)) this.#item.tooltip = tooltipOf(next.tooltip);
    if (next.command !== before?.command || next.argument !== before?.argument) {
      this.#item.command = commandOf(next.command, next.argument);
    }
    if (next.label !== before?.label) {
      this.#item.accessibilityInformation = { label: next.label, role: 'button' };
    }
    if (!before) this.#item.show();
  }

  /** VS Code fixes an item's place when it is made. */
  #move(): void {
    this.#item.dispose();
    this.#item = createItem(this.settings, id, songItem, 0);
    this.#shown = undefined;
    this.#render();
  }

  #reread(): void {
    this.#settings = this.#readSettings();
    this.#render();
  }

  #readSettings(): PresentationSettings {
    const { format, maxLength, showWhenPaused, showWhenNothingPlays, clickAction, clientId } = this.settings;
    return {
      template: readTemplate(format.value),
      maxLength: maxLength.value,
      showWhenPaused: showWhenPaused.value,
      showWhenNothingPlays: showWhenNothingPlays.value,
      hasClientId: clientIdFault(clientId.value) === undefined,
      clickCommand: clickAction.value === 'none' ? undefined : `earshot.${clickAction.value}`,
    };
  }
}

/** A template with a fault is reported by `settingsCheck.ts`; until it is mended the default serves. */
function readTemplate(format: string): Template {
  try {
    return parseTemplate(format);
  } catch (error) {
    if (error instanceof TemplateError) return defaultTemplate;
    throw error;
  }
}
