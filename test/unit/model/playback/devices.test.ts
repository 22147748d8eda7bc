import assert from 'node:assert/strict';
import { onlyComputer, presumedDevice } from '../../../../src/model/playback/devices';
import type { Device } from '../../../../src/model/playback/item';
import { hall, kitchen } from '../../support';

const idle: Device = { ...kitchen, active: false };
const desk: Device = { ...idle, id: 'desk', name: 'Desk', type: 'Computer' };
const laptop: Device = { ...desk, id: 'laptop', name: 'Laptop' };
const restricted: Device = { ...desk, id: 'locked', restricted: true };
const unnamed: Device = { ...desk, id: undefined };

describe('the device that is meant while none is active', () => {
  const table: readonly (readonly [
    what: string,
    devices: readonly Device[],
    last: string | undefined,
    meant: string | undefined,
    preferred?: string,
  ])[] = [
    ['none where there is none', [], 'd1', undefined],
    ['the only one', [idle], undefined, 'd1'],
    ['the one that was heard last', [desk, idle, hall], 'd1', 'd1'],
    ['the only computer, where that is gone', [idle, desk, hall], 'gone', 'desk'],
    ['the only computer, by whatever case', [idle, { ...desk, type: 'computer' }], undefined, 'desk'],
    ['a guess of nobody among loudspeakers', [idle, hall], undefined, undefined],
    ['a guess of nobody among computers', [desk, laptop, idle], undefined, undefined],
    ['none that takes no commands', [restricted, unnamed], 'locked', undefined],
    ['the only one that takes commands', [restricted, unnamed, idle], 'locked', 'd1'],
    ['the preferred one, whichever was heard last', [desk, idle, hall], 'desk', 'd1', 'Kitchen'],
    ['the preferred one, however its name was typed', [desk, idle, hall], 'desk', 'd1', ' kitchen '],
    ['the one that was heard last, where the preferred one is gone', [desk, idle], 'd1', 'd1', 'Attic'],
    ['the one that takes commands of two that are preferred', [restricted, laptop, desk], '', 'desk', 'Desk'],
    ['none that is preferred and takes no commands', [restricted, idle, hall], '', undefined, 'Desk'],
  ];
  for (const [what, devices, last, meant, preferred] of table) {
    it(`is ${what}`, () => {
      assert.equal(presumedDevice(devices, last, preferred)?.id, meant);
    });
  }
});

describe('the computer that has just started Spotify', () => {
  it('is the only one among the devices, and no other device', () => {
    assert.equal(onlyComputer([idle, hall, desk, restricted])?.id, 'desk');
    assert.equal(onlyComputer([idle]), undefined);
    assert.equal(onlyComputer([desk, laptop]), undefined);
  });

  it('is the preferred one of several, and no other device that is preferred', () => {
    assert.equal(onlyComputer([desk, laptop], 'laptop')?.id, 'laptop');
    assert.equal(onlyComputer([desk, idle], 'Kitchen')?.id, 'desk');
    assert.equal(onlyComputer([desk, laptop, idle], 'Kitchen'), undefined);
  });
});
