import { commands } from '../ui/commands';
import type * as late from './lateCommands';

/** VS Code in a browser reads one file: there they are a part of it, without those about credentials. */
export const loadCommands: typeof late.loadCommands = (parts) => Promise.resolve(commands(parts));
