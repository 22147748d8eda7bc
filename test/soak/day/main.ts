import { readdir } from 'node:fs/promises';
import process from 'node:process';
import { songs } from '../../bench/day/listening';
import { percentile } from '../../bench/day/metric';
import { Chance, seedFor } from '../../bench/day/random';
import { hour, minute, second, type Shown } from '../../bench/day/trace';
import { pick, TemporaryFolder } from '../../unit/support';
import { dayFaults, lengthOf } from './faults';
import { Machine } from './machine';
import { longestPauseMs, Person } from './person';
import { dailyBudget, DayWindow } from './window';

export interface DayFigures {
  readonly seed: number;
  readonly hours: number;
  readonly faults: number;
  readonly requests: number;
  /** Of the time in which somebody might look, over all windows. */
  readonly wrongPercent: number;
  /** After a fault, until all windows show what is true. */
  readonly secondsUntilRight: { readonly median: number; readonly p95: number; readonly most: number };
  /** Between the second hour and the last. */
  readonly heapGrowthKB: number;
  /** What there was in the second hour, and in the last. */
  readonly left: readonly [Left, Left];
  readonly unmet: readonly string[];
}

/** What three windows hold while they show what is true. */
interface Left {
  readonly heapKB: number;
  readonly timers: number;
  readonly listeners: number;
  readonly sockets: number;
  readonly files: number;
}

const windowCount = 3;
/** The longest pauses of the schedule while music plays are those after a fault that only a person can end. */
const rightWithinMs = 20 * minute;
/** Windows keep the log of a day's requests, and the stand-in its tokens; two days bring no more than one. */
const heapGrowthKB = 2_048;
/** Beyond the day's budget heartbeats slow down, and the ends of songs are asked for all the same. */
const mostRequests = 1.5 * dailyBudget;
const settledWithinMs = 2 * minute;

/** Three windows on a simulated day with faults, one after the other. */
export async function soakDay(hours = 24, seed = Date.now() % 1_000_000): Promise<DayFigures> {
  const folder = await TemporaryFolder.make();
  const machine = await Machine.start(folder, seed);
  const day = new Day(machine, new Chance(seedFor(seed, 'day')));
  try {
    return { seed, ...(await day.live(hours * hour)) };
  } finally {
    await machine.close();
    await folder.remove();
  }
}

class Day {
  readonly windows: DayWindow[] = [];
  readonly #unmet = new Set<string>();
  readonly #untilRight: number[] = [];
  #faults = 0;
  #seconds = 0;
  #wrongSeconds = 0;
  #shown: Shown = '';
  readonly #begun: number;

  constructor(
    readonly machine: Machine,
    readonly chance: Chance,
  ) {
    this.#begun = machine.clock.trueNow();
  }

  /** How long the day has been, in ms. */
  get sinceMs(): number {
    return this.machine.clock.trueNow() - this.#begun;
  }

