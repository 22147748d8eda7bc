import assert from 'node:assert/strict';
import { issueReport, type IssueFacts } from '../../../src/render/issueReport';

const environment: IssueFacts['environment'] = {
  version: '0.1.0',
  vscode: '1.139.1 (Visual Studio Code)',
  host: 'desktop, ssh-remote',
  flow: 'relay, pkce',
  source: 'Spotify Web API',
  state: 'unavailable, offline',
  role: 'sends requests for all windows',
};
const names = [
  'Kettle on the Moor',
  'Kettle',
  'The Paper Lanterns',
  'Wren’s phone',
  'Wren Hedge',
  'A',
  'Visit b.com now',
];
const line = (text: string, level = 'warn') => ({ at: Date.UTC(2026, 4, 3, 9, 54, 7), level, text });
const report = (...log: IssueFacts['log']) => issueReport({ environment, names, log });

describe('the report of a problem', () => {
  it('says where Earshot runs, and what it shows', () => {
    const body = report();
    for (const value of Object.values(environment)) assert.ok(body.includes(`: ${value}\n`), value);
  });

  it('has the last lines of the log, with time and level', () => {
    const all = Array.from({ length: 40 }, (_, index) => line(`Line ${index}.`, 'info'));
    const lines = report(...all).match(/^09:54:07 info Line \d+\.$/gm);
    assert.equal(lines?.length, 30);
    assert.equal(lines.at(-1), '09:54:07 info Line 39.');
  });

  const told: readonly (readonly [text: string, told?: string])[] = [
    ['Spotify refused to refresh the session: invalid_grant'],
    ['GET /me/player: 502 refused in 120 ms'],
    ['Next request in 18 s: heartbeat'],
    ['Signed in by loopback'],
    ['Command failed: NoReplyError UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [
      'Unexpected error: TypeError at Poller.ask (/home/wren/.vscode/extensions/earshot/dist/extension.js:1:2345)',
      'Unexpected error: TypeError at extension.js:1:2345',
    ],
    [
      'Unexpected error: TypeError at file:///c:/Users/Wren/dist/extension.js:1:2345',
      'Unexpected error: TypeError at extension.js:1:2345',
    ],
    ['POST accounts.spotify.com/api/token: ENOTFOUND', 'POST … ENOTFOUND'],
    ['GET /tracks/1a2b3c4d5e6f7g8h9i0j1k: 200 ok in 90 ms', 'GET /tracks/…: 200 ok in 90 ms'],
    ['Odd: ``` and\n## more', 'Odd: ’’’ and ## more'],
  ];
  for (const [text, expected = text] of told) {
    it(`keeps what helps of “${text.slice(0, 60)}”`, () => {
      const level = /^(GET|Next)/.test(text) ? 'debug' : 'warn';
      assert.ok(report(line(text, level)).includes(`${level} ${expected}\n`), report(line(text, level)));
    });
  }

  const hidden: readonly (readonly [what: string, secret: string, ...texts: string[]])[] = [
    ['an access token', 'BQDx7Kf-9_aZ', 'Authorization: Bearer BQDx7Kf-9_aZ', 'access_token=BQDx7Kf-9_aZ'],
    ['a long token', 'AQBzvSPnbXHRuqWkLmQe', 'Kept AQBzvSPnbXHRuqWkLmQe here'],
    ['a refresh token', 'AQ7short', 'refresh_token: AQ7short', 'refreshToken = AQ7short'],
    ['an authorization code', 'AQc0de', 'callback?code=AQc0de&x', 'code: AQc0de'],
    ['a code verifier', 'v3r1f1er', 'code_verifier=v3r1f1er', 'verifier: v3r1f1er'],
    ['a state', 'st4te', 'state=st4te', 'The state: st4te'],
    ['a nonce', 'n0nce', 'vscode://earshot.earshot-for-spotify/callback?nonce=n0nce', 'nonce=n0nce'],
    ['a client secret', 's3cr3t', 'client_secret=s3cr3t', 'secret: s3cr3t', 'Basic s3cr3t'],
    ['a client ID', '0123456789abcdef0123456789abcdef', 'For 0123456789abcdef0123456789abcdef'],
    ['an ID of an account', 'wren-of-the-hedge', 'user id: wren-of-the-hedge', 'For wren-of-the-hedge'],
    ['the song', 'Moor', 'Lost Kettle on the Moor', 'Lost “Moorland” here', 'Lost "Moorland" here'],
    ['a song with an address in it', 'now', 'Lost Visit b.com now'],
    ['an artist', 'Paper', 'By The Paper Lanterns'],
    ['a device', 'phone', 'On Wren’s phone now'],
    ['an account', 'Hedge', 'For Wren Hedge'],
    ['a URI', 'x1', 'spotify:track:x1', 'Lost https://open.spotify.com/track/x1?si=2'],
    ['a web address', 'evil.example', 'GET evil.example/a: timeout', 'http://evil.example:8080/a'],
    ['an e-mail address', 'wren', 'For wren@hedge.example'],
    ['an address of a machine', '192.168.7.9', 'connect ECONNREFUSED 192.168.7.9:443'],
    ['one of the newer kind', 'fe80::1', 'connect ECONNREFUSED [fe80::1]:443'],
    ['a local address', '9377', 'connect localhost:9377', 'connect 127.0.0.1:9377/x'],
    ['a folder', 'wren', 'EACCES /home/wren/x', 'EACCES C:\\Users\\wren\\x', 'at (/home/wren/a.js:1:2)'],
  ];
  for (const [what, secret, ...texts] of hidden) {
    it(`leaves out ${what}`, () => {
      for (const text of texts) assert.ok(!report(line(text)).includes(secret), report(line(text)));
    });
  }

  it('leaves out what is shown, which the log tells at its finest level', () => {
    assert.doesNotMatch(report(line('Status bar: $(music) Ferry – Ines Quill', 'debug')), /Ferry|Quill/);
  });

  it('leaves out names in what is told of the surroundings, too', () => {
    const body = issueReport({ environment: { ...environment, host: 'Wren Hedge’s host' }, names, log: [] });
    assert.doesNotMatch(body, /Wren/);
  });

  it('is as short as an address can be that opens it', () => {
    const body = report(...Array.from({ length: 200 }, () => line('word '.repeat(100))));
    assert.ok(body.length < 6_000, `${body.length}`);
  });
});
