import { Authorizer } from '../auth/oauth/authorization';
import type { Callbacks } from '../auth/oauth/callbacks';
import { createLibrary } from '../browse/library';
import { systemClock as clock } from '../platform/clock';
import type { OpenPort } from '../platform/host';
import { describeHost } from '../ui/auth/host';
import { SignIn } from '../ui/auth/signIn';
import type { UnfinishedSignIn } from '../ui/auth/unfinishedSignIn';
import { commands, type CommandParts, type Commands } from '../ui/commands';
import { KnownRedirectUris } from '../ui/common/spotifyApp';
import { openViews, type Views } from '../ui/views/views';

/** What no window pays for before somebody uses it. */
export interface LateParts {
  readonly signIn: SignIn;
  readonly commands: Commands;
  readonly views: Views;
}

/** What stands at activation already. */
export interface EarlyParts extends Omit<CommandParts, 'signIn' | 'known' | 'describeHost' | 'library'> {
  readonly callbacks: Callbacks;
  readonly unfinished: UnfinishedSignIn;
  readonly openPort: OpenPort;
  readonly opensPorts: boolean;
}

/** The conversation of the sign-in and the library, beside what stands already. */
export function addLateParts(early: EarlyParts): CommandParts {
  const { disposables, election, sessions, context, settings, endpoints, unfinished } = early;
  const known = new KnownRedirectUris(context.globalState);
  const host = (nonce: string) => describeHost(context.extension, nonce, early.opensPorts);
  const authorizer = new Authorizer(early.callbacks, early.tokenEndpoint, early.openPort);
  const signIn = disposables.add(new SignIn(authorizer, settings, endpoints, host, { known, unfinished }));
  const library = disposables.add(
    createLibrary({
      request: (wanted) => election.request(wanted),
      onDidChangeSession: sessions.onDidChange,
      state: context.globalState,
      clock,
    }),
  );
  return { ...early, known, describeHost: host, signIn, library };
}

/** The commands and the views, but for those that a host may lack. */
export function lateParts(parts: CommandParts): LateParts {
  const views = openViews(parts);
  return { signIn: parts.signIn, commands: { ...commands(parts), ...views.commands }, views };
}
