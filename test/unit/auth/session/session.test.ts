import assert from 'node:assert/strict';
import { authorizedAt, isMeant, readRecord, type Session } from '../../../../src/auth/session/session';
import { accountPage } from '../../../../src/render/accountPage';

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

describe('a session whose time is none', () => {
  for (const at of [1e16, 1e308, -1e308]) {
    it(`is a session all the same, and nobody knows when it ends: ${at}`, () => {
      const written = { state: 'signedIn', writtenAt: 5, session: { ...session, authorizedAt: at } };
      const record = readRecord(JSON.stringify(written));
      assert.ok(record?.state === 'signedIn');
      const known = authorizedAt(record.session);
      assert.equal(known, undefined);
      const facts = {
        name: 'Wren',
        clientId: session.clientId,
        way: 'relay',
        scopes: [],
        authorizedAt: known,
      };
      const budget = { used: 0, limit: 1_000 };
      const page = accountPage({
        session: facts,
        profile: undefined,
        fault: undefined,
        budget,
        premiumRefusedAt: undefined,
      });
      assert.match(page.html, /Not known\. Sessions last six months/);
    });
  }

  it('has one otherwise', () => {
    assert.equal(authorizedAt({ ...session, authorizedAt: 5 }), 5);
    assert.equal(authorizedAt({ ...session, authorizedAt: 5, authorizedEarlier: true }), undefined);
  });
});

describe('the session that another extension asks for', () => {
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
