import { Listening, episodes, songs } from './listening';
import { hopping, stretches } from './looking';
import { Chance, seedFor } from './random';
import { type Span, type Trace, hour, minute, second } from './trace';

const day = 24 * hour;
const clock = (hours: number, minutes = 0) => hours * hour + minutes * minute;
const span = (from: number, to: number): Span => ({ from, to });
const minutes = (least: number, most: number) => ({ least: least * minute, most: most * minute });
const seconds = (least: number, most: number) => ({ least: least * second, most: most * second });

const calm = minutes(30, 40);
/** Eight hours of work around three quarters of an hour of lunch. */
const work = [span(clock(9), clock(12, 15)), span(clock(13), clock(17, 45))];
/** At work: mostly in the editor. */
const atWork = (chance: Chance) => stretches(chance, work, minutes(5, 25), minutes(1, 5));

type Build = (chance: Chance) => Omit<Trace, 'name' | 'lengthMs'>;

/** Makes days, each from a seed of its own. What is not said here is the same for all: see `Trace`. */
function maker(seed: number) {
  return (name: string, build: Build): Trace => {
    return { name, lengthMs: day, ...build(new Chance(seedFor(seed, name))) };
  };
}

/** The days of somebody whose Spotify app nobody reads. */
export function traces(seed: number): Trace[] {
  const make = maker(seed);
  /** The same working day, so that only the windows or the lock make the difference. */
  const workday = officeDay(new Chance(seedFor(seed, 'office day')));
  const inWindows = (chance: Chance, windows: number, stay: ReturnType<typeof minutes>) => ({
    ...workday,
    windows: hopping(chance, workday.windows.flat(), windows, stay),
  });
  return [
    { name: 'office day', lengthMs: day, ...workday },
    make('skip-happy hour', skipHappy),
    make('paused lunch', pausedLunch),
    make('three windows', (chance) => inWindows(chance, 3, minutes(1, 6))),
    make('ten windows', (chance) => inWindows(chance, 10, seconds(20, 180))),
    make('phone-controlled', phoneControlled),
    make('long podcast', longPodcast),
    make('all-day idle', idle),
    make('two-hour lock', () => ({ ...workday, block: span(clock(13, 30), clock(15, 30)) })),
  ];
}

/** The days of somebody on whose machine the Spotify app is read. */
export function appTraces(seed: number): Trace[] {
  const make = maker(seed);
  const workday = officeDay(new Chance(seedFor(seed, 'office day')));
  const onPhone = { ...workday, acts: [{ at: 0, do: 'move', to: 'phone' } as const, ...workday.acts] };
  const untilStop = [span(clock(9), workday.acts.at(-1)?.at ?? 0)];
  return [
    make('office day, in the app', () => ({ ...workday, app: { open: untilStop } })),
    make('office day, on the phone', () => ({ ...onPhone, app: { open: [] } })),
    make('phone and desktop in turn', inTurn),
    make('another account in the app', (chance) => {
      const ofAnother = officeDay(chance, 'Other song').acts;
      return { ...onPhone, app: { open: [span(clock(8, 30), clock(18))], ofAnother } };
    }),
  ];
}

/** The music goes along from room to room, sometimes after a pause. */
function inTurn(chance: Chance) {
  const listening = new Listening(chance);
  const [from, to] = [clock(9, 10), clock(17, 30)];
  listening.session(songs(chance, 400), from, to);
  listening.skips(from, to - 15 * minute, calm);
  let place: 'desktop' | 'phone' = 'desktop';
  listening.repeatedly(from, to - 15 * minute, minutes(15, 45), (at) => {
    place = place === 'desktop' ? 'phone' : 'desktop';
    const pause = chance.next() < 0.4 ? chance.between(minute, 10 * minute) : 0;
    if (pause > 0) listening.add({ at, do: 'pause' });
    listening.add({ at: at + pause, do: 'move', to: place });
    if (pause > 0) listening.add({ at: at + pause, do: 'resume' });
  });
  listening.add({ at: to + 20 * minute, do: 'stop' });
  return { acts: listening.acts, windows: [atWork(chance)], app: { open: [span(clock(9), clock(18))] } };
}

