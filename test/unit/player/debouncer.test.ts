import assert from 'node:assert/strict';
import { Debouncer } from '../../../src/player/debouncer';
import { ManualClock } from '../support';

describe('a step', () => {
  let clock: ManualClock;
  let sent: number[];
  let step: Debouncer<number>;
  beforeEach(() => {
    clock = new ManualClock();
    sent = [];
    step = new Debouncer(1, clock, (newest) => {
      sent.push(newest);
      return Promise.resolve();
    });
  });

  it('waits a moment, anew after each newer one, and sends the newest only', async () => {
    await clock.advance(150);
    step.replace(2);
    await clock.advance(150);
    step.replace(3);
    await clock.advance(199);
    assert.deepEqual(sent, []);
    await clock.advance(1);
    assert.deepEqual(sent, [3]);
    await step.sent;
    assert.equal(clock.waiting, 0);
  });

  it('is sent before whatever is done next when something else comes', async () => {
    step.replace(2);
    step.sendNow();
    assert.deepEqual(sent, [2]);
    await clock.advance(1_000);
    assert.deepEqual(sent, [2]);
    assert.equal(clock.waiting, 0);
  });

  it('fails as the sending does', async () => {
    const failing = new Debouncer(1, clock, () => Promise.reject(new Error('No.')));
    failing.sendNow();
    await assert.rejects(failing.sent, /No\./);
    step.sendNow();
  });
});
