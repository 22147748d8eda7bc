import type { Intent } from '../../../src/model/commands/intent';
import { hour, minute } from '../../bench/day/trace';
import { pick } from '../../unit/support';
import type { Stage } from './faults';

/** When music plays, in ms since the beginning, at nine; at other times it is paused, and nobody looks. */
const listening = [
  { from: 0, to: 4 * hour },
  { from: 5 * hour, to: 9 * hour },
  { from: 11 * hour, to: 14 * hour },
];

/** Between two things that the person does, in ms. */
export const longestPauseMs = 30 * minute;

/** Who listens: does something on the phone or in VS Code now and then, and looks at one of the windows. */
export class Person {
  constructor(private readonly stage: Stage & { readonly sinceMs: number }) {}

  /** From now on until there is no window. */
  act(): void {
    const { machine, chance } = this.stage;
    machine.clock.after(chance.between(minute, longestPauseMs), () => {
      const { windows, sinceMs } = this.stage;
      if (windows.length === 0) return;
      const listens = listening.some(({ from, to }) => from <= sinceMs && sinceMs < to);
      this.#play(listens);
      for (const { focus } of windows) if (focus.focused) focus.focus(false);
      if (listens && chance.next() < 0.8) pick(chance.next, windows).focus.focus(true);
      this.act();
    });
  }

  #play(listens: boolean): void {
    const { chance, machine } = this.stage;
    const { player } = machine.spotify;
    const acts = [() => player.next(), () => player.pause(), () => this.#command(), () => this.#command()];
    if (!listens) player.pause();
    else if (player.isPlaying) pick(chance.next, acts)();
    else player.resume();
  }

  #command(): void {
    const { chance, machine, windows } = this.stage;
    const { uri } = machine.spotify.player.state.item;
    const intent = pick<Intent>(chance.next, [
      { kind: 'next' },
      { kind: 'playPause' },
      { kind: 'like', uri, liked: chance.next() < 0.5 },
    ]);
    // Many meet a fault.
    pick(chance.next, windows)
      .election.request({ kind: 'intent', intent })
      .catch(() => undefined);
  }
}
