import { type Ask, type Reply, escapeHtml, page, text } from './exchange';
import { type Fault, fault } from './faults';
import { images } from './image';
import { pageStyle } from './pageStyle';
import { songs } from './songs';
import type { World } from './world';

const labels: Readonly<Record<string, string>> = {
  play: 'Play',
  pause: 'Pause',
  previous: 'Previous',
  next: 'Next',
  stop: 'Stop',
  ad: 'Advertisement',
  episode: 'Episode',
  local: 'Local file',
  'rate-limit': 'Rate limit 30 s',
  offline: 'Offline',
  'revoke-refresh': 'Revoke refresh tokens',
  'expire-access': 'Expire access tokens',
};

/** The page for people who run the stand-in by hand. */
export class ControlPage {
  readonly #world: World;
  /** The faults that are on, by the name of their button, and until when in ms. */
  readonly #on = new Map<string, { standing: { remove(): void }; until: number }>();
  readonly #actions: Readonly<Record<string, () => void>>;

  constructor(world: World) {
    this.#world = world;
    const { player, tokens } = world;
    this.#actions = {
      play: () => player.resume(),
      pause: () => player.pause(),
      previous: () => player.previous(),
      next: () => player.next(),
      stop: () => player.stop(),
      ad: () => this.#interrupt('advertisement'),
      episode: () => this.#interrupt('episode'),
      local: () => this.#interrupt('local'),
      'rate-limit': () => this.#toggle('rate-limit', fault.rateLimit({ retryAfter: 30 }), 30_000),
      offline: () => this.#toggle('offline', fault.reset(), Infinity),
      'revoke-refresh': () => tokens.revokeRefreshTokens(),
      'expire-access': () => tokens.expireAccessTokens(),
    };
  }

  /** `GET /`. */
  show(): Reply {
    const buttons = Object.keys(this.#actions).map((name) => this.#button(name));
    const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="10">
<title>Stand-in for Spotify</title>
<style>${pageStyle}</style>
${this.#playing()}
<div>${buttons.slice(0, 8).join('')}</div>
<h2>Trouble</h2>
<div>${buttons.slice(8).join('')}</div>
${this.#setup()}
<p><small>This is a stand-in for tests. No Spotify account is involved.</small></p>
</html>
`;
    return page(200, body);
  }

  /** `POST /control/NAME`; undefined when done. Only this very page may send it. */
  press(ask: Ask): Reply | undefined {
    const { host, origin } = ask.headers;
    const isOwn =
      host === new URL(this.#world.url).host && (origin === undefined || origin === this.#world.url);
    if (!isOwn) {
      return text(403, 'Only the control page may do that.');
    }
    const name = ask.path.slice('/control/'.length);
    const action = Object.hasOwn(this.#actions, name) ? this.#actions[name] : undefined;
    action?.();
    return action === undefined ? text(404, 'No such control.') : undefined;
  }

  /** Plays something else now; the list goes on behind it. */
  #interrupt(name: keyof typeof songs): void {
    this.#world.player.change({ item: songs[name], startMs: 0, isActive: true, isPlaying: true });
  }

  /** Whether a button is down. One whose time is over has sprung back. */
  #isOn(name: string): boolean {
    return (this.#on.get(name)?.until ?? 0) > this.#world.now();
  }

  #toggle(name: string, fault: Fault, forMs: number): void {
    const wasOn = this.#isOn(name);
    this.#on.get(name)?.standing.remove();
    this.#on.delete(name);
    if (!wasOn) {
      const until = this.#world.now() + forMs;
      const when = (ask: Ask) => ask.at < until;
      const standing = this.#world.faults.add(fault, { when, times: Infinity });
      this.#on.set(name, { standing, until });
    }
  }

  #button(name: string): string {
    const pressed =
      name === 'rate-limit' || name === 'offline' ? ` aria-pressed="${String(this.#isOn(name))}"` : '';
    const label = labels[name] ?? name;
    return `<form method="post" action="/control/${name}"><button id="${name}"${pressed}>${label}</button></form>\n`;
  }

  #playing(): string {
    const { player } = this.#world;
    const { item } = player;
    if (item === null) {
      return '<h1 id="title">Nothing plays</h1>';
    }
    const hasArtwork = (item.kind === 'track' || item.kind === 'episode') && item.hasArt;
    const pictured = item.kind === 'track' ? item.album.id : (item.id ?? '');
    const art = hasArtwork
      ? `<img src="${new URL(images(pictured)[2]?.url ?? '').pathname}" width="64" height="64" alt="">`
      : '';
    const clock = (ms: number) =>
      `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
    const position = `${clock(player.positionMs)} of ${clock(item.durationMs)}`;
    return `${art}<h1 id="title">${escapeHtml(item.title)}</h1>
<p id="state">${player.isPlaying ? 'Playing' : 'Paused'}, ${position}, ${item.kind}</p>`;
  }

  #setup(): string {
    const { apps, url } = this.#world;
    const uris = apps.default.redirectUris.map((uri) => `<dd><code>${escapeHtml(uri)}</code></dd>`).join('');
    return `<h2>Set-up</h2>
<dl><dt>Client ID</dt><dd><code id="client">${apps.default.clientId}</code></dd>
<dt>Accounts</dt><dd><code>${url}/authorize</code>, <code>${url}/api/token</code></dd>
<dt>Web API</dt><dd><code>${url}/v1</code></dd>
<dt>Redirect URIs</dt>${uris}</dl>`;
  }
}
