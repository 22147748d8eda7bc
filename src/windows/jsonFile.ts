import * as v from 'valibot';
import * as vscode from 'vscode';

/** A small file that all windows read and write whole, checked by a schema. */
export class JsonFile<T> {
  constructor(
    private readonly uri: vscode.Uri,
    private readonly schema: v.GenericSchema<unknown, T>,
  ) {}

  /** `undefined` when it is not there, and no worse than that when it is damaged. */
  async read(): Promise<T | undefined> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
      const parsed = v.safeParse(this.schema, JSON.parse(text));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  }

  async write(value: T): Promise<void> {
    await vscode.workspace.fs.writeFile(this.uri, new TextEncoder().encode(JSON.stringify(value)));
  }
}
