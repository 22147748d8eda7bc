import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Session } from '../../src/auth/session';
import { SessionStore, type Change } from '../../src/auth/sessionStore';
import type { Profile } from '../../src/core/profile';
import { RefusedError } from '../../src/core/refusal';
import { systemClock as clock } from '../../src/platform/clock';
import { AccountView } from '../../src/ui/accountView';
import type { Sharing } from '../../src/windows/sharing';

const issuer = 'https://accounts.example';
const session: Session = {
  id: 's1',
  issuer,
  clientId: 'c'.repeat(32),
  refreshToken: 'AQfirst',
  scopes: [],
  flow: 'relay',
  authorizedAt: 0,
  account: { id: 'acc1', name: 'Wren Hedge' },
};

/** A session that this test alone keeps. */
function sessions(): SessionStore {
  const secrets = new Map<string, string>();
  let change: Change | undefined;
  const nothing = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  return new SessionStore(
    {
      get: (key) => Promise.resolve(secrets.get(key)),
      store: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: (key) => Promise.resolve(void secrets.delete(key)),
      onDidChange: nothing.event,
    },
    { read: () => Promise.resolve(change), write: (written) => Promise.resolve(void (change = written)) },
    () => issuer,
    clock,
  );
}

describe('the page of the account', () => {
  let store: SessionStore;
  let view: AccountView;
  /** Spotify's answer, as soon as it has been asked. */
  let asked: Promise<(profile: Profile) => void>;

  beforeEach(async () => {
    store = sessions();
    await store.save(session);
    let begin: (answer: (profile: Profile) => void) => void;
    asked = new Promise((resolve) => (begin = resolve));
    const ask = () =>
      store.state.kind === 'signedIn'
        ? new Promise<Profile>((resolve) => begin(resolve))
        : Promise.reject(new RefusedError({ kind: 'signedOut' }));
    const sharing = { carryOut: ask as Sharing['carryOut'] };
    view = new AccountView(store, sharing, () => Promise.resolve({ used: 1, limit: 2 }), clock);
  });
  afterEach(() => {
    view.dispose();
    store.dispose();
  });

  it('is not that of somebody who signed out while Spotify was asked', async () => {
    const shown = view.show();
    const answer = await asked;
    await store.clear();
    answer({ id: 'acc1', name: 'Wren Hedge' });
    await assert.rejects(shown, (error) => error instanceof RefusedError);
    assert.equal(await view.provideTextDocumentContent(), 'Nobody is signed in to Spotify.\n');
  });
});
