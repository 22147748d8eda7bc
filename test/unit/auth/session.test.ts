import assert from 'node:assert/strict';
import { isMeant, type Session } from '../../../src/auth/session';

describe('the session that another extension asks for', () => {
  const session: Session = {
    id: 's1',
    issuer: 'https://accounts.spotify.com',
    clientId: '0123456789abcdef0123456789abcdef',
    refreshToken: 'AQrefresh',
    scopes: ['user-read-playback-state', 'user-library-read'],
    flow: 'relay',
    authorizedAt: 0,
    account: { id: 'wren', name: 'Wren Hedge' },
  };
  const table: readonly (readonly [
    scopes: readonly string[] | undefined,
    id: string | undefined,
    is: boolean,
  ])[] = [
    [undefined, undefined, true],
    [[], undefined, true],
    [['user-library-read'], undefined, true],
    [['user-library-read', 'user-read-playback-state'], 'wren', true],
    [['user-library-read', 'user-top-read'], undefined, false],
    [undefined, 'wren', true],
    [undefined, 'other', false],
    [['user-library-read'], 'other', false],
  ];
  for (const [scopes, id, is] of table) {
    it(`is ${is ? '' : 'not '}this one for ${JSON.stringify(scopes)} of ${id ?? 'whoever'}`, () => {
      assert.equal(isMeant(session, scopes, id === undefined ? undefined : { id }), is);
    });
  }
});
