import assert from 'node:assert/strict';
import { openPlayer } from '../../../src/local/open';
import type { OpenChildProcess } from '../../../src/platform/childProcess';
import { DBusError } from '../../../src/platform/dbus';
import { Emitter } from '../../../src/platform/event';
import { Lines, ManualClock, turns } from '../support';

describe('the way to the Spotify app', () => {
  /** What it was that a system was asked for, and what can be told to it. */
  async function opened(platform: string, stored = new Map<string, unknown>()) {
    const asked: string[] = [];
    const sent: string[] = [];
    const line = new Emitter<string>();
    const openChildProcess: OpenChildProcess = ({ args }) => {
      const started = () => void asked.push(args.at(-1) ?? '');
      const none = () => undefined;
      const send = (text: string) => sent.push(text) > 0;
      const ends = { stop: none, reject: none, allowSilence: none, dispose: none };
      return { onLine: line.event, onEnd: new Emitter<never>().event, start: started, send, ...ends };
    };
    const player = openPlayer(platform, {
      openChildProcess,
      connectToSessionBus: () => {
        asked.push('the session bus');
        return Promise.reject(new DBusError('no bus'));
      },
      system: { env: { APPDATA: 'C:\\R' }, exists: () => Promise.resolve(true) },
      folder: '/x/media/local',
      memory: {
        get: (key) => stored.get(key),
        update: (key, value) => Promise.resolve(void stored.set(key, value)),
      },
      clock: new ManualClock(),
      log: new Lines(),
    });
    await turns();
    const early = [...asked];
    player?.start();
    await turns();
    return { player, early, asked, sent, line };
  }

  const systems: readonly (readonly [platform: string, asked: string | undefined])[] = [
    ['linux', 'the session bus'],
    ['darwin', '/x/media/local/spotify.js'],
    ['win32', '/x/media/local\\spotify.ps1'],
    ['freebsd', undefined],
  ];
  for (const [platform, wanted] of systems) {
    it(`on ${platform} is ${wanted ?? 'none'}, and nothing before it is started`, async () => {
      const { player, early, asked } = await opened(platform);
      assert.deepEqual([early, asked], [[], wanted === undefined ? [] : [wanted]]);
      assert.equal(player === undefined, wanted === undefined);
      player?.dispose();
    });
  }

  it('asks the app on macOS without a command only if a window was permitted that before', async () => {
    const stored = new Map<string, unknown>();
    const asksAtItsStart = async (answer: object) => {
      const { player, sent, line } = await opened('darwin', stored);
      line.fire('{"kind":"app","installed":true,"running":true}');
      line.fire(JSON.stringify(answer));
      player?.dispose();
      return sent.some((text) => text.includes('"read"'));
    };
    assert.equal(await asksAtItsStart({ kind: 'read', state: 'playing', title: 'Lamplight Ferry' }), false);
    assert.equal(await asksAtItsStart({ kind: 'failed', code: -1743 }), true);
    assert.equal(await asksAtItsStart({ kind: 'pong' }), false);
  });
});
