import { journalFile } from '#host/journalFile';
import { LocalChannel } from '#host/localChannel';
import { network } from '#host/network';
import { system } from '#host/system';
import { catalogueTokens, followLink, grantKeys, openPort, opensPorts, sourceWith } from '#features';
import { loadCommands } from '#commands';
import * as vscode from 'vscode';
import { createPolling } from './app/polling';
import { SessionExpiry } from './auth/session/sessionExpiry';
import { nextPoll, paces } from './model/schedule/polling';
import { systemClock as clock, watch } from './platform/clock';
import { windowFocus } from './platform/focus';
import { once } from './platform/lifecycle';
import type { BudgetFacts } from './render/budgetPage';
import { RequestLog } from './spotify/requestLog';
import { ContextKeys } from './ui/common/contextKeys';
import { SettingsCheck } from './ui/common/settingsCheck';
import type { DescribeLink } from './ui/hovers/describeLink';
import { LinkHovers } from './ui/hovers/linkHovers';
import { registerCommands } from './ui/registerCommands';
import { registerViews } from './ui/registerViews';
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
  const { requestLog, election, budget } = buildPolling(foundation);
  const describeLink: DescribeLink = async (...link) => (await load()).describeLink(...link);
  disposables.add(new LinkHovers(describeLink, settings, clock));
  const signIn = buildSignIn(foundation, requestLog, async (...how) => (await load()).signIn.run(...how));
  const window = { leads: () => election.leads, remind };
  disposables.add(new ExpiryReminder(sessionExpiry, store, remindedFile(foundation.folder), window, log));
  const { endpoints, secrets } = foundation;
  const follow = (address: string) => followLink(foundation.http, endpoints(), address);
  const built = { ...signIn, election, budget, follow, system, openPort, opensPorts };
  const load = once(() => loadCommands({ ...foundation, ...built }));
  const commands = async () => (await load()).commands;
  disposables.add(registerCommands(context.extension, secrets !== undefined, commands, log));
  disposables.add(registerViews(async () => (await load()).views));
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
  const budget = async (): Promise<BudgetFacts> => {
    await requestLog.read();
    const read = conditions.read();
    const plan = nextPoll(store.playback, read);
    return { sent: requestLog.sent, budget: read.budget, plan, now: read.now };
  };
  return { requestLog, election, budget };
}
