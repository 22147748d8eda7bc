import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import type { Action } from '../../../src/model/playback/item';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import {
  buttonFor,
  buttonNames,
  controlFor,
  deviceIcon,
  furtherButtons,
  type ButtonName,
  type ControlName,
} from '../../../src/render/buttons';
import { nowPlaying, kitchen, song } from '../support';

const local = { ...song, kind: 'local', uri: undefined } as const;

describe('a button beside the song', () => {
  const table: readonly (readonly [
    name: ButtonName,
    changes: Partial<NowPlaying>,
    icon: string,
    title: string,
    command: string,
  ])[] = [
    ['previous', {}, '$(earshot-previous)', 'Previous', 'earshot.previous'],
    ['next', {}, '$(earshot-next)', 'Next', 'earshot.next'],
    ['playPause', { kind: 'playing' }, '$(earshot-pause)', 'Pause', 'earshot.playPause'],
    ['playPause', { kind: 'paused' }, '$(earshot-play)', 'Play', 'earshot.playPause'],
    ['like', { liked: undefined }, '$(earshot-like)', 'Add to Liked Songs', 'earshot.like'],
    ['like', { liked: false }, '$(earshot-like)', 'Add to Liked Songs', 'earshot.like'],
    ['like', { liked: true }, '$(earshot-liked)', 'Remove from Liked Songs', 'earshot.unlike'],
  ];
  for (const [name, changes, icon, title, command] of table) {
    it(`is ${icon} “${title}” for ${name} with ${JSON.stringify(changes)}`, () => {
      const argument = name === 'like' ? song.uri : undefined;
      const on = changes.liked === true;
      const wanted = { icon, state: '', on, title, command, argument, enabled: true };
      assert.deepEqual(buttonFor(name, nowPlaying(changes)), wanted);
    });
  }

  const disabled: readonly (readonly [name: ButtonName, changes: Partial<NowPlaying>])[] = [
    ['previous', { disallows: ['skipping_prev'] }],
    ['next', { disallows: ['skipping_next'] }],
    ['previous', { device: { ...kitchen, restricted: true } }],
    ['next', { device: { ...kitchen, restricted: true } }],
    ['playPause', { premiumRequired: true }],
    ['like', { item: local }],
  ];
  for (const [name, changes] of disabled) {
    it(`stays where it is, without use, for ${name} with ${JSON.stringify(changes)}`, () => {
      const { argument, ...shown } = buttonFor(name, nowPlaying(changes));
      const { argument: whole, ...wanted } = buttonFor(name, nowPlaying());
      assert.deepEqual(shown, { ...wanted, enabled: false });
      assert.equal(argument, changes.item === local ? undefined : whole);
    });
  }

  it('is disabled for what it does itself, and for nothing else', () => {
    const others: readonly Action[] = ['seeking', 'toggling_shuffle', 'toggling_repeat_context'];
    for (const name of buttonNames)
      assert.ok(buttonFor(name, nowPlaying({ disallows: others })).enabled, name);
    assert.ok(buttonFor('next', nowPlaying({ disallows: ['skipping_prev'], item: local })).enabled);
    assert.ok(buttonFor('playPause', nowPlaying({ disallows: ['skipping_prev'], item: local })).enabled);
  });
});

