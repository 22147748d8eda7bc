import '../editor';
import assert from 'node:assert/strict';
import { Account } from '../../../src/auth/account';
import { Provider } from '../../../src/auth/provider';
import { Bench } from '../support';

describe('what other extensions get', () => {
  let bench: Bench;
  let provider: Provider;
  beforeEach(async () => {
    bench = await Bench.start();
    const nobody = () => Promise.reject(new Error('Nobody was to be asked.'));
    const entrance = { askForConsent: nobody, profile: nobody };
    const account = new Account(entrance, bench.sessions, bench.tokens, bench.clock, bench.log);
    provider = new Provider(bench.sessions, bench.tokens, account);
  });
  afterEach(() => {
    provider.dispose();
    return bench.close();
  });

  const newest = () => bench.spotify.tokens.accessTokens.at(-1)?.value;

  for (const scopes of [['user-read-playback-state'], []]) {
    it(`is a good access token for ${scopes.length} scopes, also where none is at hand`, async () => {
      await bench.signIn({ withAccessToken: false });
      const [session] = await provider.getSessions(scopes);
      assert.equal(bench.tokenRequests, 1);
      assert.equal(session?.accessToken, newest());
    });
  }

  it('costs no request for the Accounts menu', async () => {
    await bench.signIn({ withAccessToken: false });
    const [session] = await provider.getSessions();
    assert.equal(session?.accessToken, '');
    assert.equal(bench.tokenRequests, 0);
  });

  it('is nothing for scopes that were not granted', async () => {
    await bench.signIn({ withAccessToken: true });
    assert.deepEqual(await provider.getSessions(['user-top-read']), []);
  });

  it('is nothing of another account than the one that is asked for', async () => {
    const { account } = await bench.signIn({ withAccessToken: true });
    const scopes = ['user-read-playback-state'];
    const [session] = await provider.getSessions(scopes, {
      account: { id: account.id, label: account.name },
    });
    assert.equal(session?.account.id, account.id);
    const other = { id: 'other', label: account.name };
    assert.deepEqual(await provider.getSessions(scopes, { account: other }), []);
  });
});
