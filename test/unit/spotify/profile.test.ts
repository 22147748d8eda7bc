import assert from 'node:assert/strict';
import { handleRequest } from '../../../src/player/requestHandler';
import { guarded } from '../../../src/player/spotifyApi';
import { readProfile } from '../../../src/spotify/playerSchema';
import { readToLeader } from '../../../src/windows/protocol';
import { asked, Bench } from '../support';

const picture = (url: string, width: number | null = null) => ({ url, width, height: width });
const [large, medium, small] = [
  picture('https://i.scdn.co/image/l', 640),
  picture('https://i.scdn.co/image/m', 300),
  picture('https://i.scdn.co/image/s', 64),
];

describe('the picture of who is signed in', () => {
  const table: readonly (readonly [what: string, images: unknown, image: string | undefined])[] = [
    ['the smallest that is wide enough', [large, medium, small], medium.url],
    ['the only one', [small], small.url],
    ['one whose width nobody tells', [picture('https://i.scdn.co/image/u')], 'https://i.scdn.co/image/u'],
    ['none of an address without TLS', [picture('http://i.scdn.co/image/h', 300)], undefined],
    ['none that is code', [picture('javascript:alert(1)', 300), picture('data:image/png;,', 300)], undefined],
    ['none of an empty list', [], undefined],
    ['none of null', null, undefined],
    ['none where the field is gone', undefined, undefined],
    ['the good one among broken ones', [null, {}, { url: 7 }, 'x', small], small.url],
    ['none of something else', 'https://i.scdn.co/image/l', undefined],
  ];
  for (const [what, images, image] of table) {
    it(`is ${what}`, () => {
      const body = { id: 'wren', account_id: 'acc1', display_name: null, images };
      const { image: picture, ...rest } = readProfile(body) ?? assert.fail();
      assert.deepEqual([picture?.url, rest], [image, { id: 'acc1', name: 'wren', userId: 'wren' }]);
    });
  }
});

describe('the request of the profile', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start();
    await bench.signIn({ withAccessToken: true });
  });
  afterEach(() => bench.close());

  it('is understood by the window that asks Spotify', () => {
    const message = { type: 'request', id: 1, request: { kind: 'profile' } };
    assert.deepEqual(readToLeader(message), message);
  });

  it('brings name and picture in one request, through the gate of that window', async () => {
    let passed = 0;
    const api = guarded((work) => {
      passed += 1;
      return work();
    }, bench.client);
    const unused = undefined as never;
    const parts = { poller: unused, controls: unused, source: unused, api };
    const profile = await handleRequest({ kind: 'profile' }, parts);
    const url = bench.spotify.user.images.find(({ width }) => width === 300)?.url;
    assert.ok(url);
    assert.deepEqual(profile, {
      id: 'acc7q2m4x9v0',
      name: 'Wren Hedge',
      userId: 'wren-of-the-hedge',
      image: { url, ratio: 1 },
    });
    assert.equal(passed, 1);
    assert.equal(asked(bench.spotify, '/v1/me').length, 1);
    assert.deepEqual(
      bench.requestLog.sent.map(({ kind }) => kind),
      ['profile'],
    );
  });
});
