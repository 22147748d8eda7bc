import { Authorizer } from '../auth/oauth/authorization';
import type { Callbacks } from '../auth/oauth/callbacks';
import { createLibrary } from '../browse/library';
import { systemClock as clock } from '../platform/clock';
import type { OpenPort } from '../platform/host';
import { Catalogue } from '../player/catalogue';
import { describeHost } from '../ui/auth/host';
import { SignIn } from '../ui/auth/signIn';
import type { UnfinishedSignIn } from '../ui/auth/unfinishedSignIn';
import { commands, type CommandParts, type Commands } from '../ui/commands';
import { guarded } from '../ui/common/showError';
import { KnownRedirectUris } from '../ui/common/knownRedirectUris';
import { describeLink, type DescribeLink } from '../ui/hovers/describeLink';
import { openViews, type Views } from '../ui/views/views';

/** What no window pays for before somebody uses it. */
export interface LateParts {
  readonly signIn: SignIn;
  readonly commands: Commands;
  readonly views: Views;
  readonly describeLink: DescribeLink;
}

/** What stands at activation already. */
export interface EarlyParts extends Omit<
  CommandParts,
  'signIn' | 'known' | 'describeHost' | 'library' | 'catalogue'
> {
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
  const catalogue = new Catalogue((link) => election.request({ kind: 'catalogItem', link }), clock);
  disposables.add(sessions.onDidChange(() => catalogue.forget()));
  return { ...early, known, describeHost: host, signIn, library, catalogue };
}

/** The commands and the views; `more`: commands that another host may lack. */
export function lateParts(parts: CommandParts, more: Commands = {}): LateParts {
  const views = openViews(parts);
  const all = { ...commands(parts), ...views.commands, ...more };
  return {
    signIn: parts.signIn,
    commands: guarded(all, parts.log),
    views,
    describeLink: (...asked) => describeLink(parts, ...asked),
  };
}
