import * as vscode from 'vscode';
import { rejectionOf } from '../../model/errors/rejection';
import { linkAt } from '../../model/link';
import { lastObservation } from '../../model/playback/playback';
import { sleep, type Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Catalogue } from '../../player/catalogue';
import type { Store } from '../../player/store';
import { linkHover, undescribedHover } from '../../render/linkHover';
import { tooltipOf } from '../common/tooltip';

/** Who only scrolls past, or moves the mouse across, does not want to know. */
const restMs = 300;

/** Says what links and URIs of Spotify's in an editor are, in the languages of the settings. */
export class LinkHovers extends DisposableStore implements vscode.HoverProvider {
  #registered: Disposable | undefined;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly store: Store,
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
    // Whatever stands in the way, from no network to nobody signed in: a hover is not the place to speak of it.
    const isWanted = () => !cancellation.isCancellationRequested;
    const catalogItem = await this.catalogue
      .find(found.link, isWanted)
      .catch((error: unknown) => (isForbidden(error) ? null : undefined));
    if (catalogItem === undefined) return undefined;
    const signedIn = lastObservation(this.store.playback) !== undefined;
    const hover = catalogItem ? linkHover(catalogItem, signedIn) : undescribedHover(found.link, signedIn);
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

/** Spotify answers, and says nothing of it: so it is with playlists that it keeps to itself. */
function isForbidden(error: unknown): boolean {
  const rejection = rejectionOf(error);
  return rejection.kind === 'problem' && rejection.problem.kind === 'forbidden';
}
