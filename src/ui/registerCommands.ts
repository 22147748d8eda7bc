import * as vscode from 'vscode';
import { problemActions, problemMessage } from '../messages/apiProblems';
import { describeError, type Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import type { Commands } from './commands';
import { warn } from './common/messages';

/** What package.json says of the commands. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
  };
}

/** The ids of package.json, but for those about credentials in a host that keeps none: `canKeepSecrets`. */
function commandIds({ packageJSON }: vscode.Extension<unknown>, canKeepSecrets: boolean): readonly string[] {
  const { commands } = (packageJSON as Manifest).contributes;
  return commands
    .filter(({ enablement }) => canKeepSecrets || enablement !== 'earshot.canKeepSecrets')
    .map(({ command }) => command);
}

const fault = { kind: 'fault' } as const;

/** Registers every command; the first that is run has `load` bring them. They show themselves what goes wrong. */
export function registerCommands(
  extension: vscode.Extension<unknown>,
  canKeepSecrets: boolean,
  load: () => Promise<Commands>,
  log: Log,
): DisposableStore {
  const owner = new DisposableStore();
  const run = async (id: string, args: unknown[]): Promise<void> => {
    try {
      const commands = await load();
      await commands[id]?.(...args);
    } catch (error) {
      log.error(`Cannot load the commands: ${describeError(error)}`);
      warn([problemMessage(fault, 0), ...problemActions(fault)]);
    }
  };
  for (const id of commandIds(extension, canKeepSecrets)) {
    owner.add(vscode.commands.registerCommand(id, (...args: unknown[]) => run(id, args)));
  }
  return owner;
}
