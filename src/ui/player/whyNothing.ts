import * as vscode from 'vscode';
import type { Explanation } from '../../messages/whyNothing';
import { clientIdFault } from '../../model/account';
import { escapeLinks } from '../../model/text';
import { systemClock as clock } from '../../platform/clock';
import type { System } from '../../platform/host';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { whyNothing, type WhyNothingFacts } from '../../render/whyNothing';
import type { LeaderElection } from '../../windows/leaderElection';
import { open } from '../common/open';

/** What the command needs to know. */
interface WhyNothingParts {
  readonly store: Store;
  readonly settings: Settings;
  readonly system: System;
  readonly extension: Pick<vscode.Extension<unknown>, 'extensionKind'>;
  /** Whether this window asks Spotify, and reads the app on this machine, for all. */
  readonly leads: () => boolean;
  /** The window that leads knows of the app on this machine. */
  readonly election: Pick<LeaderElection, 'request'>;
}

/** Says why no song is shown, with a button for each reason that has a way out. */
export async function showWhyNothing(parts: WhyNothingParts): Promise<void> {
  // A window that does not answer is a reason of its own.
  const local = await parts.election.request({ kind: 'localApp' }).catch(() => undefined);
  const reasons = whyNothing({ ...factsOf(parts), local });
  const labels = new Set(reasons.flatMap(([, action]) => (action ? [action.label] : [])));
  const sentences = reasons.map(([sentence]) => escapeLinks(sentence)).join(' ');
  void vscode.window.showInformationMessage(sentences, ...labels).then((label) => act(reasons, label));
}

async function act(reasons: readonly Explanation[], label: string | undefined): Promise<void> {
  const action = reasons.map(([, one]) => one).find((one) => one?.label === label);
  if (!action) return;
  if ('address' in action) await open(action.address);
  else await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}

function factsOf(parts: WhyNothingParts): Omit<WhyNothingFacts, 'local'> {
  const { store, settings, system, leads } = parts;
  return {
    playback: store.playback,
    source: settings.source.value,
    host: hostOf(parts),
    platform: system === 'browser' ? 'other' : system,
    leads: leads(),
    hasClientId: clientIdFault(settings.clientId.value) === undefined,
    showWhenPaused: settings.showWhenPaused.value,
    showWhenNothingPlays: settings.showWhenNothingPlays.value,
    now: clock.now(),
  };
}

function hostOf({ system, extension }: WhyNothingParts): WhyNothingFacts['host'] {
  const { uiKind, remoteName } = vscode.env;
  if (system === 'browser') return 'browser';
  if (uiKind === vscode.UIKind.Desktop && extension.extensionKind === vscode.ExtensionKind.UI)
    return 'desktop';
  return remoteName === 'wsl' ? 'wsl' : 'remote';
}
