import { Owner } from '../platform/disposable';
import type { Focus } from '../platform/focus';
import type { Log } from '../platform/log';
import type { SessionStore } from './sessionStore';

/** Reads the session again when the window gets the focus, while VS Code does not give it; and logs that it is lost. */
export function watchSession(sessions: SessionStore, focus: Focus, log: Log): Owner {
  const owner = new Owner();
  owner.own(
    focus.onDidChange((focused) => {
      if (focused && /^(unread|lost)$/.test(sessions.state.kind)) void sessions.look();
    }),
  );
  owner.own(
    sessions.onDidChange(({ kind }) => {
      if (kind === 'lost') log.warn('VS Code no longer has the session, and nobody signed out');
    }),
  );
  return owner;
}
