import assert from 'node:assert/strict';
import { expiryMessage } from '../../../src/messages/statusBar';
import { expiryOf, expiryNotice, sessionEndAt } from '../../../src/model/account';

const day = 86_400_000;

describe('the end of a refresh token', () => {
  const table = [
    ['2026-01-15T10:20:30.400Z', '2026-07-15T10:20:30.400Z'],
    ['2026-08-31T12:00:00.000Z', '2027-02-28T12:00:00.000Z'],
    ['2027-08-31T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
    ['2027-08-30T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
    ['2027-08-29T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
    ['2026-08-28T12:00:00.000Z', '2027-02-28T12:00:00.000Z'],
    ['2026-03-31T23:59:59.999Z', '2026-09-30T23:59:59.999Z'],
    ['2026-05-31T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    ['2026-10-31T00:00:00.000Z', '2027-04-30T00:00:00.000Z'],
    ['2026-12-31T00:00:00.000Z', '2027-06-30T00:00:00.000Z'],
    ['2028-02-29T06:00:00.000Z', '2028-08-29T06:00:00.000Z'],
    ['2026-07-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ] as const;
  for (const [agreed, end] of table) {
    it(`for an agreement at ${agreed} is ${end}`, () => {
      assert.equal(new Date(expiryOf(Date.parse(agreed))).toISOString(), end);
    });
  }
});

describe('what is said of it', () => {
  const agreed = Date.UTC(2026, 4, 21, 9);
  const at = Date.UTC(2026, 10, 21, 9);
  const table: readonly (readonly [when: string, now: number, urgent: boolean | undefined])[] = [
    ['on the day of the agreement', agreed, undefined],
    ['before the agreement, by a clock that is wrong', agreed - day, undefined],
    ['a moment before the last fourteen days', at - 14 * day - 1, undefined],
    ['fourteen days before', at - 14 * day, false],
    ['a moment before the last three days', at - 3 * day - 1, false],
    ['three days before', at - 3 * day, true],
    ['at the end', at, true],
    ['a moment before a day after', at + day - 1, true],
    ['a day after, when Spotify seems to let it live', at + day, undefined],
  ];
  for (const [when, now, urgent] of table) {
    it(`is ${urgent === undefined ? 'nothing' : urgent ? 'urgent' : 'quiet'} ${when}`, () => {
      assert.deepEqual(expiryNotice(now, agreed), urgent === undefined ? undefined : { at, urgent });
    });
  }

  it('is nothing where nobody knows when the user agreed', () => {
    assert.equal(expiryNotice(at, undefined), undefined);
  });

  it('names the day, and not how many are left', () => {
    const sentence = expiryMessage({ at: Date.UTC(2026, 4, 21, 12), urgent: false });
    assert.equal(sentence, 'Sign in again by May 21, or Spotify ends this session.');
  });
});

describe('why Spotify ended a session', () => {
  const agreed = Date.UTC(2026, 4, 21, 9);
  const end = Date.UTC(2026, 10, 21, 9);
  for (const [when, now, agreedAt, why] of [
    ['an hour after the agreement', agreed + day / 24, agreed, 'revoked'],
    ['before the agreement, by a clock that is wrong', agreed - day, agreed, 'revoked'],
    ['more than a day before its end', end - day - 1, agreed, 'revoked'],
    ['a day before its end', end - day, agreed, 'expired'],
    ['a month after its end', end + 30 * day, agreed, 'expired'],
    ['at a time that nobody can compare', end, undefined, undefined],
  ] as const) {
    it(`is ${why ?? 'not known'}, ${when}`, () => {
      assert.equal(sessionEndAt(now, agreedAt), why);
    });
  }
});