describe('the further controls', () => {
  const find = (name: ControlName, changes: Partial<NowPlaying>) => controlFor(name, nowPlaying(changes));
  const further = ['shuffle', 'repeat', 'device', 'queue', 'open'] as const;

  it('follow the buttons in the list, in this order, whatever plays', () => {
    for (const changes of [{}, { kind: 'paused', item: local, device: undefined }] as const) {
      assert.deepEqual(
        furtherButtons(nowPlaying(changes)),
        further.map((name) => find(name, changes)),
      );
    }
  });

  it('are not there where nobody knows how they are set', () => {
    const unknown = { ...nowPlaying(), shuffle: undefined, repeat: undefined } as unknown as NowPlaying;
    assert.equal(controlFor('shuffle', unknown), undefined);
    assert.equal(controlFor('repeat', unknown), undefined);
    assert.equal(furtherButtons(unknown).length, further.length - 2);
  });

  const volume = (value: number | undefined) => ({ device: { ...kitchen, volume: value } });
  const type = (value: string) => ({ device: { ...kitchen, type: value } });
  type Row = readonly [
    name: ControlName,
    changes: Partial<NowPlaying>,
    shown: string,
    title: string,
    id: string,
  ];
  const table: readonly Row[] = [
    ['playOrPause', { kind: 'playing' }, '$(earshot-play-pause)', 'Play or Pause', 'playPause'],
    ['playOrPause', { kind: 'paused' }, '$(earshot-play-pause)', 'Play or Pause', 'playPause'],
    ['shuffle', { shuffle: false }, '$(earshot-shuffle)', 'Turn Shuffle On', 'toggleShuffle'],
    ['shuffle', { shuffle: true }, '$(earshot-shuffle-on)', 'Turn Shuffle Off', 'toggleShuffle'],
    [
      'shuffle',
      { shuffle: true, smartShuffle: true },
      '$(earshot-shuffle-smart)',
      'Turn Smart Shuffle Off',
      'toggleShuffle',
    ],
    ['repeat', { repeat: 'off' }, '$(earshot-repeat)', 'Repeat: Off', 'cycleRepeat'],
    ['repeat', { repeat: 'context' }, '$(earshot-repeat-on)', 'Repeat: All', 'cycleRepeat'],
    ['repeat', { repeat: 'track' }, '$(earshot-repeat-one)', 'Repeat: One', 'cycleRepeat'],
    ['volumeDown', {}, '$(earshot-volume-down)', 'Volume Down', 'volumeDown'],
    ['volume', volume(40), '$(earshot-volume) 40%', 'Set Volume…', 'setVolume'],
    ['volume', volume(0), '$(earshot-volume-off) 0%', 'Set Volume…', 'setVolume'],
    ['volume', volume(undefined), '$(earshot-volume)', 'Set Volume…', 'setVolume'],
    ['volumeUp', {}, '$(earshot-volume-up)', 'Volume Up', 'volumeUp'],
    ['device', type('Computer'), '$(earshot-device-computer)', 'Select Device…', 'selectDevice'],
    ['device', { device: undefined }, '$(earshot-device)', 'Select Device…', 'selectDevice'],
    ['queue', {}, '$(earshot-queue)', 'Show Queue…', 'showQueue'],
    ['open', {}, '$(link-external)', 'Open in Spotify', 'openInSpotify'],
    ['seekBackward', {}, '$(earshot-back)', 'Back 15 Seconds', 'seekBackward'],
    ['seekForward', {}, '$(earshot-forward)', 'Forward 15 Seconds', 'seekForward'],
  ];
  for (const [name, changes, shown, title, id] of table) {
    it(`have ${shown} “${title}” for ${name} with ${JSON.stringify(changes)}`, () => {
      const [icon, state = ''] = shown.split(' ');
      const argument = ['open', 'seekBackward', 'seekForward'].includes(name) ? song.uri : undefined;
      const on = changes.shuffle === true || (changes.repeat ?? 'off') !== 'off';
      const wanted = { icon, state, on, title, command: `earshot.${id}`, argument, enabled: true };
      assert.deepEqual(find(name, changes), wanted);
    });
  }

  const disabled: readonly (readonly [name: ControlName, changes: Partial<NowPlaying>])[] = [
    ['shuffle', { disallows: ['toggling_shuffle'] }],
    ['repeat', { disallows: ['toggling_repeat_context', 'toggling_repeat_track'] }],
    ['repeat', { disallows: ['toggling_repeat_context'], repeat: 'track' }],
    ['repeat', { premiumRequired: true }],
    ['playOrPause', { premiumRequired: true }],
    ['device', { premiumRequired: true }],
    ['volume', { device: { ...kitchen, hasVolume: false } }],
    ['volume', { device: undefined }],
    ['volumeDown', { device: undefined }],
    ['volumeUp', { device: { ...kitchen, hasVolume: false } }],
    ['seekBackward', { disallows: ['seeking'] }],
    ['seekForward', { disallows: ['seeking'] }],
    ['open', { item: local }],
  ];
  for (const [name, changes] of disabled) {
    it(`are there without use for ${name} with ${JSON.stringify(changes)}`, () => {
      assert.equal(find(name, {})?.enabled, true);
      assert.equal(find(name, changes)?.enabled, false);
    });
  }

  it('let repeat be changed to whatever mode is left', () => {
    const modes = [
      { disallows: ['toggling_repeat_context'], repeat: 'off' },
      { disallows: ['toggling_repeat_track'], repeat: 'off' },
      { disallows: ['toggling_repeat_track'], repeat: 'track' },
    ] as const;
    for (const mode of modes) assert.equal(find('repeat', mode)?.enabled, true, JSON.stringify(mode));
  });

  it('always let another device be chosen and the queue be seen', () => {
    const least = {
      item: local,
      device: { ...kitchen, restricted: true, hasVolume: false },
      disallows: ['skipping_next', 'toggling_shuffle', 'transferring_playback'],
    } as const;
    assert.equal(find('device', least)?.enabled, true);
    assert.equal(find('queue', least)?.enabled, true);
  });
});

it('every control runs a command that package.json contributes', () => {
  const further = ['volumeDown', 'volume', 'volumeUp', 'seekBackward', 'seekForward', 'playOrPause'] as const;
  for (const changes of [{}, { kind: 'paused', liked: true }] as const) {
    const shown = nowPlaying(changes);
    const all = [...buttonNames, ...further].map((name) => controlFor(name, shown));
    for (const one of [...all, ...furtherButtons(shown)]) {
      assert.ok(
        contributes.commands.some(({ command }) => command === one?.command),
        one?.command,
      );
    }
  }
});

describe('the icon of a device', () => {
  const table: readonly (readonly [type: string, icon: string])[] = [
    ['Computer', '$(earshot-device-computer)'],
    ['computer', '$(earshot-device-computer)'],
    ['Smartphone', '$(earshot-device-phone)'],
    ['Tablet', '$(earshot-device-phone)'],
    ['Speaker', '$(earshot-device-speaker)'],
    ['CastAudio', '$(earshot-device-speaker)'],
    ['TV', '$(earshot-device-tv)'],
    ['GameConsole', '$(earshot-device-tv)'],
    ['Automobile', '$(earshot-device-car)'],
    ['Smartwatch', '$(earshot-device)'],
    ['', '$(earshot-device)'],
    ['$(bell)', '$(earshot-device)'],
    ['constructor', '$(earshot-device)'],
    ['toString', '$(earshot-device)'],
    ['__proto__', '$(earshot-device)'],
  ];
  for (const [type, icon] of table) {
    it(`is ${icon} for ${type || 'none'}`, () => {
      assert.equal(deviceIcon(type), icon);
    });
  }
});
