import assert from 'node:assert/strict';
import { fault } from '../../spotify';
import { hour, second } from '../support';
import { Cases } from './cases';
import { assertTrue, outcomeIn } from './expected';
import { askings, type Asking } from './requests';
import { songs, type FaultyWindow } from './window';

/** What happens to the machine, or to the session, and keeps nobody from being answered. */
const events: readonly (readonly [what: string, happen: (window: FaultyWindow) => unknown])[] = [
  ['the access token expires', ({ spotify }) => spotify.tokens.expireAccessTokens()],
  ['the machine sleeps for eight hours', ({ clock }) => clock.sleep(8 * hour)],
  ['the clock is set back by ten seconds', ({ clock }) => clock.setBack(10 * second)],
  ['the clock is set back by an hour', ({ clock }) => clock.setBack(hour)],
  ['the clock is set back by a day and more', ({ clock }) => clock.setBack(25 * hour)],
  ['the focus comes', ({ focus }) => focus.focus(true)],
  ['the focus goes', ({ focus }) => focus.focus(false)],
];

/** Commands are looked at after one second and after three; a sleep is noticed within five, and what is asked by then. */
const settledMs = 12 * second;

const polling: Asking = {
  what: 'what plays',
  kind: 'poll',
  method: 'GET',
  path: /\/me\/player$/,
  request: () => ({ kind: 'refresh' }),
};

const moments = ['before', 'while'] as const;

async function run(
  window: FaultyWindow,
  asking: Asking,
  [, happen]: (typeof events)[number],
  moment: (typeof moments)[number],
  turn: number,
): Promise<void> {
  const { spotify, polling, clock, sessions } = window;
  asking.before?.(spotify.player);
  await outcomeIn(window, polling.election.request({ kind: 'refresh' }));
  const held = fault.held();
  if (moment === 'while') window.arm(held, { method: asking.method, path: asking.path, times: 1 });
  else await happen(window);
  const asked = polling.election.request(asking.request(spotify, turn));
  await clock.leap(second);
  if (moment === 'while') await happen(window);
  held.release();
  assert.equal(await outcomeIn(window, asked), 'ok');
  await clock.leap(settledMs);
  window.disarm();
  assertTrue(window, false);
  assert.equal(sessions.state.kind, 'signedIn');
}

describe('what happens to a machine and a session', () => {
  const cases = new Cases({ focused: false, list: songs.long });
  for (const asking of [polling, ...askings]) {
    let turns = 1_000;
    const all = events.flatMap((event) =>
      moments.map((moment) => ({
        what: `${event[0]} ${moment} it is asked`,
        run: (window: FaultyWindow) => run(window, asking, event, moment, (turns += 1)),
      })),
    );
    it(`hurts nobody who asks, ${asking.what}: ${all.length} cases`, () => cases.all(all));
  }
});
