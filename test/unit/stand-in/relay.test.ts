import assert from 'node:assert/strict';
import { Visitor } from './visitor';

describe('the stand-in: the relay', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.spotify.close());

  const relayed = async (state: string, rest = '&code=c0de') => {
    const answer = await visitor.open(`/redirect?state=${encodeURIComponent(state)}${rest}`);
    return { status: answer.status, location: answer.headers.get('location') };
  };

  const targets: readonly (readonly [target: string, allowed: boolean])[] = [
    ['vscode://earshot.earshot-for-spotify/callback?nonce=1&windowId=2', true],
    ['vscode-insiders://a.b/c', true],
    ['vscode-wsl://a.b/c', true],
    ['vscode-exploration://a.b/c', true],
    ['http://127.0.0.1:49152/callback?nonce=1', true],
    ['https://vscode.dev/callback', true],
    ['https://insiders.vscode.dev/x', true],
    ['https://name-1234.github.dev/extension-auth-callback?state=1', true],
    ['code-oss://a.b/c', false],
    ['vscodium://a.b/c', false],
    ['cursor://a.b/c', false],
    ['javascript:alert(1)//', false],
    ['http://127.0.0.1/callback', false],
    ['http://localhost:49152/callback', false],
    ['http://127.0.0.1:80@example.com/', false],
    ['http://vscode.dev/callback', false],
    ['https://evilvscode.dev/', false],
    ['https://vscode.dev.example.com/', false],
    ['https://vscode.dev@example.com/', false],
    ['https://user@vscode.dev/', false],
    ['https://example.com/', false],
    ['st4te', false],
    ['', false],
  ];
  for (const [target, allowed] of targets) {
    it(`${allowed ? 'leads' : 'does not lead'} to "${target}"`, async () => {
      const { status, location } = await relayed(target);
      const glue = target.includes('?') ? '&' : '?';
      const expected = `${target}${glue}code=c0de&state=${encodeURIComponent(target)}`;
      assert.deepEqual(
        { status, location },
        { status: allowed ? 302 : 400, location: allowed ? expected : null },
      );
    });
  }

  it('takes a state that was encoded twice, and hands it on just as it came', async () => {
    const target = 'vscode://a.b/c?nonce=1%2F2';
    const state = encodeURIComponent(target);
    const { location } = await relayed(state);
    assert.ok(location?.startsWith(`${target}&code=c0de&state=`));
    assert.equal(new URL(location ?? '').searchParams.get('state'), state);
  });

  it('hands an error on', async () => {
    const { location } = await relayed('vscode://a.b/c', '&error=access_denied');
    assert.ok(location?.startsWith('vscode://a.b/c?error=access_denied&state='));
  });

  it('lets no line break through', async () => {
    const { location } = await relayed('vscode://a.b/c?x=\r\nset-cookie: a=b');
    assert.ok(location?.startsWith('vscode://a.b/c?x=%0D%0Aset-cookie:%20a=b&code='));
  });

  it('works from the consent page to the editor', async () => {
    const redirectUri = `${visitor.spotify.url}/redirect`;
    const state = 'vscode://earshot.earshot-for-spotify/callback?nonce=n1';
    const url = await visitor.press(await visitor.authorize({ redirect_uri: redirectUri, state }), 'agree');
    const answer = await visitor.open(url.pathname + url.search);
    const back = new URL(answer.headers.get('location') ?? '');
    assert.equal(back.searchParams.get('nonce'), 'n1');
    const code = back.searchParams.get('code') ?? '';
    assert.equal((await visitor.exchange(code, { redirect_uri: redirectUri })).status, 200);
  });
});
