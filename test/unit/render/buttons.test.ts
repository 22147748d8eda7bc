import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import type { Action } from '../../../src/model/playback/item';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import {
  buttonFor,
  buttonNames,
  deviceIcon,
  furtherButtons,
  type ButtonName,
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
    ['previous', {}, '$(chevron-left)', 'Previous', 'earshot.previous'],
    ['next', {}, '$(chevron-right)', 'Next', 'earshot.next'],
    ['playPause', { kind: 'playing' }, '$(debug-pause)', 'Pause', 'earshot.playPause'],
    ['playPause', { kind: 'paused' }, '$(play)', 'Play', 'earshot.playPause'],
    ['like', { liked: undefined }, '$(add)', 'Add to Liked Songs', 'earshot.like'],
    ['like', { liked: false }, '$(add)', 'Add to Liked Songs', 'earshot.like'],
    ['like', { liked: true }, '$(pass-filled)', 'Remove from Liked Songs', 'earshot.unlike'],
  ];
  for (const [name, changes, icon, title, command] of table) {
    it(`is ${icon} “${title}” for ${name} with ${JSON.stringify(changes)}`, () => {
      const argument = name === 'like' ? song.uri : undefined;
      const wanted = { icon, state: '', title, command, argument, enabled: true };
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

describe('the further buttons of the hover', () => {
  const find = (command: string, changes: Partial<NowPlaying>) => {
    const found = furtherButtons(nowPlaying(changes)).filter((one) => one.command === `earshot.${command}`);
    assert.equal(found.length, 1, command);
    return found[0];
  };

  it('are six, in this order, whatever plays', () => {
    const commands = [
      'toggleShuffle',
      'cycleRepeat',
      'setVolume',
      'selectDevice',
      'showQueue',
      'openInSpotify',
    ];
    for (const changes of [{}, { kind: 'paused', item: local, device: undefined }] as const) {
      assert.deepEqual(
        furtherButtons(nowPlaying(changes)).map(({ command }) => command),
        commands.map((command) => `earshot.${command}`),
      );
    }
  });

  const volume = (value: number | undefined) => ({ device: { ...kitchen, volume: value } });
  const type = (value: string) => ({ device: { ...kitchen, type: value } });
  type Row = readonly [command: string, changes: Partial<NowPlaying>, shown: string, title: string];
  const table: readonly Row[] = [
    ['toggleShuffle', { shuffle: false }, '$(arrow-swap)', 'Turn Shuffle On'],
    ['toggleShuffle', { shuffle: true }, '$(arrow-swap) $(circle-small-filled)', 'Turn Shuffle Off'],
    [
      'toggleShuffle',
      { shuffle: true, smartShuffle: true },
      '$(sparkle) $(circle-small-filled)',
      'Turn Smart Shuffle Off',
    ],
    ['cycleRepeat', { repeat: 'off' }, '$(sync)', 'Repeat: Off'],
    ['cycleRepeat', { repeat: 'context' }, '$(sync) $(circle-small-filled)', 'Repeat: All'],
    ['cycleRepeat', { repeat: 'track' }, '$(sync) 1', 'Repeat: One'],
    ['setVolume', volume(40), '$(unmute) 40%', 'Set Volume…'],
    ['setVolume', volume(0), '$(mute)', 'Set Volume…'],
    ['setVolume', volume(undefined), '$(unmute)', 'Set Volume…'],
    ['selectDevice', type('Computer'), '$(device-desktop)', 'Select Device…'],
    ['selectDevice', { device: undefined }, '$(broadcast)', 'Select Device…'],
    ['showQueue', {}, '$(list-ordered)', 'Show Queue…'],
    ['openInSpotify', {}, '$(link-external)', 'Open in Spotify'],
  ];
  for (const [command, changes, shown, title] of table) {
    it(`have ${shown} “${title}” for ${command} with ${JSON.stringify(changes)}`, () => {
      const [icon, state = ''] = shown.split(' ');
      const argument = command === 'openInSpotify' ? song.uri : undefined;
      const wanted = { icon, state, title, command: `earshot.${command}`, argument, enabled: true };
      assert.deepEqual(find(command, changes), wanted);
    });
  }

  const disabled: readonly (readonly [command: string, changes: Partial<NowPlaying>])[] = [
    ['toggleShuffle', { disallows: ['toggling_shuffle'] }],
    ['cycleRepeat', { disallows: ['toggling_repeat_context', 'toggling_repeat_track'] }],
    ['cycleRepeat', { disallows: ['toggling_repeat_context'], repeat: 'track' }],
    ['setVolume', { device: { ...kitchen, hasVolume: false } }],
    ['setVolume', { device: undefined }],
    ['selectDevice', { premiumRequired: true }],
    ['cycleRepeat', { premiumRequired: true }],
    ['openInSpotify', { item: local }],
  ];
  for (const [command, changes] of disabled) {
    it(`are there without use for ${command} with ${JSON.stringify(changes)}`, () => {
      assert.equal(find(command, {})?.enabled, true);
      assert.equal(find(command, changes)?.enabled, false);
    });
  }

  it('let repeat be changed to whatever mode is left', () => {
    const modes = [
      { disallows: ['toggling_repeat_context'], repeat: 'off' },
      { disallows: ['toggling_repeat_track'], repeat: 'off' },
      { disallows: ['toggling_repeat_track'], repeat: 'track' },
    ] as const;
    for (const mode of modes) assert.equal(find('cycleRepeat', mode)?.enabled, true, JSON.stringify(mode));
  });

  it('always let another device be chosen and the queue be seen', () => {
    const least = {
      item: local,
      device: { ...kitchen, restricted: true, hasVolume: false },
      disallows: ['skipping_next', 'toggling_shuffle', 'transferring_playback'],
    } as const;
    assert.equal(find('selectDevice', least)?.enabled, true);
    assert.equal(find('showQueue', least)?.enabled, true);
  });
});

it('every button runs a command that package.json contributes', () => {
  const all = [{}, { kind: 'paused', liked: true }] as const;
  for (const changes of all) {
    for (const { command } of [
      ...buttonNames.map((name) => buttonFor(name, nowPlaying(changes))),
      ...furtherButtons(nowPlaying(changes)),
    ]) {
      assert.ok(
        contributes.commands.some((one) => one.command === command),
        command,
      );
    }
  }
});

describe('the icon of a device', () => {
  const table: readonly (readonly [type: string, icon: string])[] = [
    ['Computer', '$(device-desktop)'],
    ['computer', '$(device-desktop)'],
    ['Smartphone', '$(device-mobile)'],
    ['Speaker', '$(broadcast)'],
    ['TV', '$(broadcast)'],
    ['', '$(broadcast)'],
    ['$(bell)', '$(broadcast)'],
    ['constructor', '$(broadcast)'],
    ['toString', '$(broadcast)'],
    ['__proto__', '$(broadcast)'],
  ];
  for (const [type, icon] of table) {
    it(`is ${icon} for ${type || 'none'}`, () => {
      assert.equal(deviceIcon(type), icon);
    });
  }
});
