import { fault, songs, startSpotify, type Spotify } from '../spotify';
import { pick, seeded, TemporaryFolder } from '../unit/support';
import { senderOf } from '../unit/windows/sender';
import type { WindowProcess } from '../unit/windows/windowProcess';
import { pause, until, Windows } from './windows';

export interface LeaderFigures {
  /** Milliseconds until another window asks, after each kill and after each stop. */
  readonly afterKills: readonly number[];
  readonly afterStops: readonly number[];
  readonly requests: number;
  /** Requests that a window began after another had taken the place. */
  readonly foreign: number;
  /** How many skips were asked for, and how many Spotify was sent. */
  readonly skips: { readonly wanted: number; readonly sent: number };
  readonly signedIn: boolean;
  /** Files that are left in the end beyond those that stay. */
  readonly left: readonly string[];
}

interface LeaderSoak {
  /** So many are open, one of which asks. */
  readonly windows: number;
  readonly kills: number;
  readonly stops: number;
  readonly seed: number;
}

/** At most, in milliseconds: before a kill at any moment, after a new leader has begun, and after a stop has shown. */
const longest = { before: 700, handover: 100, stopped: 2_000 };

/**
 * Kills and stops the window that asks, again and again, while each of the others has something asked: at any moment,
 * while it refreshes the access token, while it sends a command, and when it has only just taken over.
 */
export async function soakLeader({ windows: count, kills, stops, seed }: LeaderSoak): Promise<LeaderFigures> {
  const folder = await TemporaryFolder.make();
  const spotify = await startSpotify();
  const windows = new Windows(folder, spotify, count);
  const chaos = new Chaos(windows, spotify, seeded(seed));
  try {
    spotify.player.play(songs.plain);
    await windows.begin();
    const moments = [chaos.anyMoment, chaos.refresh, chaos.command, chaos.handover];
    const afterKills: number[] = [];
    const afterStops: number[] = [];
    for (let turn = 0; turn < kills; turn += 1) {
      const leader = await moments[turn % moments.length]?.();
      if (leader) afterKills.push(await windows.replace(leader, 'SIGKILL'));
      spotify.faults.clear();
    }
    for (let turn = 0; turn < stops; turn += 1) afterStops.push(await chaos.stop());
    const signedIn = await windows.isSignedIn();
    const left = await windows.leave();
    return { afterKills, afterStops, ...sent(spotify, windows), skips: chaos.skips, signedIn, left };
  } finally {
    await windows.end();
    await spotify.close();
    await folder.remove();
  }
}

/** What the stand-in was sent, and by whom. */
function sent(spotify: Spotify, windows: Windows): Pick<LeaderFigures, 'requests' | 'foreign'> {
  const senders = spotify.requests.flatMap(({ headers }) => senderOf(headers) ?? []);
  const begun = windows.leaders();
  const foreign = senders.filter(
    ({ pid, at }) => begun.findLast((role) => role.at <= at)?.window.pid !== pid,
  );
  return { requests: senders.length, foreign: foreign.length };
}

/** The moments at which the window that asks is hit. */
class Chaos {
  #wanted = 0;

  constructor(
    private readonly windows: Windows,
    private readonly spotify: Spotify,
    private readonly random: () => number,
  ) {}

  get skips(): LeaderFigures['skips'] {
    return { wanted: this.#wanted, sent: this.#count(/\/next$/) };
  }

  readonly anyMoment = async (): Promise<WindowProcess> => {
    await pause(this.random() * longest.before);
    return this.windows.leader();
  };

  /** Spotify has the request for a token, and has not answered. */
  readonly refresh = async (): Promise<WindowProcess> => {
    await this.windows.settled();
    const path = /^\/api\/token$/;
    const before = this.#count(path);
    this.spotify.faults.add(fault.hang(), { path });
    this.spotify.tokens.expireAccessTokens();
    await until(() => this.#count(path) > before);
    return this.windows.leader();
  };

  /** Spotify has done what was wanted, and has not answered. */
  readonly command = async (): Promise<WindowProcess> => {
    const leader = await this.windows.settled();
    const sent = this.#count(/\/next$/);
    this.spotify.faults.add(fault.held(), { path: /\/next$/ });
    const window = pick(this.random, this.windows.open);
    this.#wanted += 1;
    const before = window.all('done').length;
    window.send({ kind: 'intent', intent: { kind: 'next' } });
    // What is done comes as a list, of devices, or as null.
    const isRefused = ({ outcome }: { readonly outcome: unknown }) =>
      typeof outcome === 'object' && outcome !== null && 'kind' in outcome;
    await until(() => this.#count(/\/next$/) > sent || window.all('done').slice(before).some(isRefused));
    return leader;
  };

  /** One that has only just begun, since the one before was killed. */
  readonly handover = async (): Promise<WindowProcess> => {
    await this.windows.replace(await this.windows.settled(), 'SIGKILL');
    await pause(this.random() * longest.handover);
    return this.windows.leader();
  };

  /** It wakes up when another one has taken its place, and follows. */
  async stop(): Promise<number> {
    const leader = await this.windows.settled();
    await pause(this.random() * longest.before);
    const took = await this.windows.replace(leader, 'SIGSTOP');
    await pause(this.random() * longest.stopped);
    const told = leader.reports.length;
    leader.signal('SIGCONT');
    await until(() => leader.reports.slice(told).some((one) => one.kind === 'role' && !one.leads));
    return took;
  }

  #count(path: RegExp): number {
    return this.spotify.requests.filter((request) => path.test(request.path)).length;
  }
}
