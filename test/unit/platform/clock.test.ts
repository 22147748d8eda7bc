import assert from 'node:assert/strict';
import { sleep, systemClock } from '../../../src/platform/clock';
import { ManualClock } from '../support';

describe('the clock', () => {
  it('lets sleep as long as was asked for', async () => {
    const clock = new ManualClock();
    let awake = false;
    void sleep(clock, 200).then(() => (awake = true));
    await clock.advance(199);
    assert.equal(awake, false);
    await clock.advance(1);
    assert.equal(awake, true);
  });

  it('of the system runs an action once, and not when it was disposed', async () => {
    const ran: string[] = [];
    systemClock.after(0, () => ran.push('disposed')).dispose();
    systemClock.after(-5, () => ran.push('late already'));
    await sleep(systemClock, 1);
    assert.deepEqual(ran, ['late already']);
  });

  it('of the system does not run an action at once that is due in years', async () => {
    let ran = false;
    const far = systemClock.after(2 ** 40, () => (ran = true));
    await sleep(systemClock, 2);
    far.dispose();
    assert.equal(ran, false);
  });

  it('of the system tells the time, and draws from 0 to 1', () => {
    const before = Date.now();
    assert.ok(systemClock.now() >= before && systemClock.now() <= Date.now());
    const chances = Array.from({ length: 20 }, () => systemClock.jitter());
    assert.ok(chances.every((chance) => chance >= 0 && chance < 1));
    assert.ok(new Set(chances).size > 1);
  });
});
