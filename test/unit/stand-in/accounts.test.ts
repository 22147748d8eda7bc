import assert from 'node:assert/strict';
import { Visitor, challengeOf } from './visitor';

describe('the stand-in: authorize', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.spotify.close());

  const relay = 'RELAY';
  const redirectUris: readonly (readonly [uri: string, verdict: number | string])[] = [
    [relay, 200],
    ['http://127.0.0.1/callback', 200],
    ['http://127.0.0.1:49152/callback', 200],
    ['http://127.0.0.1:1/callback', 200],
    ['vscode://earshot.earshot-for-spotify/callback', 200],
    ['code-oss://earshot.earshot-for-spotify/callback', 200],
    ['http://127.0.0.1:49152/Callback', 'Invalid redirect URI'],
    ['http://127.0.0.1:49152/callback/', 'Invalid redirect URI'],
    ['http://127.0.0.1:49152/callback?a=b', 'Invalid redirect URI'],
    ['http://127.0.0.1:49152/', 'Invalid redirect URI'],
    ['http://[::1]:49152/callback', 'Invalid redirect URI'],
    ['vscode://Earshot.earshot-for-spotify/callback', 'Invalid redirect URI'],
    ['vscodium://earshot.earshot-for-spotify/callback', 'Invalid redirect URI'],
    ['https://example.com/callback', 'Invalid redirect URI'],
    ['nonsense', 'Invalid redirect URI'],
    ['http://localhost:49152/callback', 'Insecure redirect URI'],
    ['http://127.1:49152/callback', 'Insecure redirect URI'],
    ['http://127.0.0.1:99999/callback', 'Invalid redirect URI'],
    ['http://127.0.0.1:80@example.com/callback', 'Insecure redirect URI'],
    ['http://127.0.0.1.example.com/callback', 'Insecure redirect URI'],
    ['http://192.168.1.4:49152/callback', 'Insecure redirect URI'],
    ['HTTP://example.com/callback', 'Insecure redirect URI'],
  ];
  for (const [uri, verdict] of redirectUris) {
    it(`${typeof verdict === 'number' ? 'takes' : 'refuses'} the redirect URI ${uri}`, async () => {
      const answer = await visitor.authorize({
        redirect_uri: uri.replace(relay, `${visitor.spotify.url}/redirect`),
      });
      if (typeof verdict === 'number') {
        assert.equal(answer.status, verdict);
        return;
      }
      assert.equal(answer.text, `INVALID_CLIENT: ${verdict}`);
      assert.equal(answer.headers.get('location'), null);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
    });
  }

  it('holds a loopback address to the port it was registered with', async () => {
    const { redirectUris: registered } = visitor.spotify.apps.default;
    registered.splice(0, registered.length, 'http://[::1]:8888/cb', 'http://[::1]/any');
    const status = async (uri: string) => (await visitor.authorize({ redirect_uri: uri })).status;
    assert.equal(await status('http://[::1]:8888/cb'), 200);
    assert.equal(await status('http://[::1]:8889/cb'), 400);
    assert.equal(await status('http://[::1]:8889/any'), 200);
    assert.equal(await status('http://127.0.0.1:8889/any'), 400);
  });

  it('lets nothing insecure be registered', () => {
    const { apps } = visitor.spotify;
    for (const uri of [
      'http://localhost/callback',
      'http://example.com/',
      'http://127.0.0.1/call-back',
      'x',
    ]) {
      assert.throws(() => apps.add({ redirectUris: [uri] }), RangeError, uri);
    }
    assert.throws(() => apps.add({ redirectUris: [], users: ['a', 'b', 'c', 'd', 'e', 'f'] }), RangeError);
  });

  it('does not know a foreign client', async () => {
    const answer = await visitor.authorize({ client_id: 'f'.repeat(32) });
    assert.equal(answer.text, 'INVALID_CLIENT: Invalid client');
  });

  const errors: readonly (readonly [Record<string, string | null>, string])[] = [
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge_method: null }, 'invalid_request'],
    [{ code_challenge: null }, 'invalid_request'],
    [{ code_challenge: 'a'.repeat(42) }, 'invalid_request'],
    [{ code_challenge: `${'a'.repeat(42)}=` }, 'invalid_request'],
    [{ scope: 'user-read-playback-state user-read-minds' }, 'invalid_scope'],
  ];
  for (const [changes, error] of errors) {
    it(`redirects with ${error} for ${JSON.stringify(changes)}`, async () => {
      const answer = await visitor.authorize(changes);
      assert.equal(answer.headers.get('location'), `${visitor.redirectUri}?error=${error}&state=st4te`);
    });
  }

  it('names the app and its scopes, and escapes both', async () => {
    visitor.spotify.apps.default.name = '<script>alert(1)</script>';
    const { text } = await visitor.authorize();
    assert.ok(text.includes('&#60;script&#62;'));
    assert.ok(!text.includes('<script>'));
    assert.ok(text.includes('<li>user-read-playback-state</li>'));
    assert.match(text, /id="agree"[^]*id="cancel"/);
  });

  it('sends the code and the state back, and keeps the query of the redirect URI', async () => {
    const uri = 'https://example.com/cb?keep=%2F1';
    visitor.spotify.apps.default.redirectUris.push(uri);
    const state = 'vscode://a.b/c?nonce=1%2B2&x=ü';
    const url = await visitor.press(await visitor.authorize({ redirect_uri: uri, state }), 'agree');
    assert.ok(url.href.startsWith(`${uri}&code=`));
    assert.equal(url.searchParams.get('state'), state);
  });

  it('says access_denied after Cancel', async () => {
    const url = await visitor.press(await visitor.authorize(), 'cancel');
    assert.equal(url.href, `${visitor.redirectUri}?error=access_denied&state=st4te`);
  });

  it('lets a page be used once', async () => {
    const page = await visitor.authorize();
    await visitor.press(page, 'agree');
    assert.equal((await visitor.press(page, 'agree')).href, 'about:blank');
    assert.equal(visitor.spotify.tokens.codes.length, 1);
  });

  it('shows the page again unless the app remembers, the scopes are covered, and no dialog is asked for', async () => {
    await visitor.code({ scope: 'user-library-read user-read-playback-state' });
    assert.equal((await visitor.authorize({ scope: 'user-library-read' })).status, 200);
    visitor.spotify.apps.default.remembersConsent = true;
    assert.equal((await visitor.authorize({ scope: 'user-library-read' })).status, 302);
    assert.equal((await visitor.authorize({ scope: 'user-library-read', show_dialog: 'true' })).status, 200);
    assert.equal((await visitor.authorize({ scope: 'user-library-modify' })).status, 200);
  });

  it('keeps account of every secret', async () => {
    const nonce = 'n0nce-of-the-day';
    const target = `vscode://a.b/c?nonce=${nonce}`;
    const state = encodeURIComponent(target);
    const reply = await visitor.exchange(await visitor.code({ state }));
    const { secrets, apps, tokens } = visitor.spotify;
    const expected = [
      state,
      target,
      nonce,
      visitor.verifier,
      challengeOf(visitor.verifier),
      tokens.codes[0]?.value,
      reply.json['access_token'],
      reply.json['refresh_token'],
      apps.default.clientSecret,
    ];
    for (const secret of expected) {
      assert.ok(typeof secret === 'string' && secrets.has(secret), String(secret));
    }
  });
});
