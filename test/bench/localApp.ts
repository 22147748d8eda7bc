import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { MprisPlayer } from '../../src/local/mpris/mprisPlayer';
import { systemClock as clock } from '../../src/platform/clock';
import { connectToBus } from '../../src/platform/node/dbus/connection';
import { LocalReader } from '../../src/player/sources/localReader';
import { MockPlayer, PrivateBus, requireBus } from '../dbus/bus';
import { setStage, song } from '../e2e/stage';
import { Lines, TemporaryFolder } from '../unit/support';

const appName = 'org.mpris.MediaPlayer2.spotify';
const metadata = (title: string, id: number) => ({
  'mpris:trackid': `/com/spotify/track/4uLU6hMCjMI75M1A2tK${String(id).padStart(3, '0')}`,
  'mpris:length': { uint64: 214_000_000 },
  'xesam:title': title,
  'xesam:artist': ['The Borrowed Oars'],
});
const playing = (title: string) => ({
  CanControl: true,
  PlaybackStatus: 'Playing',
  Volume: 0.5,
  Position: { int64: 30_000_000 },
  Metadata: metadata(title, 0),
});

/** The Spotify app on a bus of its own, on Linux: how late a window shows its song, and what it costs to listen. */
export async function localApp(times: number, idleSeconds: number): Promise<void> {
  if (process.platform !== 'linux') return;
  requireBus();
  const folder = await TemporaryFolder.make();
  const bus = await PrivateBus.start(folder);
  const app = await MockPlayer.start(bus);
  try {
    await app.do('put', playing('Song'));
    await app.do('own', appName);
    await delays(bus, app, times);
    await idle(folder.file('bus'), idleSeconds);
  } finally {
    await app.kill();
    await bus.kill();
    await folder.remove();
  }
}

/** From the app's first signal of a change to the line in the extension's log that says what the item shows. */
async function delays(bus: PrivateBus, app: MockPlayer, times: number): Promise<void> {
  const stage = await setStage({
    env: { DBUS_SESSION_BUS_ADDRESS: bus.address('unix:path=') },
    settings: { 'earshot.source': 'auto' },
  });
  try {
    const window = await stage.open();
    await window.waitForStatus(song, /Song/);
    const told = new Map<string, number>();
    for (let i = 1; i <= times; i++) {
      const title = `Song ${i} of the Bench`;
      told.set(title, (await app.do('update', { Metadata: metadata(title, i) }, 4)) as number);
      await window.waitForStatus(song, new RegExp(title));
      // Of changes that come at once the app is asked about five a second.
      await pause(300);
    }
    const lines = (await stage.log()).split('\n').filter((line) => line.includes('Status bar: '));
    const late = [...told].flatMap(([title, at]) => {
      const line = lines.find((one) => one.includes(title));
      return line === undefined ? [] : [Date.parse(line.slice(0, 24)) - at];
    });
    const sorted = late.sort((a, b) => a - b).map(Math.round);
    console.log(
      `the app’s song in a real window, signed out: after ${sorted[sorted.length >> 1]} ms (median), ` +
        `${sorted.at(-1)} ms at most of ${sorted.length}; ${stage.spotify.requests.length} requests`,
    );
  } finally {
    await stage.close();
  }
}

async function idle(path: string, seconds: number): Promise<void> {
  const player = new MprisPlayer(() => connectToBus([{ path }], clock), clock, new Lines());
  const mode = { value: 'auto', onDidChange: () => ({ dispose: () => undefined }) } as const;
  const parts = { mode, openApp: () => Promise.resolve(false), deviceName: 'bench' };
  const reader = new LocalReader({ ...parts, open: () => Promise.resolve(player) }, clock, new Lines());
  reader.start();
  // What was done before is cleared away meanwhile.
  const shares = [await cost(seconds), await cost(seconds), await cost(seconds)];
  const share = Math.min(...shares);
  console.log(`listening to the app while it plays the same: ${(share * 100).toFixed(3)} % of a core`);
  reader.dispose();
}

/** What this process does meanwhile, as a share of a core. */
async function cost(seconds: number): Promise<number> {
  const before = process.cpuUsage();
  await pause(seconds * 1_000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / seconds;
}
