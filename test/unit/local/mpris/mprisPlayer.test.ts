import type { AppRefusal } from '../../../../src/model/errors/rejection';
import assert from 'node:assert/strict';
import { failureOf, type LocalCommand, type LocalState } from '../../../../src/local/player';
import { MprisPlayer } from '../../../../src/local/mpris/mprisPlayer';
import { spotifyBusName } from '../../../../src/local/mpris/mpris';
import { systemClock, type Clock } from '../../../../src/platform/clock';
import { connectToBus } from '../../../../src/platform/node/dbus/connection';
import { MockPlayer, PrivateBus, requireBus } from '../../../dbus/bus';
import { hour, Lines, ManualClock, minute, second, TemporaryFolder, until } from '../../support';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const otherId = '7qLU6hMCjMI75M1A2tKUQC';
const song = {
  'mpris:trackid': `/com/spotify/track/${id}`,
  'mpris:length': { uint64: 214_000_000 },
  'xesam:title': 'Lamplight Ferry',
  'xesam:artist': ['The Borrowed Oars', 'Ines Quill'],
  'xesam:album': 'Low Tide Letters',
};
const playing = {
  CanControl: true,
  CanPlay: true,
  PlaybackStatus: 'Playing',
  LoopStatus: 'None',
  Shuffle: false,
  Volume: 0.5,
  Position: { int64: 30_000_000 },
  Metadata: song,
};
const another = {
  ...song,
  'mpris:trackid': `/com/spotify/track/${otherId}`,
  'xesam:title': 'Salt and Tin',
};
const longestCoalescedMs = 200;
const failsWith = (reason: AppRefusal) => (error: unknown) => failureOf(error) === reason;

/** The bus and its player are not there on other systems. */
const linux = process.platform === 'linux' ? describe : describe.skip;

