import { lateParts } from './lateParts';
import type * as late from './lateCommands';

/** VS Code in a browser reads one file: there they are a part of it, without the commands about credentials. */
export const loadCommands: typeof late.loadCommands = (parts) => Promise.resolve(lateParts(parts));
