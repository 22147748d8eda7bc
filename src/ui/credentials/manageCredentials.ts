import * as vscode from 'vscode';
import type { ClientSecrets } from '../../auth/clientSecrets';
import type { SessionStore } from '../../auth/session/sessionStore';
import * as messages from '../../messages/credentials';
import { Cancelled } from '../../model/errors/userFacingError';

/** What is kept decides what can be done with it. */
interface KeptCredentials {
  readonly secrets: Pick<ClientSecrets, 'any'>;
  readonly sessions: Pick<SessionStore, 'look' | 'state'>;
}

/**
 * Lists what can be done about the credentials that are kept now, and runs the command that is chosen: the palette has
 * this one in place of them all.
 * @throws Cancelled
 */
export async function manageCredentials({ secrets, sessions }: KeptCredentials): Promise<void> {
  await sessions.look();
  const signedIn = sessions.state.kind === 'signedIn';
  const actions = messages.credentialActions({ secretKept: await secrets.any(), signedIn });
  const chosen = await vscode.window.showQuickPick(actions, { title: messages.manageCredentials });
  if (!chosen) throw new Cancelled();
  await vscode.commands.executeCommand(chosen.command);
}
