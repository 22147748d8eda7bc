import * as vscode from 'vscode';
import { Cancelled } from '../../model/errors/userFacingError';
import { DisposableStore } from '../../platform/lifecycle';

/** A button above a box; `icon` by its name in VS Code. */
export function iconButton(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** The entry shows as dots. */
  readonly secret?: boolean;
  /** What is wrong with an entry, in a sentence that does not repeat it. */
  readonly fault: (value: string) => string | undefined;
  readonly button?: vscode.QuickInputButton;
  /** What the button does; without it, the button ends the question. */
  readonly press?: () => void;
}

/**
 * Asks in a box that stays when the user goes elsewhere to look something up.
 * @returns the entry without blanks around it, or `undefined` when the button ended the question
 * @throws Cancelled
 */
export async function askInBox({ fault, press, ...question }: Question): Promise<string | undefined> {
  const owner = new DisposableStore();
  const box = owner.add(vscode.window.createInputBox());
  box.title = question.title;
  box.prompt = question.prompt;
  box.placeholder = question.placeholder;
  box.value = question.value ?? '';
  box.password = question.secret ?? false;
  box.buttons = question.button ? [question.button] : [];
  box.ignoreFocusOut = true;
  const entered = new Promise<string | undefined>((resolve, reject) => {
    owner.add(box.onDidHide(() => reject(new Cancelled())));
    owner.add(box.onDidTriggerButton(() => (press ? press() : resolve(undefined))));
    owner.add(box.onDidChangeValue(() => (box.validationMessage = undefined)));
    owner.add(
      box.onDidAccept(() => {
        const entry = box.value.trim();
        box.validationMessage = fault(entry);
        if (!box.validationMessage) resolve(entry);
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
