import assert from 'node:assert/strict';
import { Attention } from '../../../src/windows/anyWindowFocus';
import { ManualClock, minute, ToldFocus } from '../support';

describe('the attention of all windows', () => {
  let clock: ManualClock;
  let mine: ToldFocus;
  let events: (number | undefined)[];
  const [first, second] = [{}, {}];
  beforeEach(() => {
    clock = new ManualClock();
    events = [];
  });

  function watch(focused: boolean): Attention {
    mine = new ToldFocus(focused);
    const attention = new Attention(mine, clock);
    attention.onDidChange((since) => {
      assert.equal(attention.focusedSince, since, 'The event came before the change.');
      events.push(since);
    });
    return attention;
  }

  it('is there from the beginning when this window has the focus, and is no event', async () => {
    const since = clock.now();
    const attention = watch(true);
    await clock.advance(minute);
    assert.equal(attention.focusedSince, since);
    assert.deepEqual(events, []);
  });

  it('comes and goes with this window', async () => {
    const attention = watch(false);
    assert.equal(attention.focusedSince, undefined);
    await clock.advance(minute);
    const since = clock.now();
    mine.focus(true);
    await clock.advance(minute);
    assert.equal(attention.focusedSince, since);
    mine.focus(false);
    assert.equal(attention.focusedSince, undefined);
    assert.deepEqual(events, [since, undefined]);
  });

  it('is there for as long as before when the clock is set back', async () => {
    const attention = watch(true);
    await clock.advance(minute);
    await clock.setBack(60 * minute);
    assert.equal(attention.focusedSince, clock.now() - minute);
    assert.deepEqual(events, []);
  });

  it('comes and goes with another window', async () => {
    const attention = watch(false);
    await clock.advance(minute);
    const since = clock.now();
    attention.note(first, true);
    await clock.advance(minute);
    assert.equal(attention.focusedSince, since);
    attention.note(first, false);
    assert.deepEqual(events, [since, undefined]);
  });

  it('lasts while it goes from one window to another that is told of first', async () => {
    const since = clock.now();
    const attention = watch(true);
    await clock.advance(minute);
    attention.note(first, true);
    mine.focus(false);
    attention.note(second, true);
    attention.note(first, false);
    assert.equal(attention.focusedSince, since);
    assert.deepEqual(events, []);
    attention.note(second, false);
    assert.deepEqual(events, [undefined]);
  });

  it('goes on when it hops to another window that is told of a moment later', async () => {
    const since = clock.now();
    const attention = watch(true);
    await clock.advance(minute);
    mine.focus(false);
    await clock.advance(200);
    attention.note(first, true);
    assert.equal(attention.focusedSince, since);
    attention.note(first, false);
    await clock.advance(minute);
    const later = clock.now();
    attention.note(first, true);
    assert.equal(attention.focusedSince, later);
  });

  it('is told of only when it changes', () => {
    const attention = watch(false);
    for (let round = 0; round < 3; round += 1) {
      attention.note(first, true);
      mine.focus(true);
    }
    for (let round = 0; round < 3; round += 1) {
      attention.note(first, false);
      attention.note(second, false);
      mine.focus(false);
    }
    assert.deepEqual(events, [clock.now(), undefined]);
  });

  it('is counted once for a window, however often it says so', () => {
    const attention = watch(false);
    attention.note(first, true);
    attention.note(first, true);
    attention.note(first, false);
    assert.equal(attention.focusedSince, undefined);
  });

  it('ends with a window that goes away, unless another one has it', () => {
    const attention = watch(false);
    attention.note(first, true);
    attention.note(second, true);
    attention.note(first, false);
    assert.notEqual(attention.focusedSince, undefined);
    attention.note(second, false);
    attention.note(second, false);
    assert.equal(attention.focusedSince, undefined);
  });

  it('counts from anew each time it comes back', async () => {
    const attention = watch(true);
    mine.focus(false);
    await clock.advance(minute);
    attention.note(first, true);
    assert.equal(attention.focusedSince, clock.now());
  });

  it('leaves no listener behind', () => {
    const attention = watch(true);
    attention.dispose();
    assert.equal(mine.hasListeners, false);
    mine.focus(false);
    assert.deepEqual(events, []);
  });
});
