import assert from 'node:assert/strict';
import type { Intent } from '../../../src/model/commands/intent';
import { RejectedError } from '../../../src/model/errors/rejection';
import { handleRequest } from '../../../src/player/requestHandler';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const track = `spotify:track:${id}`;
const page = `https://open.spotify.com/track/${id}?si=1`;
const album = `spotify:album:${id}`;

describe('what another window wants to have played', () => {
  /** What is executed of an intent. */
  async function executed(intent: Intent): Promise<Intent | undefined> {
    const intents: Intent[] = [];
    const controls = { execute: (one: Intent) => Promise.resolve(intents.push(one) > 0) };
    await handleRequest({ kind: 'intent', intent }, { controls } as never);
    return intents[0];
  }

  const read: readonly (readonly [what: string, Intent, Intent])[] = [
    ['a track', { kind: 'playUri', uri: page }, { kind: 'playUri', uri: track }],
    [
      'a track of an album',
      { kind: 'playUri', uri: page, context: `https://open.spotify.com/album/${id}`, position: 3 },
      { kind: 'playUri', uri: track, context: album, position: 3 },
    ],
    [
      'a track of a list',
      { kind: 'playUri', uri: page, uris: [page, track] },
      { kind: 'playUri', uri: track, uris: [track, track] },
    ],
    [
      'a track of a list that is too long',
      { kind: 'playUri', uri: track, uris: Array.from({ length: 101 }, () => track) },
      { kind: 'playUri', uri: track, uris: Array.from({ length: 100 }, () => track) },
    ],
  ];
  for (const [what, intent, expected] of read) {
    it(`is read anew: ${what}`, async () => {
      const known = JSON.stringify(await executed(intent));
      assert.deepEqual(JSON.parse(known), expected);
    });
  }

  const bad: readonly Intent[] = [
    { kind: 'playUri', uri: 'x' },
    { kind: 'playUri', uri: track, context: 'x' },
    { kind: 'playUri', uri: track, uris: [track, 'spotify:local:a:b:c:1'] },
  ];
  for (const intent of bad) {
    it(`is rejected where it names what has no address: ${JSON.stringify(intent)}`, async () => {
      await assert.rejects(executed(intent), RejectedError);
    });
  }
});
