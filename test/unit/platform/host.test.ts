import assert from 'node:assert/strict';
import { describeError } from '../../../src/platform/host';

const secret = 'https://127.0.0.1/callback?code=AQsecret';

describe('describing an error for the log', () => {
  it('names it and its place, and says nothing of its message', () => {
    const description = describeError(new RangeError(secret));
    assert.match(description, /^RangeError at .+:\d+:\d+\)?$/);
    assert.doesNotMatch(description, /AQsecret/);
  });

  it('has the code of a system error', () => {
    const error = Object.assign(new Error(secret), { code: 'ECONNRESET' });
    assert.match(describeError(error), /^Error ECONNRESET at /);
    assert.doesNotMatch(describeError(error), /AQsecret/);
  });

  it('leaves out a code that is no text', () => {
    assert.match(describeError(Object.assign(new Error('x'), { code: 7 })), /^Error at /);
  });

  it('does without a stack', () => {
    const error = new TypeError(secret);
    delete error.stack;
    assert.equal(describeError(error), 'TypeError');
  });

  it('is not taken in by a message that looks like a stack', () => {
    assert.doesNotMatch(describeError(new Error(`failed\n    at ${secret}`)), /AQsecret/);
  });

  it('is one line', () => {
    assert.doesNotMatch(describeError(new Error('a\nb')), /\n/);
  });

  for (const thrown of [secret, undefined, null, 7, { message: secret }]) {
    it(`says no more of what is no error than that it is of type ${typeof thrown}`, () => {
      assert.equal(describeError(thrown), typeof thrown);
    });
  }
});