linux('the Spotify app on a D-Bus of its own', function () {
  let folder: TemporaryFolder;
  let bus: PrivateBus;
  let app: MockPlayer;
  let clock: ManualClock;
  let player: MprisPlayer;
  let states: LocalState[];

  const watch = (on: Clock) => {
    // That of whoever runs the tests is left alone.
    const addresses = [{ path: folder.file('bus') }];
    player = new MprisPlayer(() => connectToBus(addresses, on), on, new Lines());
    states = [];
    player.onDidChange((state) => states.push(state));
    player.start();
  };
  /** As far as a line shows it: why there is nothing, or what plays. */
  const shown = (state: LocalState = player.state) =>
    state.kind === 'available'
      ? state.track?.title
      : state.kind === 'unavailable'
        ? state.problem
        : state.kind;
  /** Until all that was sent before has come here, and been read. */
  const settle = async () => {
    await player.readPosition();
    await clock.advance(longestCoalescedMs);
    await player.readPosition();
  };
  const comesTo = (title: string) => until(() => shown() === title);
  /** The app takes its name, and the player reads it. */
  const appears = async () => {
    await app.do('own', spotifyBusName);
    await until(() => clock.waiting > 0);
    await clock.advance(longestCoalescedMs);
    await comesTo('Lamplight Ferry');
  };

  before(async () => {
    requireBus();
    folder = await TemporaryFolder.make();
    bus = await PrivateBus.start(folder);
    app = await MockPlayer.start(bus);
  });

  beforeEach(async () => {
    await app.do('put', playing);
    clock = new ManualClock();
    watch(clock);
    await comesTo('notRunning');
  });

  afterEach(async () => {
    player.dispose();
    await app.do('leave', spotifyBusName);
    await app.do('calls');
  });

  after(async () => {
    await app.kill();
    await bus.kill();
    await folder.remove();
  });

  it('is read as another client reads it', async () => {
    await appears();
    const fields = [
      'status',
      'title',
      'artist',
      'album',
      'mpris:trackid',
      'mpris:length',
      'volume',
      'loop',
      'shuffle',
    ];
    const witness = await bus.playerctl(
      'metadata',
      '--format',
      fields.map((field) => `{{${field}}}`).join('|'),
    );
    assert.equal(
      witness,
      `Playing|Lamplight Ferry|The Borrowed Oars, Ines Quill|Low Tide Letters|/com/spotify/track/${id}|214000000|0.5|None|false`,
    );
    assert.deepEqual(
      { ...player.state, observedAt: 0 },
      {
        kind: 'available',
        status: 'playing',
        elsewhere: false,
        track: {
          kind: 'track',
          uri: `spotify:track:${id}`,
          title: 'Lamplight Ferry',
          artists: ['The Borrowed Oars', 'Ines Quill'],
          album: 'Low Tide Letters',
          durationMs: 214_000,
          artworkUrl: undefined,
        },
        positionMs: 30_000,
        observedAt: 0,
        volumePercent: 50,
        shuffle: false,
        repeat: 'off',
      },
    );
  });

  const commands: readonly (readonly [LocalCommand, ...call: unknown[]])[] = [
    [{ kind: 'play' }, 'Play'],
    [{ kind: 'pause' }, 'Pause'],
    [{ kind: 'next' }, 'Next'],
    [{ kind: 'previous' }, 'Previous'],
    [{ kind: 'seek', positionMs: 61_500 }, 'SetPosition', `/com/spotify/track/${id}`, 61_500_000],
    [{ kind: 'open', uri: `spotify:album:${id}` }, 'OpenUri', `spotify:album:${id}`],
  ];
  it('takes each command', async () => {
    await appears();
    for (const [command, ...call] of commands) {
      await player.execute(command);
      assert.deepEqual(await app.do('calls'), [call], command.kind);
    }
    await player.execute({ kind: 'volume', percent: 35 });
    assert.equal(await bus.playerctl('volume'), '0.350000');
  });

  it('moves by a difference where the id of the track is no object path', async () => {
    await app.do('put', { Metadata: { ...song, 'mpris:trackid': `spotify:track:${id}` } });
    await appears();
    await player.readPosition();
    await clock.advance(2 * second);
    await player.execute({ kind: 'seek', positionMs: 30_000 });
    assert.deepEqual(await app.do('calls'), [['Seek', -2_000_000]]);
  });

  it('is read again after a command, as it tells nobody where it has moved to', async () => {
    await appears();
    await player.execute({ kind: 'seek', positionMs: 90_000 });
    await app.do('put', { Position: { int64: 90_000_000 } });
    await clock.advance(longestCoalescedMs);
    await until(() => player.state.kind === 'available' && player.state.positionMs === 90_000);
    assert.equal(states.at(-1), player.state, 'and that is told');
  });

  it('is read again when it says that somebody has moved it', async () => {
    await appears();
    await app.do('put', { Position: { int64: 90_000_000 } });
    await app.do('seeked', 90_000_000);
    await player.readPosition();
    assert.equal(clock.waiting, 1);
  });

  it('is told of once for all signals of a change', async () => {
    await appears();
    states.length = 0;
    const before = Number(await app.do('reads'));
    await app.do('update', { Metadata: { 'mpris:trackid': another['mpris:trackid'] } });
    await app.do('update', { Metadata: another }, 1_000);
    await settle();
    assert.deepEqual(states.map(shown), ['Salt and Tin']);
    // Two are those of `settle`.
    assert.ok(Number(await app.do('reads')) - before <= 3);
  });

  it('is not told of while only the time goes on', async () => {
    await appears();
    states.length = 0;
    await clock.advance(10 * second);
    await app.do('put', { Position: { double: 40_000_000 } });
    await player.readPosition();
    assert.deepEqual(player.state.kind === 'available' && [player.state.positionMs, states], [40_000, []]);
  });

  it('costs no reading and no timer while nothing changes', async () => {
    const others = ['org.mpris.MediaPlayer2.spotifyd.instance7', `${spotifyBusName}.instance7`];
    for (const name of [undefined, ...others, spotifyBusName]) {
      if (name === spotifyBusName) await appears();
      else if (name) await app.do('own', name);
      const before = await app.do('reads');
      assert.equal(clock.waiting, 0, name);
      await clock.advance(hour);
      assert.deepEqual([await app.do('reads'), clock.waiting], [before, 0], name);
    }
    assert.deepEqual(states.map(shown), ['notRunning', 'Lamplight Ferry']);
  });

  it('is heard alone: signals of others wake nobody', async () => {
    await appears();
    await app.do('strange');
    await player.readPosition();
    assert.equal(clock.waiting, 0);
    await app.do('update', playing);
    await player.readPosition();
    assert.equal(clock.waiting, 1, 'as its own do');
  });

  it('comes and goes', async () => {
    await appears();
    await app.do('leave', spotifyBusName);
    await comesTo('notRunning');
    assert.equal(clock.waiting, 0);
    await assert.rejects(player.execute({ kind: 'next' }), failsWith('notRunning'));
    await appears();
    const second = await MockPlayer.start(bus);
    await app.do('leave', spotifyBusName);
    await second.do('put', { ...playing, Metadata: another });
    await second.do('own', spotifyBusName);
    await until(() => clock.waiting > 0);
    await clock.advance(longestCoalescedMs);
    await comesTo('Salt and Tin');
    await second.kill();
    await comesTo('notRunning');
  });

  it('is broken when it hangs, is tried less and less often, and comes back by itself', async () => {
    await appears();
    const earlier = Number(await app.do('reads'));
    app.signal('SIGSTOP');
    const refused = assert.rejects(player.execute({ kind: 'pause' }), failsWith('noAnswer'));
    await clock.advance(2 * second);
    await refused;
    void player.readPosition();
    await clock.advance(2 * second);
    assert.equal(shown(), 'Lamplight Ferry', 'one reading that fails is none');
    await clock.advance(10 * second);
    assert.equal(shown(), 'broken');
    const before = clock.monotonic();
    while (clock.monotonic() - before < 10 * minute) {
      await clock.advance(second);
      assert.equal(clock.waiting, 1, 'one reading, or one pause');
    }
    app.signal('SIGCONT');
    // What was asked meanwhile is answered now, too late.
    const asked = Number(await app.do('reads')) - earlier;
    while (shown() === 'broken') {
      await clock.advance(second);
      await app.do('reads');
      assert.ok(clock.monotonic() - before < 12 * minute);
    }
    assert.ok(asked < 25, `it was asked ${asked} times`);
    assert.deepEqual([shown(), clock.waiting], ['Lamplight Ferry', 0]);
  });

  it('is broken by metadata of 10 MB, and well again after them', async () => {
    await appears();
    await app.do('update', { Metadata: { ...song, 'xesam:title': { megabytes: 10 } } }, 3);
    await player.readPosition();
    await player.readPosition();
    assert.equal(shown(), 'broken');
    await app.do('update', { Metadata: another });
    await player.readPosition();
    assert.equal(shown(), 'Salt and Tin');
  });

  it('is found again on a bus that comes back', async () => {
    await appears();
    await bus.kill();
    await comesTo('noBus');
    assert.equal(clock.waiting, 1);
    await clock.advance(second);
    await until(() => clock.waiting === 1);
    bus = await PrivateBus.start(folder);
    await clock.advance(2 * second);
    await comesTo('notRunning');
    await app.kill();
    app = await MockPlayer.start(bus);
    await app.do('put', playing);
    await appears();
  });

  it('is not read while it is stopped, and read anew when it is started again', async () => {
    await appears();
    const before = await app.do('reads');
    await app.do('update', { Metadata: another });
    player.stop();
    assert.deepEqual([player.state, clock.waiting], [{ kind: 'starting' }, 0]);
    player.start();
    // While it connects.
    player.stop();
    await app.do('update', playing);
    // Those of the connection, until it is through and is dropped.
    await until(() => clock.waiting === 0);
    assert.equal(await app.do('reads'), before);
    await app.do('leave', spotifyBusName);
    player.start();
    await comesTo('notRunning');
    await appears();
    assert.deepEqual(states.map(shown), [
      ...['notRunning', 'Lamplight Ferry', 'starting'],
      ...['notRunning', 'Lamplight Ferry'],
    ]);
  });

  it('leaves nothing behind', async () => {
    await appears();
    await app.do('update', { Metadata: another });
    const reading = player.readPosition();
    player.dispose();
    await reading;
    assert.equal(clock.waiting, 0);
    await clock.advance(hour);
    assert.deepEqual(states.map(shown), ['notRunning', 'Lamplight Ferry']);
  });

  it('is followed on the system’s own clock', async () => {
    player.dispose();
    watch(systemClock);
    await comesTo('notRunning');
    await app.do('own', spotifyBusName);
    await comesTo('Lamplight Ferry');
    await app.do('update', { Metadata: another });
    await comesTo('Salt and Tin');
    assert.deepEqual(states.map(shown), ['notRunning', 'Lamplight Ferry', 'Salt and Tin']);
  });
});
