import type { EarlyParts, LateParts } from './lateParts';

/**
 * What the commands do and the views show is a bundle of its own, dist/commands.js, so that no window pays for it at
 * activation. It has no copy of what the extension's bundle has: errors are of the same classes in both (esbuild.js).
 */
export async function loadCommands(parts: EarlyParts): Promise<LateParts> {
  return (await import('./commands')).allParts(parts);
}
