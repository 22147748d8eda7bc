import type { Account } from '../auth/account';
import { createLibrary } from '../browse/library';
import type { Link } from '../model/link';
import { systemClock as clock } from '../platform/clock';
import { Catalogue } from '../player/catalogue';
import type { BudgetFacts } from '../render/budgetPage';
import { commands, type CommandParts, type Commands } from '../ui/commands';
import { showSettingFault } from '../ui/common/settingFault';
import { guarded } from '../ui/common/showError';
import { removeClientSecret, setClientSecret } from '../ui/credentials/clientSecret';
import { importCredentials } from '../ui/credentials/importCredentials';
import { manageCredentials } from '../ui/credentials/manageCredentials';
import { copyRefreshToken, useRefreshToken } from '../ui/credentials/refreshToken';
import { describeLink, type DescribeLink } from '../ui/hovers/describeLink';
import { openViews, type Views } from '../ui/views/views';
import type { LeaderElection } from '../windows/leaderElection';
import type { ExtensionHost } from './extensionHost';
import { createSignIn, type SignInParts } from './signIn';

/** What no window pays for before somebody uses it. */
export interface LateParts {
  readonly account: Account;
  readonly commands: Commands;
  readonly views: Views;
  readonly describeLink: DescribeLink;
  readonly showSettingFault: typeof showSettingFault;
}

/** What stands at activation already. */
export interface EarlyParts extends SignInParts {
  readonly election: LeaderElection;
  readonly budget: () => Promise<BudgetFacts>;
  readonly follow: (address: string) => Promise<Link | undefined>;
}

/** All of it, out of what stands at activation. */
export function lateParts(early: EarlyParts): LateParts {
  const parts = commandParts(early);
  const views = openViews(parts);
  const all = { ...commands(parts), ...views.commands, ...credentialCommands(parts, early.host) };
  return {
    account: parts.account,
    commands: guarded(all, parts.log),
    views,
    describeLink: (...asked) => describeLink(parts, ...asked),
    showSettingFault,
  };
}

/** The sign-in and the library, beside what stands already. */
function commandParts(early: EarlyParts): CommandParts {
  const { disposables, election, sessions, context, host } = early;
  const library = disposables.add(
    createLibrary({
      request: (wanted) => election.request(wanted),
      onDidChangeSession: sessions.onDidChange,
      state: context.globalState,
      clock,
    }),
  );
  const catalogue = new Catalogue((link) => election.request({ kind: 'catalogItem', link }), clock);
  disposables.add(sessions.onDidChange(() => catalogue.forget()));
  return { ...early, ...createSignIn(early), system: host.system, library, catalogue };
}

/** All that takes a client secret or a refresh token of the user's own. */
function credentialCommands(
  { secrets, ...others }: CommandParts,
  { parseDotenv: parse }: ExtensionHost,
): Commands {
  if (!secrets) return {};
  const parts = { ...others, secrets, parse };
  return {
    'earshot.manageCredentials': () => manageCredentials(parts),
    'earshot.setClientSecret': (next) => setClientSecret(parts, next),
    'earshot.removeClientSecret': () => removeClientSecret(parts),
    'earshot.importCredentials': (file) => importCredentials(parts, file),
    'earshot.useRefreshToken': () => useRefreshToken(parts),
    'earshot.copyRefreshToken': () => copyRefreshToken(parts.sessions),
  };
}
