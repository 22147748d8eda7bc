import assert from 'node:assert/strict';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { http } from '../../../src/platform/node/http';
import { endpointsFor, followShortLink } from '../../../src/spotify/endpoints';
import { fault, startSpotify, type Spotify } from '../../spotify';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const link = { type: 'track', id, uri: `spotify:track:${id}` };
const address = 'https://spotify.link/AbC123';

describe('following a short link', () => {
  let spotify: Spotify;
  beforeEach(async () => {
    spotify = await startSpotify();
  });
  afterEach(() => spotify.close());

  const follow = () => followShortLink(http, endpointsFor(spotify.url), address);
  /** Nothing else was asked, whatever came of it. */
  function askedOnce(): void {
    assert.deepEqual(
      spotify.requests.map(({ method, path, body }) => `${method} ${path} ${body}`),
      ['GET /short/spotify.link/AbC123 '],
    );
    const sent = Object.keys(spotify.requests[0]?.headers ?? {});
    assert.deepEqual(
      sent.filter((name) => /auth|cookie|referer|token/i.test(name)),
      [],
    );
  }

  it('asks the host of the link, and while a stand-in is set, that', async () => {
    const asked: string[] = [];
    const noting = (url: string) => {
      asked.push(url);
      return Promise.resolve(new Response(null, { status: 307, headers: { location: link.uri } }));
    };
    for (const server of ['', spotify.url]) await followShortLink(noting, endpointsFor(server), address);
    assert.deepEqual(asked, [address, `${spotify.url}/short/spotify.link/AbC123`]);
  });

  for (const location of [
    `https://open.spotify.com/track/${id}?si=1&_branch_match_id=2`,
    `https://open.spotify.com/intl-de/track/${id}`,
  ]) {
    it(`leads to ${location}, by one request without a token`, async () => {
      spotify.shortLinks.set('spotify.link/AbC123', location);
      assert.deepEqual(await follow(), link);
      askedOnce();
    });
  }

  it('may lead to another page of the same host', async () => {
    spotify.shortLinks.set('open.spotify.com/s/AbC', `/track/${id}`);
    const short = 'https://open.spotify.com/s/AbC';
    assert.deepEqual(await followShortLink(http, endpointsFor(spotify.url), short), link);
  });

  const nowhere: readonly (readonly [what: string, location: () => string])[] = [
    ['this machine', () => `${spotify.url}/track/${id}`],
    ['this machine by name', () => `http://localhost:8080/track/${id}`],
    ['a machine of the network', () => `http://192.168.0.1/track/${id}`],
    ['a machine of the network, by IPv6', () => `http://[fd00::1]/track/${id}`],
    ['what a cloud tells its machines', () => 'http://169.254.169.254/latest/meta-data/'],
    ['another host', () => `https://evil.example/track/${id}`],
    ['a host that begins alike', () => `https://open.spotify.com.evil.example/track/${id}`],
    ['another port', () => `https://open.spotify.com:8443/track/${id}`],
    ['Spotify without encryption', () => `http://open.spotify.com/track/${id}`],
    ['another short link', () => 'https://spotify.app.link/AbC123'],
    ['itself', () => address],
    ['the start page', () => 'https://open.spotify.com/'],
    ['Spotify’s app', () => link.uri],
    ['a file', () => 'file:///etc/passwd'],
    ['no address', () => 'https://['],
  ];
  for (const [what, location] of nowhere) {
    it(`ends where it leads to ${what}`, async () => {
      spotify.shortLinks.set('spotify.link/AbC123', location());
      assert.equal(await follow(), undefined);
      askedOnce();
    });
  }

  it('ends at a page that goes on by other means than a redirect', async () => {
    const body = `<meta http-equiv="refresh" content="0;url=https://open.spotify.com/track/${id}">`;
    const headers = { 'content-type': 'text/html', location: `https://open.spotify.com/track/${id}` };
    spotify.faults.add({ kind: 'reply', reply: { status: 200, headers, body } }, { path: /short/ });
    assert.equal(await follow(), undefined);
    askedOnce();
  });

  it('ends at a link that is not there', async () => {
    assert.equal(await follow(), undefined);
    askedOnce();
  });

  it('fails where nobody answers', async () => {
    spotify.faults.add(fault.reset(), { path: /short/ });
    await assert.rejects(follow(), ApiProblemError);
  });
});
