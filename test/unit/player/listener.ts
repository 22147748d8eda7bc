import type { Intent } from '../../../src/model/commands/intent';
import { rejectionOf, type Rejection } from '../../../src/model/errors/rejection';
import { lastNowPlaying, type Playback } from '../../../src/model/playback/playback';
import type { Http } from '../../../src/platform/host';
import { http } from '../../../src/platform/node/http';
import { SpotifyClient } from '../../../src/spotify/client';
import { track, type Track } from '../../spotify';
import { Around, Bench, Playing, second, ToldFocus, turns } from '../support';

/** One request to the Web API. */
interface Request {
  readonly at: number;
  /** "POST player/next", "PUT player/seek?position_ms=7". */
  readonly what: string;
  /** What was shown when it went out. */
  readonly shown: Playback;
}

/** Thirty songs of three minutes and more. */
export const album: readonly Track[] = Array.from({ length: 30 }, (_, index) =>
  track({ title: `Song ${index + 1}`, durationMs: 200 * second + index * second }),
);

/** Somebody who listens in one window, with all real parts between the buttons and the stand-in. */
export class Listener {
  readonly requests: Request[] = [];
  /** The titles that were shown, one after the other; "?" while nobody knows which comes. */
  readonly titles: string[] = [];
  readonly playing: Playing;
  #underWay = 0;

  private constructor(
    readonly bench: Bench,
    readonly focus: ToldFocus,
    readonly around: Around,
  ) {
    const { tokens, requestLog, clock, log } = bench;
    const noted: Http = async (url, init) => {
      const what = `${init.method} ${url.slice(url.indexOf('/me/') + '/me/'.length)}`;
      this.requests.push({ at: clock.now(), what, shown: this.store.playback });
      this.#underWay += 1;
      try {
        return await http(url, init);
      } finally {
        this.#underWay -= 1;
      }
    };
    const client = new SpotifyClient(noted, tokens, requestLog, clock, log);
    this.playing = new Playing(client, around, clock, log);
    this.store.onDidChange(() => {
      const title = this.nowPlaying?.changing ? '?' : (this.nowPlaying?.item.title ?? '');
      if (this.titles.at(-1) !== title) this.titles.push(title);
    });
  }

  static async come(focused = true): Promise<Listener> {
    const bench = await Bench.start();
    const focus = new ToldFocus(focused);
    return new Listener(bench, focus, new Around(focus, bench.clock));
  }

  /** Signs in while the album plays, and sees the first reply: at its very start that would not say where it is. */
  async signIn(positionMs = 1): Promise<void> {
    this.player.play(album, { positionMs });
    await this.bench.signIn({ withAccessToken: true });
    this.store.dispatch({ type: 'signedIn' });
    this.playing.poller.start();
    await this.advance(0);
  }

  /** Signed in for long enough that all is asked that is worth asking. */
  async settle(): Promise<void> {
    await this.signIn();
    await this.advance(15 * second);
    this.forgetRequests();
  }

  forgetRequests(): void {
    this.requests.length = 0;
    this.titles.length = 0;
  }

  get store() {
    return this.playing.store;
  }
  get player() {
    return this.bench.spotify.player;
  }
  get nowPlaying() {
    return lastNowPlaying(this.store.playback);
  }
  /** What is shown. */
  get title(): string | undefined {
    return this.nowPlaying?.item.title;
  }
  /** What truly plays. */
  get truth(): string | undefined {
    return this.player.item?.title;
  }
  /** The requests so far, without those that only look. */
  get commands(): readonly string[] {
    return this.requests.map(({ what }) => what).filter((what) => !what.startsWith('GET '));
  }
  count(what: string): number {
    return this.requests.filter((request) => request.what.startsWith(what)).length;
  }
  /** How often what plays was asked for. */
  get looks(): number {
    return this.count('GET player?');
  }

  /** Asks for something, as a button does; what became of it, `undefined` when all went well. */
  intent(intent: Intent): Promise<Rejection | undefined> {
    return this.playing.controls.execute(intent).then(() => undefined, rejectionOf);
  }

  /** Asks for something and lets it happen; no more than the time of a waiting step goes by. */
  async do(intent: Intent): Promise<Rejection | undefined> {
    let outcome: { readonly rejection: Rejection | undefined } | undefined;
    void this.intent(intent).then((rejection) => (outcome = { rejection }));
    await this.quiet();
    for (let passed = 0; !outcome && passed < 2 * second; passed += 100) await this.advance(100);
    if (!outcome) throw new Error(`Nothing came of ${intent.kind}.`);
    return outcome.rejection;
  }

  /** Lets some time go by; requests take none. */
  async advance(ms: number, step = 100): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      await this.bench.clock.advance(Math.min(left, step));
      await this.quiet();
    }
    await this.bench.clock.advance(0);
    await this.quiet();
  }

  /** Waits until no request is under way; those that the stand-in holds are to be counted out. */
  async quiet(held = 0): Promise<void> {
    const deadline = Date.now() + 1_500;
    for (let still = 0; still < 3; still = this.#underWay <= held ? still + 1 : 0) {
      if (Date.now() > deadline) throw new Error('A request never ended.');
      await turns(1);
    }
  }

  leave(): Promise<void> {
    this.playing.dispose();
    return this.bench.close();
  }
}
