import * as vscode from 'vscode';
import type { Callbacks } from '../../auth/oauth/callbacks';
import { answerNotExpected } from '../../messages/signInEnds';
import type { CallbackRelay } from '../../windows/callbackRelay';
import { showMessage } from '../common/messages';
import type { UnfinishedSignIn } from './unfinishedSignIn';

/** `${scheme}://earshot.earshot-for-spotify/callback`, as the browser opens it. */
export const callbackPath = '/callback';

/** The way in for the relay and the direct flow. Nothing of the address is ever shown or logged. */
export class CallbackHandler implements vscode.UriHandler {
  constructor(
    private readonly callbacks: Callbacks,
    /** `undefined` where windows do not share SecretStorage. */
    private readonly callbackRelay: CallbackRelay | undefined,
    private readonly unfinished: UnfinishedSignIn,
    /** Whether the browser can come back to a port of this machine. */
    private readonly local: boolean,
  ) {}

  async handleUri(uri: vscode.Uri): Promise<void> {
    if (uri.path !== callbackPath) {
      return;
    }
    const outcome = this.callbacks.receive(uri.query);
    const taken =
      outcome === 'taken' || (outcome === 'unknown' && (await this.callbackRelay?.forward(uri.query)));
    if (!taken && !this.unfinished.showRestarted()) {
      await showMessage(vscode.window.showWarningMessage, ...answerNotExpected(this.local));
    }
  }
}
