import assert from 'node:assert/strict';
import { ClientSecretBasic } from 'oauth4webapi';
import { AppTokens, withAppTokenFallback } from '../../../src/auth/appTokens';
import { TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { parseLink, type Link } from '../../../src/model/link';
import { http } from '../../../src/platform/node/http';
import { Catalogue } from '../../../src/player/catalogue';
import { SpotifyClient } from '../../../src/spotify/client';
import { fault, songs } from '../../spotify';
import { asked, Bench, hour, minute } from '../support';

describe('the tokens of the app itself', () => {
  let bench: Bench;
  let secret: string | undefined;
  let client: SpotifyClient;

  const link = (uri: string) => parseLink(uri) as Link;
  const grants = () =>
    asked(bench.spotify, '/api/token').filter(({ body }) => body.includes('client_credentials'));

  beforeEach(async () => {
    bench = await Bench.start();
    const { clientId, clientSecret } = bench.spotify.apps.default;
    secret = clientSecret;
    const endpoint = new TokenEndpoint(http, bench.clock, {
      find: () => Promise.resolve(secret),
      authentication: ClientSecretBasic,
    });
    const app = new AppTokens(
      endpoint,
      () => bench.endpoints,
      () => clientId,
      bench.clock,
    );
    const tokens = withAppTokenFallback(bench.tokens, app);
    client = new SpotifyClient(http, tokens, bench.requestLog, bench.clock, bench.log);
  });
  afterEach(() => bench.close());

  it('open the catalogue when nobody is signed in, one for many links', async () => {
    const track = await client.catalogItem(link(songs.plain.uri));
    assert.equal(track?.title, songs.plain.title);
    assert.equal(track.album?.name, songs.plain.album.name);
    const album = await client.catalogItem(link(`spotify:album:${songs.plain.album.id}`));
    assert.equal(album?.title, songs.plain.album.name);
    const artist = await client.catalogItem(link(`spotify:artist:${songs.plain.artists[0]?.id}`));
    assert.equal(artist?.title, songs.plain.artists[0]?.name);
    const episode = await client.catalogItem(link(songs.episode.uri));
    assert.deepEqual(
      episode?.by.map(({ name }) => name),
      [songs.episode.show.name],
    );
    const show = await client.catalogItem(link(`spotify:show:${songs.episode.show.id}`));
    assert.equal(show?.title, songs.episode.show.name);
    assert.equal(grants().length, 1);
  });

  it('name a country where things are available by country', async () => {
    for (const [type, market] of [
      ['track', null],
      ['episode', 'US'],
      ['show', 'US'],
      ['audiobook', 'US'],
      ['chapter', 'US'],
    ] as const) {
      await client.catalogItem(link(`spotify:${type}:4d5e6f7g8h9i0j1k2l3m4n`));
      const { path, query } = bench.spotify.requests.at(-1) ?? {};
      assert.deepEqual([path, query?.get('market')], [`/v1/${type}s/4d5e6f7g8h9i0j1k2l3m4n`, market]);
    }
  });

  it('are renewed when they have expired', async () => {
    await client.catalogItem(link(songs.plain.uri));
    await bench.clock.advance(hour);
    await client.catalogItem(link(songs.plain.uri));
    assert.equal(grants().length, 2);
    bench.spotify.tokens.expireAccessTokens();
    await client.catalogItem(link(songs.plain.uri));
    assert.equal(grants().length, 3);
  });

  it('are not asked for while somebody is signed in', async () => {
    await bench.signIn({ withAccessToken: true });
    assert.equal((await client.catalogItem(link(songs.plain.uri)))?.title, songs.plain.title);
    assert.equal(grants().length, 0);
  });

  it('are not asked for without a client secret', async () => {
    secret = undefined;
    await assert.rejects(client.catalogItem(link(songs.plain.uri)), (error) => {
      assert.deepEqual(error instanceof ApiProblemError && error.problem, { kind: 'secretMissing' });
      return true;
    });
    assert.equal(bench.spotify.requests.length, 0);
  });

  it('say so when the secret is wrong', async () => {
    secret = 'f'.repeat(32);
    await assert.rejects(client.catalogItem(link(songs.plain.uri)), (error) => {
      assert.deepEqual(error instanceof ApiProblemError && error.problem, { kind: 'secretWrong' });
      return true;
    });
  });

  /** Asks about hundreds of links at once, as whoever has an editor bring all its hovers; none is known then. */
  async function hoverAll(): Promise<void> {
    const catalogue = new Catalogue((of) => client.catalogItem(of), bench.clock);
    const uris = Array.from(
      { length: 200 },
      (_, index) => `spotify:track:${String(index).padStart(22, 'a')}`,
    );
    const results = await Promise.allSettled(uris.map((uri) => catalogue.find(link(uri))));
    assert.ok(results.every(({ status }) => status === 'rejected'));
  }

  it('are asked for once in a while when the secret is wrong, however many links there are', async () => {
    const right = secret;
    secret = 'f'.repeat(32);
    await hoverAll();
    assert.equal(grants().length, 1);
    secret = right;
    await bench.clock.advance(minute);
    assert.equal((await client.catalogItem(link(songs.plain.uri)))?.title, songs.plain.title);
  });

  it('are used for two links at most once Spotify asks to be left alone', async () => {
    bench.spotify.faults.add(fault.rateLimit({ retryAfter: 60 }), { times: Infinity });
    await hoverAll();
    const lookups = bench.spotify.requests.filter(({ path }) => path.startsWith('/v1/tracks/'));
    assert.ok(lookups.length <= 2, String(lookups.length));
  });

  it('open nothing of anybody’s', async () => {
    await assert.rejects(client.profile(), ApiProblemError);
    await assert.rejects(client.player(), ApiProblemError);
  });

  it('are no answer for what Spotify does not know', async () => {
    assert.equal(await client.catalogItem(link('spotify:track:0000000000000000000000')), null);
  });

  it('are asked for once by many at the same time', async () => {
    const uris = [songs.plain.uri, songs.emoji.uri, songs.long.uri];
    await Promise.all(uris.map((uri) => client.catalogItem(link(uri))));
    assert.equal(grants().length, 1);
  });
});
