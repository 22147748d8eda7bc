import { UserFacingError } from '../../model/errors/userFacingError';
import type { OpenLoopback } from '../host';

export const opensPorts = false;

/** A page cannot open a port. Nobody is offered this way here; only the setting can ask for it. */
export const openLoopback: OpenLoopback = () =>
  Promise.reject(
    new UserFacingError(
      'VS Code in a browser cannot open a port of this machine; choose another way back under earshot.signIn.flow.',
      {
        label: 'Open Settings',
        command: 'workbench.action.openSettings',
        arguments: ['earshot.signIn.flow'],
      },
    ),
  );
