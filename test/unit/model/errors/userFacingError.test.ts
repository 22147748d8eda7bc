import assert from 'node:assert/strict';
import { Cancelled, UserFacingError } from '../../../../src/model/errors/userFacingError';

describe('an error for people', () => {
  it('has its sentence and its actions', () => {
    const messageAction = { label: 'Sign In', command: 'earshot.signIn' };
    const error = new UserFacingError('It failed.', messageAction);
    assert.equal(error.message, 'It failed.');
    assert.equal(error.name, 'UserFacingError');
    assert.deepEqual(error.actions, [messageAction]);
    assert.deepEqual(new UserFacingError('It failed.').actions, []);
  });

  it('is told from a change of mind', () => {
    assert.ok(!(new Cancelled() instanceof UserFacingError));
    assert.equal(new Cancelled().name, 'Cancelled');
  });
});
