import assert from 'node:assert/strict';
import { ClientSecrets } from '../../../src/auth/clientSecrets';
import { Keychain } from '../support';

const issuer = 'https://accounts.example';
const [one, two] = ['a1'.repeat(16), 'b2'.repeat(16)];

describe('client secrets', () => {
  let keychain: Keychain;
  let secrets: ClientSecrets;
  beforeEach(() => {
    keychain = new Keychain();
    secrets = new ClientSecrets(keychain.window());
  });

  it('are kept for one client ID at one Accounts service each', async () => {
    await secrets.keep(issuer, one, 'first');
    await secrets.keep(issuer, two, 'second');
    await secrets.keep('http://127.0.0.1:8888', one, 'third');
    assert.equal(await secrets.find(issuer, one), 'first');
    assert.equal(await secrets.find(issuer, two), 'second');
    assert.equal(await secrets.find('http://127.0.0.1:8888', one), 'third');
    assert.equal(await secrets.find('http://127.0.0.1:8888', two), undefined);
  });

  it('are replaced for the same client ID, in whatever case it is written', async () => {
    await secrets.keep(issuer, one.toUpperCase(), 'old');
    await secrets.keep(issuer, one, 'new');
    assert.equal(await secrets.find(issuer, one.toUpperCase()), 'new');
    assert.ok(![...keychain.values.values()].join().includes('old'));
  });

  it('are all gone after they were cleared', async () => {
    assert.equal(await secrets.any(), false);
    await secrets.keep(issuer, one, 'first');
    assert.equal(await secrets.any(), true);
    await secrets.clear();
    assert.equal(await secrets.any(), false);
    assert.equal(await secrets.find(issuer, one), undefined);
    assert.equal(keychain.values.size, 0);
  });

  it('are seen by every window', async () => {
    await secrets.keep(issuer, one, 'first');
    assert.equal(await new ClientSecrets(keychain.window()).find(issuer, one), 'first');
  });

  for (const damaged of ['', 'no JSON', '{}', '[{"issuer":1}]', 'null']) {
    it(`count as not there when ${JSON.stringify(damaged)} stands in their place, and can be kept anew`, async () => {
      const store = keychain.window();
      await secrets.keep(issuer, one, 'first');
      const [key = ''] = keychain.values.keys();
      await store.store(key, damaged);
      assert.equal(await secrets.find(issuer, one), undefined);
      await secrets.keep(issuer, one, 'second');
      assert.equal(await secrets.find(issuer, one), 'second');
    });
  }
});
