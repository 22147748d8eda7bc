import * as vscode from 'vscode';
import { DisposableStore } from '../../platform/lifecycle';
import type { PageContent } from '../../render/page';

/** The one tab of a page of ours: a webview without scripts, whose links run the commands of the page and no others. */
export class PagePanel extends DisposableStore {
  #panel: vscode.WebviewPanel | undefined;

  constructor(
    /** Names the kind of page to VS Code. */
    private readonly id: string,
    private readonly title: string,
  ) {
    super();
    this.add({ dispose: () => void this.#panel?.dispose() });
  }

  /** Whether it is a tab, be it in front or not. */
  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Brings the tab to the front, with this page in it. */
  show(page: PageContent): void {
    this.#panel ??= this.#create();
    this.update(page);
    this.#panel.reveal();
  }

  /** The same without moving it; nothing where it is not open. */
  update({ html, commands }: PageContent): void {
    if (!this.#panel) return;
    const { webview } = this.#panel;
    webview.options = { enableCommandUris: commands, localResourceRoots: [] };
    webview.html = html;
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(this.id, this.title, vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    panel.onDidDispose(() => (this.#panel = undefined));
    return panel;
  }
}