/** Six and a half hours of playing, a skip in half an hour or more, two meetings, lunch; the app is closed at home time. */
function officeDay(chance: Chance, title?: string) {
  const listening = new Listening(chance);
  const list = songs(chance, 400, title);
  const sessions = [
    [clock(9, 10), clock(10)],
    [clock(10, 20), clock(12, 15)],
    [clock(13), clock(14, 50)],
    [clock(15, 15), clock(17, 10)],
  ];
  for (const [from = 0, to = 0] of sessions) {
    const start = from + chance.between(0, 2 * minute);
    const end = to + chance.between(0, 2 * minute);
    listening.session(list, start, end);
    listening.skips(start, end - minute, calm);
  }
  listening.add({ at: clock(17, 40) + chance.between(0, 5 * minute), do: 'stop' });
  return { acts: listening.acts, windows: [atWork(chance)] };
}

/** Looking for the right song for an hour, then leaving it alone for four. */
function skipHappy(chance: Chance) {
  const listening = new Listening(chance);
  const start = clock(13) + chance.between(0, minute);
  listening.session(songs(chance, 400), start, clock(18));
  listening.skips(start, start + hour, seconds(10, 40));
  listening.skips(start + hour, clock(18), calm);
  listening.add({ at: clock(19), do: 'stop' });
  return { acts: listening.acts, windows: [atWork(chance)] };
}

/** Plays for an hour or two, is paused for 60 to 90 minutes, and goes on from the phone, five times. */
function pausedLunch(chance: Chance) {
  const listening = new Listening(chance);
  const list = songs(chance, 400);
  let at = clock(8, 30);
  for (let round = 0; round < 5; round += 1) {
    const end = at + chance.between(hour, 2 * hour);
    listening.session(list, at, end);
    listening.skips(at, end - minute, calm);
    at = end + chance.between(hour, 1.5 * hour);
  }
  listening.add({ at, do: 'stop' });
  return { acts: listening.acts, windows: [atWork(chance)] };
}

/** Twelve hours steered from the phone, 6 to 10 times an hour; VS Code is one program among others. */
function phoneControlled(chance: Chance) {
  const listening = new Listening(chance);
  const list = songs(chance, 400);
  const [from, to] = [clock(10), clock(22)];
  listening.session(list, from, to);
  listening.repeatedly(from, to - 10 * minute, minutes(5, 14), (at) => {
    const dice = chance.next();
    if (dice < 0.6) {
      listening.add({ at, do: 'next' });
    } else if (dice < 0.8) {
      const first = chance.between(0, list.length);
      listening.add({ at, do: 'play', items: [...list.slice(first), ...list.slice(0, first)] });
    } else {
      listening.add({ at, do: 'pause' });
      listening.add({ at: at + chance.between(minute, 4 * minute), do: 'resume' });
    }
  });
  listening.add({ at: to + hour, do: 'stop' });
  const looks = stretches(chance, [span(clock(9), clock(23))], minutes(2, 10), minutes(5, 25));
  return { acts: listening.acts, windows: [looks] };
}

/** Three episodes of three hours, with a seek or a pause now and then. */
function longPodcast(chance: Chance) {
  const listening = new Listening(chance);
  const [from, to] = [clock(9, 15), clock(18, 30)];
  listening.session(episodes(chance, 4), from, to);
  listening.repeatedly(from, to - 20 * minute, minutes(25, 50), (at) => {
    const byMs = chance.between(1, 6) * 15 * second * (chance.next() < 0.4 ? -1 : 1);
    listening.add({ at, do: 'seek', byMs });
  });
  listening.repeatedly(from, to - 20 * minute, minutes(45, 90), (at) => {
    listening.add({ at, do: 'pause' });
    listening.add({ at: at + chance.between(2 * minute, 12 * minute), do: 'resume' });
  });
  listening.add({ at: to + hour / 2, do: 'stop' });
  return { acts: listening.acts, windows: [atWork(chance)] };
}

/** A working day without music, but for two songs. */
function idle(chance: Chance) {
  const listening = new Listening(chance);
  const at = clock(11) + chance.between(0, hour);
  listening.add({ at, do: 'play', items: songs(chance, 2), once: true });
  listening.add({ at: at + 20 * minute, do: 'stop' });
  return { acts: listening.acts, windows: [atWork(chance)] };
}
