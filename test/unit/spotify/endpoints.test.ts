import assert from 'node:assert/strict';
import { configurationMessage } from '../../../src/messages/settings';
import { ConfigurationError } from '../../../src/model/errors/userFacingError';
import { dashboard, endpointsFor } from '../../../src/spotify/endpoints';

describe('the server', () => {
  it('is Spotify unless something else is set', () => {
    assert.deepEqual(endpointsFor(''), {
      accounts: 'https://accounts.spotify.com',
      api: 'https://api.spotify.com/v1',
      relay: 'https://vscode.dev/redirect',
      shortLinks: 'https://',
    });
  });

  for (const server of [
    'http://127.0.0.1:8888',
    'http://127.0.0.1:1',
    'http://127.0.0.1:65535',
    'http://[::1]:8888',
  ]) {
    it(`can be ${server}`, () => {
      assert.deepEqual(endpointsFor(server), {
        accounts: server,
        api: `${server}/v1`,
        relay: `${server}/redirect`,
        shortLinks: `${server}/short/`,
      });
    });
  }

  const refused = [
    'http://127.0.0.1:0',
    'http://127.0.0.1:00000',
    'http://127.0.0.1:65536',
    'http://127.0.0.1:99999',
    'http://127.0.0.1:123456',
    'http://127.0.0.1:-1',
    'http://127.0.0.1:',
    'http://127.0.0.1',
    'http://127.0.0.1:8888/',
    'http://127.0.0.1:8888/v1',
    'http://127.0.0.1:8888?x',
    'http://127.0.0.1:8888#x',
    'http://127.0.0.1:8888\n',
    ' http://127.0.0.1:8888',
    'http://127.0.0.1:8888@evil.example',
    'http://user:pass@127.0.0.1:8888',
    'http://user@127.0.0.1:8888',
    'http://127.0.0.1.evil.com:8888',
    'http://evil.com/127.0.0.1:8888',
    'http://127.0.0.1:8888.evil.com',
    'http://127.0.0.2:8888',
    'http://127.1:8888',
    'http://0x7f.0.0.1:8888',
    'http://2130706433:8888',
    'http://0.0.0.0:8888',
    'http://localhost:8888',
    'http://[::]:8888',
    'http://[::ffff:127.0.0.1]:8888',
    'http://::1:8888',
    'https://127.0.0.1:8888',
    'HTTP://127.0.0.1:8888',
    'ftp://127.0.0.1:8888',
    '127.0.0.1:8888',
    'https://accounts.spotify.com',
    'http://192.168.0.7:8888',
    'javascript:alert(1)',
    'nonsense',
  ];
  for (const server of refused) {
    it(`cannot be ${JSON.stringify(server)}`, () => {
      assert.throws(
        () => endpointsFor(server),
        (error) => {
          assert.ok(error instanceof ConfigurationError);
          const [sentence, ...messageActions] = configurationMessage(error.fault);
          assert.match(sentence, /earshot\.server/);
          assert.ok(messageActions.some(({ command }) => command === 'workbench.action.openSettings'));
          return true;
        },
      );
    });
  }
});

describe('the dashboard', () => {
  it('is Spotify’s own', () => {
    assert.equal(new URL(dashboard).hostname, 'developer.spotify.com');
  });
});
