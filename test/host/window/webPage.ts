import * as vscode from 'vscode';
import { readable } from './markdown';

/** A tab with a page in it, as the extension last wrote it. */
export class WebPage {
  readonly webview = { html: '', options: {} as vscode.WebviewOptions };
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  isOpen = true;

  constructor(readonly title: string) {}

  /** What a reader sees of it, with its pictures and links still as HTML. */
  get text(): string {
    return readable(this.webview.html.replace(/^.*<body>/s, '').replace(/<(?!img|a )[^>]*>/g, ' '));
  }

  /** Whether it has a link that runs this command, by its id without `earshot.`, and may run it. */
  offers(id: string): boolean {
    const { enableCommandUris } = this.webview.options;
    const enabled = Array.isArray(enableCommandUris) && enableCommandUris.includes(`earshot.${id}`);
    return enabled && this.webview.html.includes(`href="command:earshot.${id}"`);
  }

  reveal(): void {
    this.isOpen = true;
  }

  dispose(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#disposed.fire();
  }
}
