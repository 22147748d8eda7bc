import type { Reply } from '../../spotify';
import type { DayClock } from './clock';
import type { Policy, Stage } from './stage';
import { type Shown, nothing, playingOrPaused, second } from './trace';

/*
 * When others ask Spotify, modelled on their sources. Where a source leaves something open, the model takes what
 * is better for the other. All of them ask with the same parameters here, so that podcasts count for everyone:
 * this is about when they ask, not about what they can read. None of them reads Retry-After.
 */

interface Answer {
  /** Undefined when the reply was no good: an error, a fault. */
  readonly shown: Shown | undefined;
  readonly status: number;
  /** Undefined unless something plays. */
  readonly leftMs: number | undefined;
}

async function ask({ connection }: Stage): Promise<Answer> {
  return read(await connection.get('/me/player?additional_types=track,episode'));
}

interface Body {
  readonly is_playing: boolean;
  readonly progress_ms: number;
  readonly item: { readonly name: string; readonly duration_ms: number };
}

function read({ status, body }: Reply): Answer {
  if (status !== 200) {
    return { status, shown: status === 204 ? nothing : undefined, leftMs: undefined };
  }
  const { is_playing: plays, progress_ms: progress, item } = JSON.parse(String(body)) as Body;
  const leftMs = plays ? item.duration_ms - progress : undefined;
  return { status, shown: playingOrPaused(plays, item.name), leftMs };
}

/** Windows are opened at different moments, so their timers do not beat together. */
function opening(stage: Stage): number {
  return stage.clock.jitter() * 5 * second;
}

/** `setInterval`: does not wait for what it started. */
function every(clock: DayClock, ms: number, action: () => void): void {
  clock.after(ms, () => {
    every(clock, ms, action);
    action();
  });
}

/**
 * vscode-spotify in its Web API mode: 5 s after the last answer, in every window, but without a request while the
 * window has no focus; gaining the focus does not bring one forward. 204, 429 and any error clear the display, and
 * the pace stays.
 */
export const vscodeSpotify: Policy = {
  name: 'vscode-spotify',
  start(stage) {
    for (const window of stage.windows) {
      const display = stage.display();
      const turn = async () => {
        if (window.focused) {
          display.show((await ask(stage)).shown ?? nothing);
        }
        stage.clock.after(5 * second, () => void turn());
      };
      stage.clock.after(opening(stage), () => void turn());
    }
    return undefined;
  },
};

/**
 * What most of the others do: one request every 5 s in every window, with or without the focus, whatever came of
 * the last. On an error they keep what they show (open in most sources).
 */
export const everyFiveSeconds: Policy = {
  name: '5 s per window',
  start(stage) {
    for (const display of stage.windows.map(() => stage.display())) {
      const turn = async () => {
        const { shown } = await ask(stage);
        if (shown !== undefined) display.show(shown);
      };
      stage.clock.after(opening(stage), () => every(stage.clock, 5 * second, () => void turn()));
    }
    return undefined;
  },
};

/**
 * Spotify Mini Player by momanamjad, for a listener with Premium: every 15 s in every window, and at once when the
 * window gains the focus. Asks for the player and the devices together; when the player's answer is none (nothing
 * plays, or an error) for the current and the recent item besides, and then shows that nothing plays.
 */
export const momanamjad: Policy = {
  name: 'momanamjad',
  start(stage) {
    for (const window of stage.windows) {
      const display = stage.display();
      const turn = async () => {
        const [{ shown, status }] = await Promise.all([
          ask(stage),
          stage.connection.get('/me/player/devices'),
        ]);
        if (status !== 200) {
          const more = ['/me/player/currently-playing', '/me/player/recently-played?limit=1'];
          await Promise.all(more.map((path) => stage.connection.get(path)));
        }
        display.show(shown ?? nothing);
      };
      window.onDidChange((focused) => void (focused && turn()));
      stage.clock.after(opening(stage), () => {
        void turn();
        every(stage.clock, 15 * second, () => void turn());
      });
    }
    return undefined;
  },
};

/**
 * Home Assistant's Spotify integration, one process for a whole household: 30 s after the last answer, or 1 s after
 * the item's end if that is sooner; its coordinator counts from the last whole second plus an offset of its own
 * (50 to 500 ms, drawn once). After a failure 30 s again; the entity is then unavailable, but let it go on showing
 * what it knew. Left out: the list of devices every 5 min (288 requests a day) and the names of playlists.
 */
export const homeAssistant: Policy = {
  name: 'Home Assistant',
  start(stage) {
    const display = stage.display();
    const { clock } = stage;
    const offset = 50 + clock.jitter() * 450;
    const turn = async () => {
      const { shown, leftMs = Infinity } = await ask(stage);
      if (shown !== undefined) display.show(shown);
      const interval = leftMs < 30 * second ? leftMs + second : 30 * second;
      const from = Math.floor(clock.now() / second) * second + offset;
      clock.after(from + interval - clock.now(), () => void turn());
    };
    clock.after(opening(stage), () => void turn());
    return undefined;
  },
};

export const rivals: readonly Policy[] = [vscodeSpotify, everyFiveSeconds, momanamjad, homeAssistant];
