import * as vscode from 'vscode';

/** Whether a text is in the clipboard now: systems refuse that to a window without the focus, and to some remote ones. */
export async function isCopied(text: string): Promise<boolean> {
  try {
    await vscode.env.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts a text into the clipboard, or shows it to be copied by hand.
 * @param what the text is, as a title
 * @returns whether it is in the clipboard
 */
export async function copyOrShow(text: string, what: string): Promise<boolean> {
  if (await isCopied(text)) return true;
  await vscode.window.showInputBox({
    title: what,
    value: text,
    prompt: 'The clipboard cannot be used at the moment. Copy the text from here.',
    ignoreFocusOut: true,
  });
  return false;
}
