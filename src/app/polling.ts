import type { SessionStore } from '../auth/session/sessionStore';
import type { WindowRequest } from '../model/commands/windowRequest';
import type { Link } from '../model/link';
import type { Item } from '../model/playback/item';
import type { Circumstances } from '../model/schedule/plan';
import { isWorthAsking } from '../model/schedule/polling';
import type { Clock } from '../platform/clock';
import type { Channel } from '../platform/connection';
import type { Focus } from '../platform/focus';
import type { Http, Log, Network } from '../platform/host';
import { DisposableStore, type Disposable } from '../platform/lifecycle';
import { Catalogue } from '../player/catalogue';
import { Controls } from '../player/controls';
import { Likes } from '../player/likes';
import { Poller, type Conditions } from '../player/poller';
import { handleRequest } from '../player/requestHandler';
import type { Source } from '../player/sources/playbackSource';
import {
  guarded,
  notingPremium,
  spotifyAlone,
  type SourceParts,
  type SpotifyApi,
} from '../player/spotifyApi';
import type { Store } from '../player/store';
import { SpotifyClient, type AccessTokens } from '../spotify/client';
import type { RequestLog } from '../spotify/requestLog';
import { AnyWindowFocus } from '../windows/anyWindowFocus';
import { LeaderElection } from '../windows/leaderElection';

/** Spotify's and perhaps other words on what plays, as one source. */
export type CreateSource = (parts: SourceParts) => Source;

/** What asking for what plays, and acting on it, needs of the rest. */
interface PlayerParts {
  readonly store: Store;
  readonly api: SpotifyApi;
  readonly conditions: Conditions;
  readonly createSource?: CreateSource | undefined;
  /** Whether this window asks Spotify, and so has a use for what is not shown yet. */
  readonly leads: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who asks Spotify for what plays, and acts on it, in the window that does so for all. */
export interface Player extends Disposable {
  readonly likes: Likes;
  readonly poller: Poller;
  readonly controls: Controls;
  readonly handle: (request: WindowRequest) => Promise<unknown>;
}

export function createPlayer(parts: PlayerParts): Player {
  const { store, api, conditions, leads, createSource = spotifyAlone, clock, log } = parts;
  const disposables = new DisposableStore();
  const interest = {
    read: () => leads() && isWorthAsking(conditions.read()),
    onDidChange: conditions.onDidChange,
  };
  const likes = disposables.add(new Likes(store, api, interest, clock, log));
  const find = (matches: (item: Item) => boolean) => likes.find(matches);
  const noting = { player: () => api.player(), command: notingPremium(api, store) };
  const source = disposables.add(createSource({ store, api: noting, find }));
  const poller = disposables.add(new Poller({ store, source, likes, conditions }, clock, log));
  const controls = new Controls(store, poller, likes, source, clock);
  const handle = (request: WindowRequest) => {
    // Who asks anew may have got Premium meanwhile.
    if (request.kind === 'refresh') store.dispatch({ type: 'premium', required: false });
    return handleRequest(request, { poller, controls, api, source });
  };
  return { likes, poller, controls, handle, dispose: () => disposables.dispose() };
}

/** What `createPolling` composes, and what it is given by whoever knows the host. */
interface PollingParts {
  readonly store: Store;
  readonly sessions: SessionStore;
  readonly requestLog: RequestLog;
  /** The user's own. */
  readonly tokens: AccessTokens;
  /** Those for what needs no user. */
  readonly lookupTokens: AccessTokens;
  readonly http: Http;
  readonly channel: Channel;
  readonly focus: Focus;
  readonly network: Network;
  readonly createSource?: CreateSource | undefined;
  /** The settings: requests a day, and one of `paces`. */
  readonly limits: () => Pick<Circumstances, 'pace' | 'localOnly'> & { readonly dailyBudget: number };
  readonly clock: Clock;
  readonly log: Log;
}

export interface Polling extends Disposable {
  readonly election: LeaderElection;
  readonly player: Player;
  readonly conditions: Conditions;
}

/** Asking Spotify, by one window for all. */
export function createPolling(parts: PollingParts): Polling {
  const { store, sessions, requestLog, channel, focus, network, createSource, clock, log } = parts;
  const disposables = new DisposableStore();
  const anyWindowFocus = disposables.add(new AnyWindowFocus(focus, clock));
  const conditions: Conditions = {
    read() {
      const { dailyBudget, pace, localOnly } = parts.limits();
      const { focusedSince } = anyWindowFocus;
      return { now: clock.now(), focusedSince, budget: requestLog.budget(dailyBudget), pace, localOnly };
    },
    network,
    onDidChange: anyWindowFocus.onDidChange,
  };
  const asLeader = <T>(work: () => Promise<T>): Promise<T> => election.asLeader(work);
  // Once more right before each: much time may have gone by, and this window with it, while the token was fetched.
  const http: Http = (url, request) => asLeader(() => parts.http(url, request));
  const client = new SpotifyClient(http, parts.tokens, requestLog, clock, log);
  const lookups = new SpotifyClient(http, parts.lookupTokens, requestLog, clock, log);
  const catalogue = new Catalogue((link) => asLeader(() => lookups.catalogItem(link)), clock);
  const api = { ...guarded(asLeader, client), catalogItem: (link: Link) => catalogue.find(link) };
  const leads = () => election.leads;
  const player = disposables.add(createPlayer({ store, api, conditions, createSource, leads, clock, log }));
  const { poller, handle } = player;
  const election: LeaderElection = disposables.add(
    new LeaderElection(channel, { store, poller, sessions, focus, anyWindowFocus, handle }, clock, log),
  );
  disposables.add(sessions.onDidChange(() => [player.likes, catalogue].forEach((memory) => memory.forget())));
  return { election, player, conditions, dispose: () => disposables.dispose() };
}
