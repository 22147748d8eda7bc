import assert from 'node:assert/strict';
import { initialPlayback, type Playback } from '../../../src/model/playback/playback';
import { initialChangeRate } from '../../../src/model/schedule/changeRate';
import { present } from '../../../src/render/statusText';
import { everythingShown } from '../../shown';
import { nowPlaying } from '../support';

const now = 1_000_000;
const notice = { at: Date.UTC(2026, 4, 21, 12), urgent: false };
const sentence = 'Sign in again by May 21, or Spotify ends this session.';
const settings = { ...everythingShown, clickCommand: 'earshot.openInSpotify' };
const idle = { kind: 'nothing', receivedAt: now, changeRate: initialChangeRate(now) } as const;
const offline = { problem: { kind: 'offline' }, since: now, failures: 1, failedAt: now, jitter: 0 } as const;

describe('the status item of a session that soon ends', () => {
  const signedIn: readonly Playback[] = [
    nowPlaying(),
    nowPlaying({ kind: 'paused' }),
    idle,
    { kind: 'waiting' },
    { kind: 'unavailable', last: nowPlaying(), ...offline },
    { kind: 'unavailable', last: idle, ...offline },
  ];
  for (const playback of signedIn) {
    const last = playback.kind === 'unavailable' ? ` after ${playback.last.kind}` : '';
    it(`says so when it is ${playback.kind}${last}, in the hover and to a screen reader, and nowhere else`, () => {
      const plain = present(playback, settings, now);
      const told = present(playback, settings, now, notice);
      assert.ok(plain && told);
      assert.equal(told.text, plain.text);
      assert.equal(told.command, plain.command);
      assert.equal(told.label, `${plain.label}. ${sentence}`);
      if (typeof told.tooltip === 'string' || typeof plain.tooltip === 'string') {
        assert.ok(typeof plain.tooltip === 'string');
        assert.equal(told.tooltip, `${plain.tooltip}\n${sentence}`);
        return;
      }
      assert.ok(told.tooltip.markdown.startsWith(plain.tooltip.markdown));
      const line = told.tooltip.markdown.slice(plain.tooltip.markdown.length);
      assert.match(line, /^\n\n\$\(account\) <a href="command:earshot\.signIn">Sign in again by May 21/);
      assert.deepEqual(told.tooltip.commands, [...plain.tooltip.commands, 'earshot.signIn']);
    });
  }

  const away: readonly Playback[] = [
    initialPlayback,
    { kind: 'signedOut', elsewhere: false },
    { kind: 'signInAgain' },
    { kind: 'signingIn', before: { kind: 'starting' } },
  ];
  for (const playback of away) {
    it(`says nothing of it when it is ${playback.kind}`, () => {
      assert.deepEqual(present(playback, settings, now, notice), present(playback, settings, now));
    });
  }
});
