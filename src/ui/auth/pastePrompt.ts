import * as vscode from 'vscode';
import type { Authorization } from '../../auth/oauth/authorization';
import * as messages from '../../messages/signIn';
import { DisposableStore } from '../../platform/lifecycle';
import { iconButton } from '../common/inputBox';
import { isCopied } from '../common/messages';
import type { BrowserOutcome, WaitingRequests } from './browserProgress';

const copyButton = iconButton('copy', messages.copyRedirectUri);
const openAgainButton = iconButton('link-external', messages.openAgain);
const copyAddressButton = iconButton('link', messages.copyAddress);
const anotherWayButton = iconButton('arrow-swap', messages.useAnotherWay);

/** Waits with an input box for the address at which the browser ended. */
export function waitForPaste(
  authorization: Authorization,
  opened: Promise<boolean>,
  redirectUri: string,
  { shownAgain, openAgain }: WaitingRequests,
): Promise<BrowserOutcome> {
  const owner = new DisposableStore();
  const box = owner.add(vscode.window.createInputBox());
  box.title = messages.pasteTitle;
  box.prompt = messages.pastePrompt(true);
  void opened.then((open) => open || (box.prompt = messages.pastePrompt(false)));
  box.placeholder = `${redirectUri}?code=…&state=…`;
  box.ignoreFocusOut = true;
  box.buttons = [openAgainButton, copyAddressButton, copyButton, anotherWayButton];
  const copy = async (text: string) => {
    // Another box would close this one.
    if (!(await isCopied(text))) box.value = text;
  };
  const left = new Promise<BrowserOutcome>((resolve) => {
    owner.add(box.onDidHide(() => resolve({ kind: 'cancelled' })));
    owner.add(
      box.onDidTriggerButton((button) => {
        if (button === anotherWayButton) resolve({ kind: 'anotherWay' });
        else if (button === openAgainButton) openAgain();
        else void copy(button === copyAddressButton ? authorization.url : redirectUri);
      }),
    );
  });
  owner.add(box.onDidChangeValue(() => (box.validationMessage = undefined)));
  owner.add(box.onDidAccept(() => (box.validationMessage = faultIn(box.value, redirectUri, authorization))));
  owner.add(shownAgain(() => box.show()));
  box.show();
  const answered = authorization.tokens.then((reply): BrowserOutcome => ({ kind: 'answered', reply }));
  return Promise.race([answered, left]).finally(() => owner.dispose());
}

/** Hands the address in; what is wrong with it, in a sentence, if something is. */
function faultIn(text: string, redirectUri: string, authorization: Authorization): string | undefined {
  const address = text.trim();
  const query = URL.canParse(address) ? new URL(address).search : '';
  if (!address.startsWith(redirectUri) || query === '') {
    return messages.pasteWhole(redirectUri);
  }
  return authorization.receive(query) === 'taken' ? undefined : messages.pasteNewest;
}
