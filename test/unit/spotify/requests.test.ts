import assert from 'node:assert/strict';
import type { Command, PlayIntent } from '../../../src/model/commands/intent';
import { linkTypes } from '../../../src/model/link';
import { requestFor } from '../../../src/spotify/requests';
import { hall } from '../support';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const track = `spotify:track:${id}`;
const encoded = `spotify%3Atrack%3A${id}`;

describe('the request for a command', () => {
  const table: readonly (readonly [command: Command, method: string, path: string, body?: object])[] = [
    [{ kind: 'play' }, 'PUT', '/me/player/play'],
    [{ kind: 'pause' }, 'PUT', '/me/player/pause'],
    [{ kind: 'next' }, 'POST', '/me/player/next'],
    [{ kind: 'previous' }, 'POST', '/me/player/previous'],
    [{ kind: 'seek', ms: 0 }, 'PUT', '/me/player/seek?position_ms=0'],
    [{ kind: 'seek', ms: 61_500 }, 'PUT', '/me/player/seek?position_ms=61500'],
    [{ kind: 'volume', percent: 0 }, 'PUT', '/me/player/volume?volume_percent=0'],
    [{ kind: 'volume', percent: 100 }, 'PUT', '/me/player/volume?volume_percent=100'],
    [{ kind: 'shuffle', on: true }, 'PUT', '/me/player/shuffle?state=true'],
    [{ kind: 'shuffle', on: false }, 'PUT', '/me/player/shuffle?state=false'],
    [{ kind: 'repeat', mode: 'off' }, 'PUT', '/me/player/repeat?state=off'],
    [{ kind: 'repeat', mode: 'context' }, 'PUT', '/me/player/repeat?state=context'],
    [{ kind: 'repeat', mode: 'track' }, 'PUT', '/me/player/repeat?state=track'],
    [{ kind: 'like', uri: track, liked: true }, 'PUT', `/me/library?uris=${encoded}`],
    [{ kind: 'like', uri: track, liked: false }, 'DELETE', `/me/library?uris=${encoded}`],
    [{ kind: 'queue', uri: track }, 'POST', `/me/player/queue?uri=${encoded}`],
    [{ kind: 'queue', uri: 'x&volume=9#?/é' }, 'POST', '/me/player/queue?uri=x%26volume%3D9%23%3F%2F%C3%A9'],
    [{ kind: 'like', uri: 'x,y&z', liked: true }, 'PUT', '/me/library?uris=x%2Cy%26z'],
    [{ kind: 'transfer', device: hall, play: true }, 'PUT', '/me/player', { device_ids: ['d2'], play: true }],
    [{ kind: 'transfer', device: hall, play: false }, 'PUT', '/me/player', { device_ids: ['d2'] }],
  ];
  for (const [command, method, path, body] of table) {
    it(`${JSON.stringify(command)} is ${method} ${path}${body ? ` ${JSON.stringify(body)}` : ''}`, () => {
      const request = requestFor(command);
      assert.deepEqual({ ...request, body: request.body }, { kind: 'command', method, path, body });
    });
  }

  const uris = [track, `spotify:episode:${id}`];
  const context = (type: string) => `spotify:${type}:${id}`;
  const within: readonly (readonly [what: string, Omit<PlayIntent, 'kind' | 'uri'>, body: object])[] = [
    [
      'album',
      { context: context('album'), position: 3 },
      { context_uri: context('album'), offset: { position: 3 } },
    ],
    [
      'playlist',
      { context: context('playlist') },
      { context_uri: context('playlist'), offset: { uri: track } },
    ],
    ['list', { uris, position: 0 }, { uris, offset: { position: 0 } }],
    ['list, wherever it stands,', { uris }, { uris, offset: { uri: track } }],
    // Spotify plays these as a whole, or the track alone.
    ['artist', { context: context('artist'), position: 3 }, { uris: [track] }],
    ['show', { context: context('show'), position: 3 }, { uris: [track] }],
  ];
  for (const [what, where, body] of within) {
    it(`plays a track within its ${what} with ${JSON.stringify(body)}`, () => {
      assert.deepEqual(requestFor({ kind: 'playUri', uri: track, ...where }).body, body);
    });
  }

  for (const type of linkTypes) {
    const uri = `spotify:${type}:${id}`;
    const body = ['track', 'episode', 'chapter'].includes(type) ? { uris: [uri] } : { context_uri: uri };
    it(`plays something of the type ${type} with ${Object.keys(body).join('')}`, () => {
      const request = { kind: 'command', method: 'PUT', path: '/me/player/play', body };
      assert.deepEqual(requestFor({ kind: 'playUri', uri }), request);
    });
  }
});
