import assert from 'node:assert/strict';
import process from 'node:process';
import { Emitter } from '../../../src/platform/event';
import { setUnexpectedErrorHandler } from '../../../src/platform/lifecycle';
import { turns } from '../support';

describe('an emitter', () => {
  let emitter: Emitter<number>;
  let received: string[];
  beforeEach(() => {
    emitter = new Emitter();
    received = [];
  });

  const listener = (name: string) => (value: number) => void received.push(`${name}${value}`);

  it('tells all listeners, in the order of their coming', () => {
    emitter.event(listener('a'));
    emitter.event(listener('b'));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(received, ['a1', 'b1', 'a2', 'b2']);
  });

  it('tells a listener no more that was disposed', () => {
    const a = emitter.event(listener('a'));
    emitter.event(listener('b'));
    a.dispose();
    a.dispose();
    emitter.fire(1);
    assert.deepEqual(received, ['b1']);
  });

  it('tells a listener twice that subscribed twice, and ends each by itself', () => {
    const a = listener('a');
    const first = emitter.event(a);
    emitter.event(a);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(received, ['a1', 'a1', 'a2']);
  });

  it('tells nothing of this time to a listener that comes meanwhile', () => {
    emitter.event((value) => {
      if (value === 1) emitter.event(listener('late'));
    });
    emitter.fire(1);
    assert.deepEqual(received, []);
    emitter.fire(2);
    assert.deepEqual(received, ['late2']);
  });

  it('tells nobody once it is disposed', () => {
    emitter.event(listener('a'));
    emitter.dispose();
    emitter.fire(1);
    assert.deepEqual(received, []);
  });

  describe('with a listener that throws', () => {
    const fault = new RangeError('a listener failed');
    const fail = () => {
      throw fault;
    };

    it('tells those before and behind it, now and later, and reports what it threw', () => {
      const reported: unknown[] = [];
      const handler = setUnexpectedErrorHandler((error) => reported.push(error));
      emitter.event(listener('a'));
      emitter.event(fail);
      emitter.event(listener('b'));
      emitter.fire(1);
      emitter.fire(2);
      handler.dispose();
      assert.deepEqual(received, ['a1', 'b1', 'a2', 'b2']);
      assert.deepEqual(reported, [fault, fault]);
    });

    it('lets the process know, and so fails a test, where nobody wants reports', async () => {
      const handlers = process.listeners('uncaughtException');
      const uncaught: unknown[] = [];
      process.removeAllListeners('uncaughtException');
      process.once('uncaughtException', (error) => uncaught.push(error));
      emitter.event(fail);
      emitter.event(listener('b'));
      emitter.fire(1);
      await turns(1);
      process.removeAllListeners('uncaughtException');
      for (const handler of handlers) process.on('uncaughtException', handler);
      assert.deepEqual(received, ['b1']);
      assert.deepEqual(uncaught, [fault]);
    });
  });
});
