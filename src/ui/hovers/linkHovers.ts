import * as vscode from 'vscode';
import { linkAt } from '../../model/link';
import { sleep, type Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import { tooltipOf } from '../common/tooltip';
import type { DescribeLink } from './describeLink';

/** Who only scrolls past, or moves the mouse across, does not want to know. */
const restMs = 300;

/** Says what links and URIs of Spotify's in an editor are, in the languages of the settings. */
export class LinkHovers extends DisposableStore implements vscode.HoverProvider {
  #registered: Disposable | undefined;

  constructor(
    private readonly describe: DescribeLink,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    super();
    this.add({ dispose: () => this.#registered?.dispose() });
    for (const setting of [settings.linkHover, settings.linkLanguages]) {
      this.add(setting.onDidChange(() => this.#register()));
    }
    this.#register();
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { line, character } = position;
    const found = linkAt(document.lineAt(line).text, character);
    if (!found) return undefined;
    await sleep(this.clock, restMs);
    if (cancellation.isCancellationRequested) return undefined;
    const hover = await this.describe(found.link, () => !cancellation.isCancellationRequested);
    if (!hover) return undefined;
    return new vscode.Hover(tooltipOf(hover), new vscode.Range(line, found.start, line, found.end));
  }

  #register(): void {
    this.#registered?.dispose();
    const { linkHover: on, linkLanguages: languages } = this.settings;
    this.#registered = on.value
      ? vscode.languages.registerHoverProvider([...languages.value], this)
      : undefined;
  }
}
