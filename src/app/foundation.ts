import * as vscode from 'vscode';
import { TokenEndpoint } from '../auth/oauth/tokenEndpoint';
import { SessionStore, watchSession } from '../auth/session/sessionStore';
import { Tokens } from '../auth/tokens';
import { productName } from '../messages/common';
import { systemClock as clock } from '../platform/clock';
import { windowFocus } from '../platform/focus';
import { describeError, logged, type Log } from '../platform/host';
import { DisposableStore, setUnexpectedErrorHandler } from '../platform/lifecycle';
import { RecentLog } from '../platform/recentLog';
import { Settings } from '../platform/settings';
import { Store } from '../player/store';
import { endpointsFor } from '../spotify/endpoints';
import type { RequestLog } from '../spotify/requestLog';
import { sessionChangeMarker } from '../windows/sharedFiles';
import { sharedFolder } from '../windows/sharedFolder';
import type { ExtensionHost } from './extensionHost';

export type Foundation = ReturnType<typeof buildFoundation>;

/** What all the rest stands on. */
export function buildFoundation(context: vscode.ExtensionContext, host: ExtensionHost) {
  const disposables = new DisposableStore();
  context.subscriptions.push(disposables);
  const channel = disposables.add(vscode.window.createOutputChannel(productName, { log: true }));
  const log = new RecentLog(channel, clock);
  disposables.add(
    setUnexpectedErrorHandler((error) => log.error(`Unexpected error: ${describeError(error)}`)),
  );
  const settings = disposables.add(new Settings());
  const endpoints = () => endpointsFor(settings.server.value);
  const issuer = () => attempt(() => endpoints().accounts);
  const folder = sharedFolder(context.globalStorageUri);
  const withLock = host.openLock(vscode.Uri.joinPath(folder, 'refresh.lock'), clock, log);
  /** Whether all windows share one SecretStorage. */
  const shared = vscode.env.uiKind === vscode.UIKind.Desktop;
  const mark = sessionChangeMarker(folder);
  const sessions = disposables.add(new SessionStore(context.secrets, mark, issuer, clock, withLock, shared));
  disposables.add(settings.server.onDidChange(() => void sessions.look()));
  disposables.add(watchSession(sessions, windowFocus, log));
  const secrets = host.clientSecrets(context.secrets);
  const http = logged(host.http, log);
  const tokenEndpoint = new TokenEndpoint(http, clock, secrets);
  const tokens = new Tokens(sessions, tokenEndpoint, endpoints, clock, log);
  const store = disposables.add(new Store());
  const stored = { sessions, shared, secrets, tokenEndpoint, tokens };
  return { context, disposables, channel, log, settings, endpoints, folder, http, store, ...stored };
}

/** Reads what is known from before; what cannot be read counts as not there. */
export async function begin(sessions: SessionStore, requestLog: RequestLog, log: Log): Promise<void> {
  for (const source of [sessions, requestLog]) {
    await source
      .read()
      .catch((error: unknown) => log.error(`Cannot read stored data: ${describeError(error)}`));
  }
}

/** A setting with a fault is reported by `SettingsCheck`; until it is mended there is no Spotify to be signed in to. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
