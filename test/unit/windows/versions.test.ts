import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Plugin } from 'esbuild';
import { fault, songs } from '../../spotify';
import { asked } from '../support';
import { processStage } from './windowProcess';

/** What a version to come could call otherwise: a kind of item, a kind of problem, a field. */
const renamed: readonly (readonly [from: RegExp, to: string])[] = [
  [/\bprotocolVersion = \d+/g, 'protocolVersion = 999'],
  [/\badvertisement\b/g, 'commercial'],
  [/\blimited\b/g, 'throttled'],
  [/\bstartedAt\b/g, 'beganAt'],
];

/** Makes a version to come of our own code. */
const renaming: Plugin = {
  name: 'renaming',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const contents = renamed.reduce((code, [from, to]) => code.replace(from, to), text);
      return { contents, loader: 'ts' };
    });
  },
};

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('windows of two versions of the messages', () => {
  const stage = processStage({ present: [], next: [renaming] });
  const open = (version: 'present' | 'next') => stage.open(version);

  it('meet those of their own version only, and show what Spotify says, each by its own words', async () => {
    stage.spotify.player.play(songs.advertisement);
    const [first, other] = [
      await open('next').shows('item', 'commercial'),
      await open('present').shows('item', 'advertisement'),
    ];
    const [second, another] = [
      await open('next').shows('item', 'commercial'),
      await open('present').shows('item', 'advertisement'),
    ];
    assert.deepEqual(
      [first, other, second, another].map((window) => window.all('shown').at(-1)?.leads),
      [true, true, false, false],
    );
    assert.equal(asked(stage.spotify, '/v1/me/player').length, 2);
    stage.spotify.player.play([songs.plain, songs.emoji]);
    for (const follower of [second, another]) {
      assert.equal(await follower.request({ kind: 'refresh' }), true);
      assert.match(JSON.stringify(await follower.request({ kind: 'queue' })), /Picnic/);
    }
    for (const window of stage.windows) {
      await window.shows('item', 'track');
      assert.match(window.all('shown').at(-1)?.texts ?? '', /Kettle on the Moor – The Paper Lanterns/);
      for (const { texts } of window.all('shown')) assert.doesNotMatch(texts, /undefined|NaN|\[object/);
    }
  });

  it('share the session, the log of requests and the end of a limit', async () => {
    stage.spotify.player.play(songs.plain);
    const [present, next] = [
      await open('present').shows('item', 'track'),
      await open('next').shows('item', 'track'),
    ];
    stage.spotify.faults.add(fault.rateLimit({ retryAfter: 3_600 }));
    await present.request({ kind: 'refresh' });
    await present.shows('problem', 'limited');
    const sent = asked(stage.spotify, '/v1/me/player').length;
    await next.request({ kind: 'refresh' });
    await next.shows('problem', 'throttled');
    assert.equal(asked(stage.spotify, '/v1/me/player').length, sent);
    const lines = (await readFile(stage.folder.file('files', 'requests.log'), 'utf8')).trim().split('\n');
    assert.equal(lines.length, sent + 1);
    assert.match(lines.slice(0, -1).join('\n'), /^(\{"at":\d+,"kind":"poll"\}\n?)+$/);
    assert.match(lines.at(-1) ?? '', /^\{"until":\d+,"quota":false,"at":\d+\}$/);
    // Two places to meet, one key.
    assert.equal((await readdir(stage.folder.file(`earshot-${process.getuid?.() ?? 0}`))).length, 2);
    assert.ok((await readdir(stage.folder.file('files'))).includes('windows.key'));
  });
});
