import assert from 'node:assert/strict';
import { Owner, setUnexpectedErrorHandler } from '../../../src/platform/lifecycle';

describe('an owner', () => {
  let ended: string[];
  beforeEach(() => {
    ended = [];
  });

  const thing = (name: string) => ({ name, dispose: () => void ended.push(name) });

  it('ends what it owns in the reverse order of its coming', () => {
    const owner = new Owner();
    for (const name of ['first', 'second', 'third']) owner.own(thing(name));
    assert.deepEqual(ended, []);
    owner.dispose();
    assert.deepEqual(ended, ['third', 'second', 'first']);
  });

  it('gives back what it takes', () => {
    const one = thing('one');
    assert.equal(new Owner().own(one), one);
  });

  it('ends each thing once', () => {
    const owner = new Owner();
    owner.own(thing('one'));
    owner.dispose();
    owner.dispose();
    assert.deepEqual(ended, ['one']);
  });

  it('ends at once what comes too late', () => {
    const owner = new Owner();
    owner.dispose();
    owner.own(thing('late'));
    assert.deepEqual(ended, ['late']);
  });

  it('ends what is handed over while it is being ended', () => {
    const owner = new Owner();
    owner.own({ dispose: () => void owner.own(thing('inner')) });
    owner.dispose();
    assert.deepEqual(ended, ['inner']);
  });

  it('can be owned', () => {
    const outer = new Owner();
    outer.own(new Owner()).own(thing('inner'));
    outer.dispose();
    assert.deepEqual(ended, ['inner']);
  });

  it('ends all the others, too, when one of them throws, and reports what it threw', () => {
    const fault = new RangeError('it cannot be ended');
    const reported: unknown[] = [];
    const handler = setUnexpectedErrorHandler((error) => reported.push(error));
    const owner = new Owner();
    const broken = {
      dispose: () => {
        throw fault;
      },
    };
    for (const one of [thing('first'), broken, thing('last')]) owner.own(one);
    owner.dispose();
    handler.dispose();
    assert.deepEqual(ended, ['last', 'first']);
    assert.deepEqual(reported, [fault]);
  });
});
