import type { CommandParts, Commands } from '../ui/commands';

/**
 * What the commands do is a bundle of its own, dist/commands.js, so that no window pays for it at activation. It has no
 * copy of what the extension's bundle has: errors are of the same classes in both (esbuild.js).
 */
export async function loadCommands(parts: CommandParts): Promise<Commands> {
  return (await import('./commands')).allCommands(parts);
}
