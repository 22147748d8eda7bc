import type { Clock } from '../platform/clock';
import { LocalCommandError, type LocalPlayer, type LocalState } from './player';

/** In milliseconds, from when the system was asked: an app may start from a slow disk, and update itself before. */
const startsWithinMs = 20_000;

/**
 * Starts the Spotify app, waits until it can be told something, and has it play. One that is there already just plays.
 * @param player has to be started
 * @param open opens `spotify:` by the system; resolves with whether somebody was found for it
 * @param cancelled ends the waiting, after which nothing is sent
 * @returns whether it was told to play: not if that was cancelled
 * @throws LocalCommandError `notRunning` if nobody opens such addresses, `noAnswer` if the app is not there within 20 s,
 * and as `LocalPlayer.execute`
 */
export async function startAndPlay(
  player: LocalPlayer,
  open: () => PromiseLike<boolean>,
  clock: Clock,
  cancelled: AbortSignal,
): Promise<boolean> {
  if (player.state.kind !== 'available') await started(player, open, clock, cancelled);
  if (cancelled.aborted) return false;
  await player.execute({ kind: 'play' });
  return true;
}

/** Resolves when the app is there, or the waiting is cancelled; rejects as `startAndPlay`. */
function started(
  player: LocalPlayer,
  open: () => PromiseLike<boolean>,
  clock: Clock,
  cancelled: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Who cannot even be asked is as one that finds nobody.
    const opened = () => Promise.resolve(open()).catch(() => false);
    let before = player.state;
    const settle = (error?: Error) => {
      listener.dispose();
      late.dispose();
      cancelled.removeEventListener('abort', cancel);
      if (error === undefined) resolve();
      else reject(error);
    };
    const cancel = () => settle();
    const listener = player.onDidChange((state) => {
      if (isThere(before, state)) settle();
      before = state;
    });
    const late = clock.after(startsWithinMs, () => settle(new LocalCommandError('noAnswer')));
    cancelled.addEventListener('abort', cancel);
    if (cancelled.aborted) settle();
    else void opened().then((found) => found || settle(new LocalCommandError('notRunning')));
  });
}

/** On macOS an app that has come up says nothing yet of what it plays: it was not running, and no longer is not. */
function isThere(before: LocalState, state: LocalState): boolean {
  return state.kind === 'available' || (state.kind === 'starting' && before.kind === 'unavailable');
}
