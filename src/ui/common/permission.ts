import { permissionMissing } from '../../messages/library';
import { rejectionOf } from '../../model/errors/rejection';
import { UserFacingError } from '../../model/errors/userFacingError';

/**
 * Something for which the sign-in may be too old: Spotify's scopes are agreed to at sign-in, and a refresh adds none.
 * @throws UserFacingError that says so, with a button to sign in
 */
export async function withPermission<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const rejection = rejectionOf(error);
    const scopeMissing = rejection.kind === 'problem' && rejection.problem.kind === 'scopeMissing';
    throw scopeMissing ? new UserFacingError(...permissionMissing) : error;
  }
}
