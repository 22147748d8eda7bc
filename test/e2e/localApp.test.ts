import assert from 'node:assert/strict';
import process from 'node:process';
import { MockPlayer, PrivateBus, requireBus } from '../dbus/bus';
import { TemporaryFolder } from '../unit/support';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './stage';
import './support';

const appName = 'org.mpris.MediaPlayer2.spotify';
const ferry = {
  'mpris:trackid': '/com/spotify/track/4uLU6hMCjMI75M1A2tKUQC',
  'mpris:length': { uint64: 214_000_000 },
  'xesam:title': 'Lamplight Ferry',
  'xesam:artist': ['The Borrowed Oars'],
  'xesam:album': 'Low Tide Letters',
};
const tin = {
  ...ferry,
  'mpris:trackid': '/com/spotify/track/7qLU6hMCjMI75M1A2tKUQC',
  'xesam:title': 'Salt and Tin',
};
const playing = {
  CanControl: true,
  CanPlay: true,
  PlaybackStatus: 'Playing',
  LoopStatus: 'None',
  Shuffle: false,
  Volume: 0.5,
  Position: { int64: 30_000_000 },
  Metadata: ferry,
};

/** A bus, and a player on it, are not to be had on other systems. */
(process.platform === 'linux' ? describe : describe.skip)('the Spotify app on this machine', () => {
  let folder: TemporaryFolder;
  let bus: PrivateBus;
  let app: MockPlayer;
  let stage: Stage;
  let window: Workbench;
  before(async () => {
    requireBus();
    folder = await TemporaryFolder.make();
    bus = await PrivateBus.start(folder);
    app = await MockPlayer.start(bus);
    stage = await setStage({
      env: { DBUS_SESSION_BUS_ADDRESS: bus.address('unix:path=') },
      settings: { 'earshot.source': 'auto' },
    });
    window = await stage.open();
  });
  after(async () => {
    await window.close();
    await stage.close();
    await app.kill();
    await bus.kill();
    await folder.remove();
  });

  const calls = async (): Promise<readonly string[]> =>
    ((await app.do('calls')) as [string][]).map(([name]) => name.split(' ', 1)[0] ?? '');
  /** Waits until the app was told so, and only so. */
  const told = async (...wanted: readonly string[]) => {
    const found: string[] = [];
    await poll(async () => found.push(...(await calls())) >= wanted.length);
    assert.deepEqual(found, wanted);
  };

  it('is shown and controlled without an account and without a request', async () => {
    await window.waitForStatus(song, '<music> Sign in to Spotify');
    await app.do('put', playing);
    await app.do('own', appName);
    await window.waitForStatus(song, '<music> Lamplight Ferry – The Borrowed Oars');
    await app.do('update', { Metadata: tin });
    await window.waitForStatus(song, '<music> Salt and Tin – The Borrowed Oars');
    assert.equal(await bus.playerctl('metadata', 'title'), 'Salt and Tin');
    await calls();
    await window.runCommand('Spotify: Next');
    await told('Next');
    await window.runCommand('Spotify: Pause');
    await told('Pause');
    await app.do('update', { PlaybackStatus: 'Paused' });
    await window.waitForStatus(song, /Salt and Tin/);
    await window.runCommand('Spotify: Volume Up');
    await told('Set');
    assert.equal(Number(await bus.playerctl('volume')), 0.6);
    assert.deepEqual(stage.spotify.requests, []);
    await app.do('leave', appName);
    await window.waitForStatus(song, '<music> Sign in to Spotify');
  });

  it('stands aside for an account that plays something else, and is there without a network', async () => {
    await app.do('put', { ...playing, Metadata: ferry });
    await app.do('own', appName);
    await window.waitForStatus(song, /Lamplight Ferry/);
    await signIn(window);
    await app.do('update', { Metadata: tin });
    await window.waitForStatus(song, /^<music> Kettle/);
  });
});
