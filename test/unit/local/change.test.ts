import assert from 'node:assert/strict';
import { isChange } from '../../../src/local/change';
import type { LocalState } from '../../../src/local/player';

type Available = Extract<LocalState, { readonly kind: 'available' }>;
const playing: Available = {
  kind: 'available',
  status: 'playing',
  elsewhere: false,
  track: undefined,
  positionMs: 10_000,
  observedAt: 0,
  volumePercent: 50,
  shuffle: false,
  repeat: 'off',
};
const paused: Available = { ...playing, status: 'paused' };
const later = { observedAt: 5_000 };
const unavailable = (problem: 'noBus' | 'notRunning'): LocalState => ({ kind: 'unavailable', problem });

describe('a change of the app on this machine', () => {
  const rows: readonly (readonly [what: string, before: LocalState, after: LocalState, told: boolean])[] = [
    ['the time that goes on', playing, { ...playing, ...later, positionMs: 15_000 }, false],
    ['a position that is a little late', playing, { ...playing, ...later, positionMs: 14_000 }, false],
    ['a jump ahead', playing, { ...playing, ...later, positionMs: 17_000 }, true],
    ['a jump back', playing, { ...playing, ...later, positionMs: 13_000 }, true],
    ['a pause that lasts', paused, { ...paused, ...later }, false],
    ['a jump in a pause', paused, { ...paused, ...later, positionMs: 15_000 }, true],
    ['a position that is lost', playing, { ...playing, positionMs: undefined }, true],
    ['a pause', playing, { ...paused, ...later, positionMs: 15_000 }, true],
    ['another volume', playing, { ...playing, volumePercent: 51 }, true],
    ['the same problem', unavailable('noBus'), unavailable('noBus'), false],
    ['another problem', unavailable('noBus'), unavailable('notRunning'), true],
    ['an end', playing, unavailable('notRunning'), true],
    ['a beginning', { kind: 'starting' }, playing, true],
  ];
  for (const [what, before, after, told] of rows) {
    it(`is ${told ? '' : 'not '}${what}`, () => assert.equal(isChange(before, after), told));
  }
});
