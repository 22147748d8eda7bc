import assert from 'node:assert/strict';
import { DisposableStore, once, setUnexpectedErrorHandler } from '../../../src/platform/lifecycle';

describe('an owner', () => {
  let ended: string[];
  beforeEach(() => {
    ended = [];
  });

  const thing = (name: string) => ({ name, dispose: () => void ended.push(name) });

  it('ends what it owns in the reverse order of its coming', () => {
    const owner = new DisposableStore();
    for (const name of ['first', 'second', 'third']) owner.add(thing(name));
    assert.deepEqual(ended, []);
    owner.dispose();
    assert.deepEqual(ended, ['third', 'second', 'first']);
  });

  it('gives back what it takes', () => {
    const one = thing('one');
    assert.equal(new DisposableStore().add(one), one);
  });

  it('ends each thing once', () => {
    const owner = new DisposableStore();
    owner.add(thing('one'));
    owner.dispose();
    owner.dispose();
    assert.deepEqual(ended, ['one']);
  });

  it('ends at once what comes too late', () => {
    const owner = new DisposableStore();
    owner.dispose();
    owner.add(thing('late'));
    assert.deepEqual(ended, ['late']);
  });

  it('ends what is handed over while it is being ended', () => {
    const owner = new DisposableStore();
    owner.add({ dispose: () => void owner.add(thing('inner')) });
    owner.dispose();
    assert.deepEqual(ended, ['inner']);
  });

  it('can be owned', () => {
    const outer = new DisposableStore();
    outer.add(new DisposableStore()).add(thing('inner'));
    outer.dispose();
    assert.deepEqual(ended, ['inner']);
  });

  it('ends all the others, too, when one of them throws, and reports what it threw', () => {
    const fault = new RangeError('it cannot be ended');
    const reported: unknown[] = [];
    const handler = setUnexpectedErrorHandler((error) => reported.push(error));
    const owner = new DisposableStore();
    const broken = {
      dispose: () => {
        throw fault;
      },
    };
    for (const one of [thing('first'), broken, thing('last')]) owner.add(one);
    owner.dispose();
    handler.dispose();
    assert.deepEqual(ended, ['last', 'first']);
    assert.deepEqual(reported, [fault]);
  });
});

describe('what is made once', () => {
  it('is made when it is wanted first, and anew only where that failed', async () => {
    let tries = 0;
    const make = once(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve(tries);
    });
    assert.equal(tries, 0);
    await assert.rejects(make(), /not yet/);
    assert.deepEqual(await Promise.all([make(), make()]), [2, 2]);
    assert.equal(await make(), 2);
  });
});
