import { createPolling, type Polling } from '../../../src/app/polling';
import { TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { Tokens } from '../../../src/auth/tokens';
import { watch, type Clock } from '../../../src/platform/clock';
import type { Focus } from '../../../src/platform/focus';
import { DisposableStore } from '../../../src/platform/lifecycle';
import { MergedSource } from '../../../src/player/sources/mergedSource';
import { Store } from '../../../src/player/store';
import { endpointsFor } from '../../../src/spotify/endpoints';
import { RequestLog } from '../../../src/spotify/requestLog';
import { AppOnMachine, linux } from '../../bench/day/appOnMachine';
import { shownOf } from '../../bench/day/ours';
import type { Shown } from '../../bench/day/trace';
import { ToldFocus } from '../../unit/support';
import type { Machine } from './machine';

export const dailyBudget = 1_000;

const quiet = () => undefined;

/** All of a window but what shows it in VS Code, by the extension's own composition. */
export class DayWindow extends DisposableStore {
  readonly focus = new ToldFocus(false);
  readonly sessions: SessionStore;
  readonly store = this.add(new Store());
  readonly #polling: Polling;

  /** @param report hears of what the log calls an error */
  constructor(machine: Machine, report: (error: string) => void) {
    super();
    const { keychain, mark, journal, spotify, withLock } = machine;
    const clock = clockOf(machine);
    const log = { debug: quiet, info: quiet, warn: quiet, error: report };
    const secrets = keychain.window();
    const told = { ...secrets, onDidChange: machine.counted(secrets.onDidChange) };
    const endpoints = endpointsFor(spotify.url);
    const http = machine.http(this);
    this.sessions = this.add(new SessionStore(told, mark, () => endpoints.accounts, clock, withLock, true));
    const tokens = new Tokens(this.sessions, new TokenEndpoint(http, clock), () => endpoints, clock, log);
    this.#polling = this.add(
      createPolling({
        store: this.store,
        sessions: this.sessions,
        requestLog: this.add(new RequestLog(journal, clock)),
        tokens,
        lookupTokens: tokens,
        http,
        channel: machine.channel(),
        focus: countedFocus(this.focus, machine),
        network: () => (machine.isOnline ? 'home' : 'none'),
        limits: () => ({ dailyBudget, pace: 1 }),
        createSource: (others) => new MergedSource({ ...others, local: localOf(machine, clock) }, clock, log),
        clock,
        log,
      }),
    );
    this.add(watch(clock));
    this.add({ dispose: () => machine.gone(this) });
    void this.sessions.read().then(() => this.election.start());
  }

  get election() {
    return this.#polling.election;
  }

  get closed(): boolean {
    return this.disposed;
  }

  get shown(): Shown {
    return shownOf(this.store.playback);
  }

  get isSignedIn(): boolean {
    return /^(signedIn|unread)$/.test(this.sessions.state.kind);
  }
}

function countedFocus(focus: ToldFocus, machine: Machine): Focus {
  const onDidChange = machine.counted(focus.onDidChange);
  return {
    get focused() {
      return focus.focused;
    },
    onDidChange,
  };
}

/** The machine's, which no window may go on listening to. */
function clockOf(machine: Machine): Clock {
  const { clock } = machine;
  const { now, monotonic, jitter } = clock;
  const onDidSetBack = machine.counted(clock.onDidSetBack);
  return { now, monotonic, jitter, onDidSetBack, after: (ms, action) => clock.after(ms, action) };
}

function localOf(machine: Machine, clock: Clock) {
  const app = {
    player: machine.spotify.player,
    isOpen: () => machine.isAppOpen,
    onDidChange: machine.counted(machine.onDidChangeApp),
  };
  return {
    mode: { value: 'auto', onDidChange: () => ({ dispose: quiet }) },
    open: () => Promise.resolve(new AppOnMachine(linux, app, clock)),
    openApp: () => Promise.resolve(false),
    deviceName: 'Desk',
  } as const;
}
