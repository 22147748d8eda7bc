import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import { systemClock as clock } from '../../platform/clock';
import { DisposableStore } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { nowPlayingPage, type PageSources } from '../../render/nowPlayingPage';
import { nowPlayingView } from '../../render/nowPlayingView';
import { readPageMessage, type ViewMessage } from '../../webview/nowPlaying/protocol';

/** What "Now Playing" shows, and where its page comes from. */
export interface NowPlayingParts {
  readonly store: Store;
  readonly settings: Settings;
  readonly context: Pick<vscode.ExtensionContext, 'extension'>;
}

/** What package.json says of the icons. */
interface IconManifest {
  readonly contributes: Pick<PageSources, 'icons'>;
}

/**
 * The view "Now Playing". Its page is told what there is when it asks, which it does each time it is shown anew, and
 * when that changes while it is seen. It asks for commands, and nothing else comes from it.
 */
export class NowPlayingWebview extends DisposableStore {
  constructor(
    private readonly view: vscode.WebviewView,
    private readonly parts: NowPlayingParts,
  ) {
    super();
    const { store, settings, context } = parts;
    const { webview } = view;
    const { extensionUri } = context.extension;
    const { contributes } = context.extension.packageJSON as IconManifest;
    const folder = (name: string) => vscode.Uri.joinPath(extensionUri, name);
    const file = (...names: string[]) =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...names)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder('dist'), folder('media')] };
    this.add(webview.onDidReceiveMessage((message) => this.#receive(message)));
    this.add(store.onDidChange(() => this.#sendIfSeen()));
    this.add(settings.clientId.onDidChange(() => this.#sendIfSeen()));
    this.add(view.onDidChangeVisibility(() => this.#sendIfSeen()));
    this.add(view.onDidDispose(() => this.dispose()));
    webview.html = nowPlayingPage({
      script: file('dist', 'nowPlaying.js'),
      style: file('dist', 'nowPlaying.css'),
      source: webview.cspSource,
      nonce: nonce(),
      icons: contributes.icons,
    });
  }

  #sendIfSeen(): void {
    if (this.view.visible) this.#send();
  }

  #send(): void {
    const { store, settings } = this.parts;
    const hasClientId = clientIdFault(settings.clientId.value) === undefined;
    const message: ViewMessage = { view: nowPlayingView(store.playback, hasClientId, clock.now()) };
    void this.view.webview.postMessage(message);
  }

  #receive(given: unknown): void {
    const message = readPageMessage(given);
    if (!message) return;
    const { command, args } = message;
    // VS Code may call it hidden still.
    if (command === 'ready') this.#send();
    else void vscode.commands.executeCommand(command, ...args);
  }
}

/** 128 bits, as hexadecimal digits. */
function nonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('');
}
