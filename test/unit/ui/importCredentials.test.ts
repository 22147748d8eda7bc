import { editor } from '../editor';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Account } from '../../../src/auth/account';
import { HumanError } from '../../../src/core/human';
import { http } from '../../../src/platform/node/http';
import { parseDotenv } from '../../../src/platform/node/dotenv';
import { SpotifyClient, type AccessToken } from '../../../src/spotify/client';
import { importCredentials, type ImportParts } from '../../../src/ui/importCredentials';
import { Bench, granted } from '../support';

describe('a file with the client secret of a session that needs it', () => {
  let bench: Bench;
  let folder: string;
  beforeEach(async () => {
    bench = await Bench.start();
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-'));
    const { clientId, clientSecret } = app();
    await bench.secrets.keep(bench.endpoints.accounts, clientId, clientSecret);
    const { session } = granted(bench.spotify);
    const { tokens, user, now } = bench.spotify;
    const grant = { clientId, userId: user.id, scopes: session.scopes, authorizedAt: now() };
    const refreshToken = tokens.issueRefresh(grant, false).value;
    await bench.sessions.save({ ...session, refreshToken, grant: 'secret' });
  });
  afterEach(async () => {
    await bench.close();
    await rm(folder, { recursive: true });
  });

  const app = () => bench.spotify.apps.default;
  const kept = () => bench.secrets.find(bench.endpoints.accounts, app().clientId);

  async function take(secret: string): Promise<void> {
    const file = path.join(folder, 'credentials.env');
    await writeFile(file, `CLIENT_ID=${app().clientId}\nCLIENT_SECRET=${secret}\n`);
    await importCredentials(parts(), new editor.Uri(file));
  }

  function parts(): ImportParts {
    const profile = (token: AccessToken) => {
      const tokens = { get: () => Promise.resolve(token), renew: () => Promise.resolve(token) };
      return new SpotifyClient(http, tokens, bench.ledger, bench.clock, bench.log).profile();
    };
    const entrance = { askForConsent: () => Promise.reject(new Error('Nobody was to be asked.')), profile };
    return {
      settings: { clientId: { value: app().clientId } },
      endpoints: () => bench.endpoints,
      secrets: bench.secrets,
      sessions: bench.sessions,
      tokens: bench.tokens,
      tokenEndpoint: bench.endpoint,
      account: new Account(entrance, bench.sessions, bench.tokens, bench.clock, bench.log),
      store: { playback: { kind: 'nothing' } },
      sharing: { carryOut: () => Promise.resolve(true) },
      parse: parseDotenv,
    } as unknown as ImportParts;
  }

  it('changes nothing when Spotify does not accept that secret', async () => {
    const before = new Map(bench.keychain.values);
    await assert.rejects(take('f'.repeat(32)), (error) => {
      assert.ok(error instanceof HumanError, String(error));
      assert.match(error.message, /^Spotify does not accept the client secret .* Nothing was changed\.$/);
      return true;
    });
    assert.equal(await kept(), app().clientSecret);
    assert.deepEqual(bench.keychain.values, before);
    assert.ok((await bench.tokens.get()).value);
  });

  for (const rotates of [false, true]) {
    it(`lets it go on${rotates ? ', with a new refresh token' : ''}`, async () => {
      bench.spotify.tokens.rotates = rotates;
      await bench.secrets.clear();
      await take(app().clientSecret);
      assert.equal(await kept(), app().clientSecret);
      const state = await bench.sessions.read();
      assert.ok(state.kind === 'signedIn');
      assert.equal(state.session.refreshToken, bench.spotify.tokens.refreshTokens.at(-1)?.value);
    });
  }
});
