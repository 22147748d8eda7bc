import assert from 'node:assert/strict';
import { Emitter } from '../../../src/platform/emitter';

describe('an emitter', () => {
  let emitter: Emitter<number>;
  let heard: string[];
  beforeEach(() => {
    emitter = new Emitter();
    heard = [];
  });

  const listener = (name: string) => (value: number) => void heard.push(`${name}${value}`);

  it('tells all listeners, in the order of their coming', () => {
    emitter.event(listener('a'));
    emitter.event(listener('b'));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'b1', 'a2', 'b2']);
  });

  it('tells a listener no more that was disposed', () => {
    const a = emitter.event(listener('a'));
    emitter.event(listener('b'));
    a.dispose();
    a.dispose();
    emitter.fire(1);
    assert.deepEqual(heard, ['b1']);
  });

  it('tells a listener twice that subscribed twice, and ends each by itself', () => {
    const a = listener('a');
    const first = emitter.event(a);
    emitter.event(a);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'a1', 'a2']);
  });

  it('tells nothing of this time to a listener that comes meanwhile', () => {
    emitter.event((value) => {
      if (value === 1) emitter.event(listener('late'));
    });
    emitter.fire(1);
    assert.deepEqual(heard, []);
    emitter.fire(2);
    assert.deepEqual(heard, ['late2']);
  });

  it('tells nobody once it is disposed', () => {
    emitter.event(listener('a'));
    emitter.dispose();
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });
});
