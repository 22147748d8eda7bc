import * as vscode from 'vscode';
import { Owner } from '../platform/disposable';

const budgetScheme = 'earshot';
const budgetAddress = vscode.Uri.from({ scheme: budgetScheme, path: '/Request Budget' });

/** "Spotify: Show Request Budget": a read-only document, made anew each time it is asked for. */
export class BudgetView extends Owner implements vscode.TextDocumentContentProvider {
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor(private readonly report: () => Promise<string>) {
    super();
    this.own(vscode.workspace.registerTextDocumentContentProvider(budgetScheme, this));
  }

  async provideTextDocumentContent(asked: vscode.Uri): Promise<string> {
    return asked.toString() === budgetAddress.toString() ? this.report() : '';
  }

  async show(): Promise<void> {
    this.#changed.fire(budgetAddress);
    const document = await vscode.workspace.openTextDocument(budgetAddress);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
