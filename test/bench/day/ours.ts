import { createPlayer, type CreateSource } from '../../../src/app/polling';
import { lastObservation, type Playback } from '../../../src/model/playback/playback';
import type { Circumstances } from '../../../src/model/schedule/plan';
import { paces } from '../../../src/model/schedule/polling';
import type { Http, Journal } from '../../../src/platform/host';
import { MergedSource } from '../../../src/player/sources/mergedSource';
import { Store } from '../../../src/player/store';
import { SpotifyClient } from '../../../src/spotify/client';
import { RequestLog } from '../../../src/spotify/requestLog';
import { AnyWindowFocus } from '../../../src/windows/anyWindowFocus';
import { localOf, type System } from './appOnMachine';
import type { Connection } from './connection';
import type { Policy, Stage } from './stage';
import { nothing, playingOrPaused, unknown, type Shown } from './trace';

/** The default settings. */
const defaults = { dailyBudget: 1_000, pace: paces.normal };

/**
 * Beside `appOnMachine.ts` the only file here that knows the extension: its real poller, schedule, likes, budget, store
 * and client, composed as in the window that asks. What the other windows are told takes next to no time, and is left
 * out: they show what this one shows, and their focus counts as its own.
 * @param system on which it reads the Spotify app of this machine, if any
 */
export function earshotOn(system?: System): Policy {
  return {
    name: system ? `Earshot, ${system.name}` : 'Earshot',
    start(stage) {
      const { clock } = stage;
      const display = stage.display();
      const requestLog = new RequestLog(inMemory(), clock);
      const api = new SpotifyClient(httpBy(stage.connection), tokens, requestLog, clock, silent);
      const anyWindowFocus = new AnyWindowFocus(stage.anyWindow, clock);
      const store = new Store();
      store.onDidChange((playback) => display.show(shownOf(playback)));
      const around = conditions(stage, requestLog, anyWindowFocus);
      const local = localOf(stage, system);
      const createSource: CreateSource = (others) => new MergedSource({ ...others, local }, clock, silent);
      const leads = () => true;
      const player = createPlayer({
        store,
        api,
        conditions: around,
        createSource,
        leads,
        clock,
        log: silent,
      });
      store.dispatch({ type: 'signedIn' });
      player.poller.start();
      return () => {
        for (const part of [player, anyWindowFocus, store]) part.dispose();
      };
    },
  };
}

export const earshot = earshotOn();

function conditions({ clock }: Stage, requestLog: RequestLog, anyWindowFocus: AnyWindowFocus) {
  const read = (): Circumstances => ({
    now: clock.now(),
    focusedSince: anyWindowFocus.focusedSince,
    budget: requestLog.budget(defaults.dailyBudget),
    pace: defaults.pace,
  });
  return { read, onDidChange: anyWindowFocus.onDidChange, network: () => 'home' };
}

const ignore = () => undefined;
const token = { value: 'kept by the connection', api: 'https://api.spotify.com/v1' };
const tokens = { get: () => Promise.resolve(token), refresh: () => Promise.resolve(token) };
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** What was seen last counts, marked or not: marking it as old does not make it right. */
export function shownOf(playback: Playback): Shown {
  const observation = lastObservation(playback);
  switch (observation?.kind) {
    case 'playing':
    case 'paused':
      return playingOrPaused(observation.kind === 'playing', observation.item.title);
    case 'nothing':
      return nothing;
    case 'waiting':
      return observation.local ? shownOf(observation.local) : unknown;
    default:
      return unknown;
  }
}

function httpBy(connection: Connection): Http {
  return async (url) => {
    const { status, headers, body } = await connection.get(url.slice(url.indexOf('/v1') + '/v1'.length));
    return new Response(status === 204 ? null : String(body), { status, headers });
  };
}

/** The request log, in memory instead of a file. */
function inMemory(): Journal {
  let lines: readonly string[] = [];
  return {
    read: () => Promise.resolve(lines),
    append(line) {
      lines = [...lines, line];
      return Promise.resolve();
    },
    replace(others) {
      lines = others;
      return Promise.resolve();
    },
  };
}
