import { createLibrary } from '../browse/library';
import { systemClock as clock } from '../platform/clock';
import { commands, type CommandParts, type Commands } from '../ui/commands';
import { openViews, type Views } from '../ui/views/views';

/** What no window pays for before somebody uses it. */
export interface LateParts {
  readonly commands: Commands;
  readonly views: Views;
}

/** The commands and the views, but for those that a host may lack. */
export function lateParts(parts: CommandParts): LateParts {
  const { disposables, election, sessions, context } = parts;
  const library = disposables.add(
    createLibrary({
      request: (wanted) => election.request(wanted),
      onDidChangeSession: sessions.onDidChange,
      state: context.globalState,
      clock,
    }),
  );
  const views = openViews({ ...parts, library });
  return { commands: { ...commands({ ...parts, library }), ...views.commands }, views };
}
