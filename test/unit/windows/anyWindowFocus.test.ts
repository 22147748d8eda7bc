import assert from 'node:assert/strict';
import { AnyWindowFocus } from '../../../src/windows/anyWindowFocus';
import { ManualClock, minute, ToldFocus } from '../support';

describe('the focus of any window', () => {
  let clock: ManualClock;
  let mine: ToldFocus;
  let events: (number | undefined)[];
  const [first, second] = [{}, {}];
  beforeEach(() => {
    clock = new ManualClock();
    events = [];
  });

  function watch(focused: boolean): AnyWindowFocus {
    mine = new ToldFocus(focused);
    const anyWindowFocus = new AnyWindowFocus(mine, clock);
    anyWindowFocus.onDidChange((since) => {
      assert.equal(anyWindowFocus.focusedSince, since, 'The event came before the change.');
      events.push(since);
    });
    return anyWindowFocus;
  }

  it('is there from the beginning when this window has the focus, and is no event', async () => {
    const since = clock.now();
    const anyWindowFocus = watch(true);
    await clock.advance(minute);
    assert.equal(anyWindowFocus.focusedSince, since);
    assert.deepEqual(events, []);
  });

  it('comes and goes with this window', async () => {
    const anyWindowFocus = watch(false);
    assert.equal(anyWindowFocus.focusedSince, undefined);
    await clock.advance(minute);
    const since = clock.now();
    mine.focus(true);
    await clock.advance(minute);
    assert.equal(anyWindowFocus.focusedSince, since);
    mine.focus(false);
    assert.equal(anyWindowFocus.focusedSince, undefined);
    assert.deepEqual(events, [since, undefined]);
  });

  it('is there for as long as before when the clock is set back', async () => {
    const anyWindowFocus = watch(true);
    await clock.advance(minute);
    await clock.setBack(60 * minute);
    assert.equal(anyWindowFocus.focusedSince, clock.now() - minute);
    assert.deepEqual(events, []);
  });

  it('comes and goes with another window', async () => {
    const anyWindowFocus = watch(false);
    await clock.advance(minute);
    const since = clock.now();
    anyWindowFocus.note(first, true);
    await clock.advance(minute);
    assert.equal(anyWindowFocus.focusedSince, since);
    anyWindowFocus.note(first, false);
    assert.deepEqual(events, [since, undefined]);
  });

  it('lasts while it goes from one window to another that is told of first', async () => {
    const since = clock.now();
    const anyWindowFocus = watch(true);
    await clock.advance(minute);
    anyWindowFocus.note(first, true);
    mine.focus(false);
    anyWindowFocus.note(second, true);
    anyWindowFocus.note(first, false);
    assert.equal(anyWindowFocus.focusedSince, since);
    assert.deepEqual(events, []);
    anyWindowFocus.note(second, false);
    assert.deepEqual(events, [undefined]);
  });

  it('goes on when it hops to another window that is told of a moment later', async () => {
    const since = clock.now();
    const anyWindowFocus = watch(true);
    await clock.advance(minute);
    mine.focus(false);
    await clock.advance(200);
    anyWindowFocus.note(first, true);
    assert.equal(anyWindowFocus.focusedSince, since);
    anyWindowFocus.note(first, false);
    await clock.advance(minute);
    const later = clock.now();
    anyWindowFocus.note(first, true);
    assert.equal(anyWindowFocus.focusedSince, later);
  });

  it('is told of only when it changes', () => {
    const anyWindowFocus = watch(false);
    for (let round = 0; round < 3; round += 1) {
      anyWindowFocus.note(first, true);
      mine.focus(true);
    }
    for (let round = 0; round < 3; round += 1) {
      anyWindowFocus.note(first, false);
      anyWindowFocus.note(second, false);
      mine.focus(false);
    }
    assert.deepEqual(events, [clock.now(), undefined]);
  });

  it('is counted once for a window, however often it says so', () => {
    const anyWindowFocus = watch(false);
    anyWindowFocus.note(first, true);
    anyWindowFocus.note(first, true);
    anyWindowFocus.note(first, false);
    assert.equal(anyWindowFocus.focusedSince, undefined);
  });

  it('ends with a window that goes away, unless another one has it', () => {
    const anyWindowFocus = watch(false);
    anyWindowFocus.note(first, true);
    anyWindowFocus.note(second, true);
    anyWindowFocus.note(first, false);
    assert.notEqual(anyWindowFocus.focusedSince, undefined);
    anyWindowFocus.note(second, false);
    anyWindowFocus.note(second, false);
    assert.equal(anyWindowFocus.focusedSince, undefined);
  });

  it('counts from anew each time it comes back', async () => {
    const anyWindowFocus = watch(true);
    mine.focus(false);
    await clock.advance(minute);
    anyWindowFocus.note(first, true);
    assert.equal(anyWindowFocus.focusedSince, clock.now());
  });

  it('leaves no listener behind', () => {
    const anyWindowFocus = watch(true);
    anyWindowFocus.dispose();
    assert.equal(mine.hasListeners, false);
    mine.focus(false);
    assert.deepEqual(events, []);
  });
});