  async live(ms: number): Promise<Omit<DayFigures, 'seed'>> {
    const { machine } = this;
    const { chance } = this;
    const { spotify } = machine;
    spotify.player.play(songs(chance, 60));
    for (let index = 0; index < windowCount; index += 1) this.#open();
    await this.#right();
    new Person(this).act();
    this.#look();
    let early: Left | undefined;
    while (this.sinceMs < ms) {
      await this.#bringFault();
      if (this.sinceMs >= Math.min(2 * hour, ms / 2)) early ??= await this.#left();
    }
    const late = await this.#left();
    const hours = Math.round(this.sinceMs / hour);
    await this.#end();
    this.#judge(early ?? late, late);
    const { requests } = machine;
    return {
      hours,
      faults: this.#faults,
      requests,
      wrongPercent: Math.round((this.#wrongSeconds / this.#seconds) * 1_000) / 10,
      secondsUntilRight: {
        median: Math.round(percentile(this.#untilRight, 0.5) / second),
        p95: Math.round(percentile(this.#untilRight, 0.95) / second),
        most: Math.round(percentile(this.#untilRight, 1) / second),
      },
      heapGrowthKB: late.heapKB - (early ?? late).heapKB,
      left: [early ?? late, late],
      unmet: [...this.#unmet],
    };
  }

  reload(window: DayWindow): void {
    window.dispose();
    this.windows.splice(this.windows.indexOf(window), 1);
    this.#open();
  }

  #open(): void {
    this.windows.push(new DayWindow(this.machine, (error) => this.#unmet.add(`The log has: ${error}`)));
  }

  async #bringFault(): Promise<void> {
    const { chance } = this;
    const { clock } = this.machine;
    await clock.run(chance.between(20 * second, 4 * minute));
    const [name, begin] = pick(chance.next, Object.entries(dayFaults));
    const ms = lengthOf(chance);
    const end = begin(this, ms);
    this.#faults += 1;
    if (end) {
      await clock.run(ms);
      end();
    }
    const took = await this.#right();
    if (took === undefined) this.#unmet.add(`The song is not right again after: ${name}.`);
    else this.#untilRight.push(took);
  }

  /** How long it takes until all windows show what is true, in ms; `undefined` where it takes too long. */
  async #right(): Promise<number | undefined> {
    const { clock } = this.machine;
    for (let ms = 0; ms < rightWithinMs; ms += second) {
      if (this.windows.every(({ shown }) => shown === this.machine.shown)) return ms;
      await clock.run(second);
    }
    return undefined;
  }

  /** Each second. */
  #look(): void {
    const { machine } = this;
    machine.clock.after(second, () => {
      if (this.windows.length === 0) return;
      const { shown } = machine;
      if (shown !== this.#shown) machine.appChanged();
      this.#shown = shown;
      this.#seconds += this.windows.length;
      this.#wrongSeconds += this.windows.filter((window) => window.shown !== shown).length;
      if (!this.windows.every(({ isSignedIn }) => isSignedIn)) this.#unmet.add('Somebody was signed out.');
      this.#look();
    });
  }

  /** When nothing is under way. */
  async #left(): Promise<Left> {
    const { machine } = this;
    await machine.clock.run(settledWithinMs);
    globalThis.gc?.();
    return {
      heapKB: Math.round(process.memoryUsage().heapUsed / 1024),
      timers: machine.clock.waiting,
      listeners: machine.listeners,
      sockets: process.getActiveResourcesInfo().filter((name) => /^Pipe/.test(name)).length,
      files: (await readdir(machine.folder.path, { recursive: true })).length,
    };
  }

  async #end(): Promise<void> {
    const { machine } = this;
    for (const window of this.windows.splice(0)) window.dispose();
    await machine.clock.run(longestPauseMs);
    const { listeners, clock } = machine;
    if (listeners > 0) this.#unmet.add(`${listeners} listeners are left by closed windows.`);
    if (clock.waiting > 0) this.#unmet.add(`${clock.waiting} timers are left by closed windows.`);
  }

  #judge(early: Left, late: Left): void {
    const { machine } = this;
    const say = (unmet: boolean, sentence: string) => unmet && this.#unmet.add(sentence);
    say(
      globalThis.gc !== undefined && late.heapKB - early.heapKB > heapGrowthKB,
      `The heap has grown by ${late.heapKB - early.heapKB} KB.`,
    );
    say(late.listeners > early.listeners, 'There are more listeners than in the second hour.');
    say(late.sockets > early.sockets, 'There are more sockets than in the second hour.');
    say(late.files > early.files, 'There are more files than in the second hour.');
    say(late.timers > early.timers + windowCount, 'There are more timers than in the second hour.');
    say(machine.together > 0, `Two windows sent at the same time, ${machine.together} times.`);
    say(machine.requests > mostRequests, `${machine.requests} requests are too many for a day.`);
  }
}
