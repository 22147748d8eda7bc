import * as vscode from 'vscode';
import type { Authorization } from '../../auth/oauth/authorization';
import { DisposableStore } from '../../platform/lifecycle';
import { isCopied } from '../common/messages';
import type { BrowserOutcome } from './browserProgress';

const copyButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('copy'),
  tooltip: 'Copy Redirect URI',
};
const openAgainButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('link-external'),
  tooltip: 'Open Again',
};
const copyAddressButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('link'),
  tooltip: 'Copy Address',
};
const anotherWayButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('arrow-swap'),
  tooltip: 'Use Another Way',
};

/** Waits with an input box for the address at which the browser ended. */
export function waitForPaste(
  authorization: Authorization,
  opened: Promise<boolean>,
  openAgain: () => void,
  redirectUri: string,
): Promise<BrowserOutcome> {
  const owner = new DisposableStore();
  const box = owner.add(vscode.window.createInputBox());
  box.title = 'Sign In to Spotify';
  const agree =
    'Agree in the browser. It then shows a page that cannot be reached: copy the whole address of that page.';
  box.prompt = agree;
  void opened.then((open) => {
    if (!open)
      box.prompt = `The browser was not opened; buttons above open it, and copy its address. ${agree}`;
  });
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
  box.show();
  const answered = authorization.tokens.then((reply): BrowserOutcome => ({ kind: 'answered', reply }));
  return Promise.race([answered, left]).finally(() => owner.dispose());
}

/** Hands the address in; what is wrong with it, in a sentence, if something is. */
function faultIn(text: string, redirectUri: string, authorization: Authorization): string | undefined {
  const address = text.trim();
  const query = URL.canParse(address) ? new URL(address).search : '';
  if (!address.startsWith(redirectUri) || query === '') {
    return `Paste the whole address; it begins with ${redirectUri}?`;
  }
  return authorization.receive(query) === 'taken'
    ? undefined
    : 'That address belongs to another sign-in. Paste the newest one.';
}
