import * as vscode from 'vscode';
import type { Due } from '../auth/renewal';
import { renewalSentence } from '../core/renewal';

const signIn = 'Sign In Again';

/** Says that a session ends, with a way to the next; until that is there, the old one stays. */
export function remind({ notice }: Due): void {
  const sentence = `${renewalSentence(notice)} It does so six months after each sign-in.`;
  void vscode.window.showInformationMessage(sentence, signIn, 'Later').then((chosen) => {
    if (chosen === signIn) void vscode.commands.executeCommand('earshot.signIn');
  });
}
