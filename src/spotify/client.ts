import * as v from 'valibot';
import type { Profile } from '../model/account';
import type { Command } from '../model/commands/intent';
import { pauseEnd, ApiProblemError } from '../model/errors/apiProblem';
import { RejectedError, type Rejection } from '../model/errors/rejection';
import { read, word } from '../model/fields';
import type { LibraryRead, PlaylistEdit } from '../model/library/libraryRead';
import type { CatalogItem, Link } from '../model/link';
import type { Device, Item } from '../model/playback/item';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import type { RequestKind } from '../model/schedule/budget';
import { sleep, type Clock } from '../platform/clock';
import type { Http, Log } from '../platform/host';
import { readCatalogItem } from './catalogItemSchema';
import { classify, classifyCommand, classifyLookup, classifyNamed, type Verdict } from './classify';
import { editRequest, libraryPath } from './library/libraryRequests';
import {
  readContains,
  readDevices,
  readPlayer,
  readProfile,
  readQueue,
  readRecentlyPlayed,
} from './playerSchema';
import type { RequestLog } from './requestLog';
import { requestFor, send, type ApiRequest } from './requests';

export type MayAsk = () => Promise<void>;

/** Where access tokens come from. */
export interface AccessTokens {
  /**
   * The one in memory while it is good, else a fresh one.
   * @param mayAsk rejects when Spotify must not be asked for one
   */
  get(mayAsk?: MayAsk): Promise<AccessToken>;
  /** A fresh one instead of `refused`, unless that has happened already. */
  refresh(refused: AccessToken): Promise<AccessToken>;
}

/** One token, whatever becomes of it. */
export function always(token: AccessToken): AccessTokens {
  return { get: () => Promise.resolve(token), refresh: () => Promise.resolve(token) };
}

export interface AccessToken {
  readonly value: string;
  /** Base address of the Web API that it is for. */
  readonly api: string;
}

/** What Spotify answers by mistake is asked again: it overlooks good tokens, and listeners' Premium. */
const mistaken = { retries: 3, afterMs: 200 };

const editedSchema = v.object({ snapshot_id: word });

/** A playlist of the user's own would bring a hundred of its items along. */
const playlistFields = 'name,images,owner.display_name,items.total,tracks.total';

/** So many URIs fit into one question about the library. */
const mostUris = 40;

/**
 * The Web API. Every method throws `ApiProblemError` when Spotify cannot be asked or refuses, `RejectedError` when it
 * will not do what was asked for, and `SignedOutError` when there is no session.
 */
export class SpotifyClient {
  /** Whether Spotify's "Premium required" has been believed: then it is not doubted again. */
  #withoutPremium = false;

