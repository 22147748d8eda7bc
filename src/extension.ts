import { journalFile } from '#host/journalFile';
import { LocalChannel } from '#host/localChannel';
import { network } from '#host/network';
import { system } from '#host/system';
import {
  catalogueTokens,
  explain,
  followLink,
  grantCommands,
  grantKeys,
  opensPorts,
  sourceWith,
} from '#features';
import * as vscode from 'vscode';
import { createPolling } from './app/polling';
import { SessionExpiry } from './auth/session/sessionExpiry';
import type { Link } from './model/link';
import { nextPoll, paces } from './model/schedule/polling';
import { systemClock as clock, watch } from './platform/clock';
import { windowFocus } from './platform/focus';
import { Catalogue } from './player/catalogue';
import { budgetPage } from './render/budgetPage';
import { RequestLog } from './spotify/requestLog';
import { registerCommands } from './ui/commands';
import { ContextKeys } from './ui/common/contextKeys';
import { PremiumRefusal } from './ui/common/premiumRefusal';
import { SettingsCheck } from './ui/common/settingsCheck';
import { LinkHovers } from './ui/hovers/linkHovers';
import { AccountView, BudgetView } from './ui/pages/pages';
import { reportIssue } from './ui/pages/reportIssue';
import { Buttons } from './ui/statusBar/buttons';
import { remind, ExpiryItem } from './ui/statusBar/expiry';
import { StatusBar } from './ui/statusBar/statusBar';
import { ExpiryReminder } from './windows/expiryReminder';
import { protocolVersion } from './windows/protocol';
import { remindedFile } from './windows/sharedFiles';
import { begin, buildFoundation, type Foundation } from './app/foundation';
import { buildSignIn } from './app/signIn';

/** Composes the parts; nothing here decides anything. */
export function activate(context: vscode.ExtensionContext): void {
  const started = clock.monotonic();
  const foundation = buildFoundation(context);
  const { disposables, store, settings, sessions, log } = foundation;
  const sessionExpiry = disposables.add(new SessionExpiry(sessions, windowFocus, clock));
  disposables.add(new StatusBar(store, settings, sessionExpiry, clock, log));
  disposables.add(new Buttons(store, settings));
  disposables.add(new ExpiryItem(sessionExpiry, settings));
  disposables.add(new ContextKeys(store, settings, grantKeys));
  disposables.add(new SettingsCheck(settings));
  const { requestLog, election, report, budget } = buildPolling(foundation);
  const findCatalogItem = (link: Link) => election.request({ kind: 'catalogItem', link });
  const catalogue = new Catalogue(findCatalogItem, clock);
  disposables.add(sessions.onDidChange(() => catalogue.forget()));
  disposables.add(new LinkHovers(catalogue, store, settings, clock));
  const { account, signIn, known, host } = buildSignIn(foundation, requestLog);
  const budgetView = disposables.add(new BudgetView(report));
  const premiumRefusal = new PremiumRefusal(context.globalState, sessions, clock);
  const premiumRefusedAt = () => premiumRefusal.at;
  const accountView = disposables.add(
    new AccountView({ sessions, election, budget, premiumRefusedAt, clock }),
  );
  const window = { leads: () => election.leads, remind };
  disposables.add(new ExpiryReminder(sessionExpiry, store, remindedFile(foundation.folder), window, log));
  const { endpoints, secrets, channel } = foundation;
  const { extension } = context;
  disposables.add(
    registerCommands({
      account,
      signIn,
      known,
      store,
      election: { request: (wanted) => premiumRefusal.watch(wanted, election.request(wanted)) },
      readSession: () => sessions.look(),
      settings,
      endpoints,
      describeHost: host,
      accountView,
      budgetView,
      secrets,
      follow: (address) => followLink(foundation.http, endpoints(), address),
      whyNothing: {
        system,
        extensionKind: context.extension.extensionKind,
        leads: () => election.leads,
        explain,
        readLocal: () => election.request({ kind: 'localApp' }),
      },
      grantCommands: grantCommands(secrets, { ...foundation, account, election }),
      showLog: () => channel.show(),
      reportIssue: () => reportIssue({ extension, settings, sessions, store, election, log }),
      extensionId: extension.id,
      log,
    }),
  );
  disposables.add(watch(clock));
  void begin(sessions, requestLog, log).then(() => election.start());
  log.info(`Activated in ${clock.monotonic() - started} ms`);
}

/** Asking Spotify, by one window for all. */
function buildPolling(foundation: Foundation) {
  const { disposables, settings, endpoints, folder, tokenEndpoint, tokens, store } = foundation;
  const requestLog = disposables.add(
    new RequestLog(journalFile(vscode.Uri.joinPath(folder, 'requests.log')), clock),
  );
  const clientId = () => settings.clientId.value;
  const { context, log } = foundation;
  const openApp = () => Promise.resolve(vscode.env.openExternal(vscode.Uri.parse('spotify:')));
  const { extensionPath: extensionFolder, globalState: memory } = context;
  const local = { extensionFolder, memory, openApp, clock, log };
  const { election, conditions } = disposables.add(
    createPolling({
      ...foundation,
      requestLog,
      lookupTokens: catalogueTokens(tokens, tokenEndpoint, endpoints, clientId, clock),
      channel: new LocalChannel(folder.fsPath, protocolVersion),
      focus: windowFocus,
      network,
      limits: () => ({
        dailyBudget: settings.dailyBudget.value,
        pace: paces[settings.pace.value],
        localOnly: opensPorts && settings.source.value === 'local',
      }),
      createSource: sourceWith(local, settings.source),
      clock,
    }),
  );
  const report = async () => {
    await requestLog.read();
    const read = conditions.read();
    const { now, budget } = read;
    const plan = nextPoll(store.playback, read);
    return budgetPage({ sent: requestLog.sent, budget, plan, now });
  };
  const budget = async () => {
    await requestLog.read();
    return conditions.read().budget;
  };
  return { requestLog, election, report, budget };
}
