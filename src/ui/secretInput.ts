import * as vscode from 'vscode';
import { Cancelled } from '../core/human';
import { Owner } from '../platform/disposable';

export interface Question {
  readonly title: string;
  readonly prompt: string;
  /** What is wrong with an entry, in a sentence that does not repeat it. */
  readonly fault: (value: string) => string | undefined;
  readonly button?: vscode.QuickInputButton;
}

/**
 * Asks for a secret, which shows as dots.
 * @returns the entry without blanks around it, or `undefined` when the button was pressed instead
 * @throws Cancelled
 */
export async function askForSecret({ title, prompt, fault, button }: Question): Promise<string | undefined> {
  const owner = new Owner();
  const box = owner.own(vscode.window.createInputBox());
  box.title = title;
  box.prompt = prompt;
  box.password = true;
  box.ignoreFocusOut = true;
  box.buttons = button ? [button] : [];
  const entered = new Promise<string | undefined>((resolve, reject) => {
    owner.own(box.onDidHide(() => reject(new Cancelled())));
    owner.own(box.onDidTriggerButton(() => resolve(undefined)));
    owner.own(box.onDidChangeValue(() => (box.validationMessage = undefined)));
    owner.own(
      box.onDidAccept(() => {
        const value = box.value.trim();
        box.validationMessage = fault(value);
        if (!box.validationMessage) resolve(value);
      }),
    );
  });
  box.show();
  try {
    return await entered;
  } finally {
    owner.dispose();
  }
}