  constructor(
    private readonly http: Http,
    private readonly tokens: AccessTokens,
    private readonly requestLog: RequestLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** An access token that is good, for whoever asks Spotify themselves. */
  accessToken(): Promise<AccessToken> {
    const mayAsk = () => this.requestLog.assertOpen();
    return this.tokens.get(mayAsk).catch((error: unknown) => this.#pause(error));
  }

  /** What plays now, tracks and podcast episodes alike, with the device, in one request. */
  async player(): Promise<PlayerSnapshot> {
    const body = await this.#get('poll', '/me/player?additional_types=track,episode');
    return readPlayer(body, this.clock.now());
  }

  /** Who is signed in. */
  async profile(): Promise<Profile> {
    return readProfile(await this.#get('profile', '/me')) ?? unexpected();
  }

  /** The devices that can play now. Their IDs do not last: ask again each time. */
  async devices(): Promise<readonly Device[]> {
    return readDevices(await this.#get('lookup', '/me/player/devices'));
  }

  /** What plays next, some twenty items, the first first. */
  async queue(): Promise<readonly Item[]> {
    return readQueue(await this.#get('lookup', '/me/player/queue'));
  }

  /** The last twenty songs, the newest first, each once; Spotify leaves out podcasts and private sessions. */
  async recentlyPlayed(): Promise<readonly Item[]> {
    return readRecentlyPlayed(await this.#get('lookup', '/me/player/recently-played?limit=20'));
  }

  /** Which of these, at most 40, are in the user's library; what Spotify does not say of is left out. */
  async likes(uris: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const asked = uris.slice(0, mostUris);
    const query = encodeURIComponent(asked.join(','));
    const body = await this.#get('lookup', `/me/library/contains?uris=${query}`);
    const answers = readContains(body, asked.length) ?? unexpected();
    return new Map(
      answers.flatMap((liked, index) => (liked === undefined ? [] : [[asked[index] ?? '', liked]])),
    );
  }

  /**
   * What a link names, in one request; `null` for what Spotify does not know, or knows and has nothing to say of, such
   * as the playlists that it makes itself.
   */
  async catalogItem(link: Link): Promise<CatalogItem | null> {
    // Without a user whose country is known Spotify counts these as not available unless a market is named.
    const market = ['episode', 'show', 'audiobook', 'chapter'].includes(link.type) ? '?market=US' : '';
    const query = link.type === 'playlist' ? `?fields=${playlistFields}` : market;
    const request: ApiRequest = { kind: 'lookup', method: 'GET', path: `/${link.type}s/${link.id}${query}` };
    return readCatalogItem(link, await this.#ask(request, classifyLookup)) ?? null;
  }

  /**
   * A page of a list, in one request: the body as it came, for `readLibrary` to read where it is shown. Rejects with
   * `unknownItem` for the list of something that Spotify does not know.
   */
  library(asked: LibraryRead): Promise<unknown> {
    return this.#ask({ kind: 'lookup', method: 'GET', path: libraryPath(asked) }, classifyNamed);
  }

  /**
   * Changes what is in a playlist, in one request; returns its new snapshot ID, empty where Spotify does not say.
   * Rejects with `unknownItem` where Spotify does not know the playlist, or what is to be added.
   */
  async editPlaylist(edit: PlaylistEdit): Promise<string> {
    return read(editedSchema, await this.#ask(editRequest(edit), classifyNamed))?.snapshot_id ?? '';
  }

  /** Executes a command, in one request. */
  async command(command: Command): Promise<void> {
    const namesItem = 'uri' in command;
    await this.#ask(requestFor(command), (reply, now) => classifyCommand(reply, now, namesItem));
    // Likes need no Premium.
    if (command.kind !== 'like') this.#withoutPremium = false;
  }

  #get(kind: RequestKind, path: string): Promise<unknown> {
    return this.#ask({ kind, method: 'GET', path }, classify);
  }

  async #ask(request: ApiRequest, read: typeof classify): Promise<unknown> {
    let token = await this.accessToken();
    let refreshed = false;
    for (let attempt = 0; ; attempt++) {
      await this.requestLog.record(request.kind);
      const { status, verdict } = await this.#send(request, token, read);
      switch (verdict.kind) {
        case 'ok':
          return verdict.body;
        case 'problem':
          return this.#pause(new ApiProblemError(verdict.problem));
        case 'refused':
          if (!this.#isDoubtful(verdict.rejection, attempt)) throw new RejectedError(verdict.rejection);
          await sleep(this.clock, mistaken.afterMs);
          break;
        case 'tokenOverlooked':
          if (attempt >= mistaken.retries) throw new ApiProblemError({ kind: 'refused', status });
          await sleep(this.clock, mistaken.afterMs);
          break;
        case 'tokenExpired':
          if (refreshed) throw new ApiProblemError({ kind: 'refused', status });
          refreshed = true;
          token = await this.tokens.refresh(token).catch((error: unknown) => this.#pause(error));
          break;
      }
    }
  }

  /** A pause that Spotify demands, here or at the token endpoint, is one for every request and every window. */
  async #pause(error: unknown): Promise<never> {
    if (error instanceof ApiProblemError) {
      const { problem } = error;
      const until = pauseEnd(problem);
      if (until !== undefined)
        await this.requestLog.block({ until, quota: 'quota' in problem && problem.quota });
    }
    throw error;
  }

  /** Since July 2026 Spotify says "Premium required" to listeners who have it, and takes the same command a moment later. */
  #isDoubtful(rejection: Rejection, attempt: number): boolean {
    if (rejection.kind !== 'premiumRequired') return false;
    const doubtful = !this.#withoutPremium && attempt < mistaken.retries;
    this.#withoutPremium = !doubtful;
    return doubtful;
  }

  async #send({ method, path, body }: ApiRequest, token: AccessToken, read: typeof classify) {
    const started = this.clock.monotonic();
    const headers = { Authorization: `Bearer ${token.value}`, Accept: 'application/json' };
    const reply = await send(
      this.http,
      `${token.api}${path}`,
      body
        ? { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
        : { method, headers },
    );
    const now = this.clock.now();
    const { status } = reply;
    const verdict = read(
      { status, retryAfter: reply.headers.get('retry-after'), text: await reply.text() },
      now,
    );
    this.log.debug(
      `${method} ${path.replace(/\?.*/, '')}: ${status} ${outcomeOf(verdict)} in ${this.clock.monotonic() - started} ms`,
    );
    return { status, verdict };
  }
}

function outcomeOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'problem':
      return verdict.problem.kind;
    case 'refused':
      return verdict.rejection.kind;
    default:
      return verdict.kind;
  }
}

function unexpected(): never {
  throw new ApiProblemError({ kind: 'unexpected' });
}
