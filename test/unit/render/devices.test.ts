import assert from 'node:assert/strict';
import type { Device } from '../../../src/model/playback/item';
import { deviceRows, deviceTypeName, distinctions } from '../../../src/render/devices';
import { hall, kitchen } from '../support';

describe('a type of device', () => {
  for (const [type, name] of [
    ['Computer', 'Computer'],
    ['computer', 'Computer'],
    ['Speaker', 'Speaker'],
    ['Smartphone', 'Smartphone'],
    ['TV', 'TV'],
    ['AVR', 'Receiver'],
    ['STB', 'Set-top box'],
    ['CastAudio', 'Cast'],
    ['CastVideo', 'Cast'],
    ['GameConsole', 'Game console'],
    ['AudioDongle', 'Audio dongle'],
    ['Unknown', ''],
    ['UnknownSpotify', ''],
    ['', ''],
    // Whatever comes to be, and whatever stands in it.
    ['HomeThing', 'Home thing'],
    ['$(sync~spin)', 'Sync spin'],
    ['[a](command:b)', 'A command b'],
    ['\u202e\n', ''],
  ] as const) {
    it(`is ${name ? `called "${name}"` : 'not named'} where Spotify says ${JSON.stringify(type)}`, () => {
      assert.equal(deviceTypeName(type), name);
    });
  }
});

describe('devices', () => {
  const named = (name: string, type: string, id: string | undefined) => ({ ...kitchen, name, type, id });

  it('are told by their type', () => {
    assert.deepEqual(distinctions([kitchen, hall]), ['Speaker', 'Smartphone']);
  });

  it('of the same name are told apart by it', () => {
    const twice = [named('Den', 'Speaker', 'a1b2c3'), named('Den', 'CastAudio', 'd4e5f6')];
    assert.deepEqual(distinctions(twice), ['Speaker', 'Cast']);
  });

  it('of the same name and type are told apart by the end of their IDs', () => {
    const both = [
      named('Den', 'CastVideo', 'a1b2c3d4'),
      named('Den', 'CastAudio', 'a1b2e5f6'),
      named('Attic', 'CastAudio', 'a1b27777'),
    ];
    assert.deepEqual(distinctions(both), ['Cast …c3d4', 'Cast …e5f6', 'Cast']);
  });

  it('whose IDs end alike are told apart by as much of them as it takes', () => {
    const both = [named('Den', '', 'a1x0000'), named('Den', '', 'a1y0000')];
    assert.deepEqual(distinctions(both), ['…x0000', '…y0000']);
  });

  it('that cannot be told apart stay as they are', () => {
    const both = [named('Den', 'Speaker', undefined), named('Den', 'Speaker', undefined)];
    assert.deepEqual(distinctions(both), ['Speaker', 'Speaker']);
    const same = [named('Den', 'Speaker', 'a1b2'), named('Den', 'Speaker', 'a1b2')];
    assert.deepEqual(distinctions(same), ['Speaker …a1b2', 'Speaker …a1b2']);
  });
});

describe('a row of the list of devices', () => {
  const idle = { ...kitchen, active: false };
  const table: readonly (readonly [
    what: string,
    device: Device,
    preferred: string,
    label: string,
    text: string,
  ])[] = [
    ['is marked where it is active', kitchen, '', 'Kitchen', '$(check) Speaker · active · 40%'],
    ['has no mark else', idle, '', 'Kitchen', 'Speaker · 40%'],
    ['says which one is preferred', idle, 'kitchen', 'Kitchen', 'Speaker · preferred · 40%'],
    [
      'says whose volume stays as it is',
      { ...idle, hasVolume: false },
      '',
      'Kitchen',
      'Speaker · 40% · fixed volume',
    ],
    [
      'says which one takes no commands',
      { ...idle, restricted: true, hasVolume: false, volume: undefined },
      '',
      'Kitchen',
      'Speaker · cannot be controlled remotely',
    ],
    ['shows a nasty name as its characters', { ...idle, name: '$(x)' }, '', '\\$(x)', 'Speaker · 40%'],
  ];
  for (const [what, device, preferred, label, text] of table) {
    it(what, () => {
      const [row] = deviceRows([device], preferred);
      assert.deepEqual([row?.label, row?.description], [`$(earshot-device-speaker) ${label}`, text]);
    });
  }
});
