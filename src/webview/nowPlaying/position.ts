import { clockTime } from '../../model/text';
import { systemClock as clock } from '../../platform/clock';
import type { Disposable } from '../../platform/lifecycle';
import type { PositionView } from '../../render/nowPlayingView';
import { element, type Part, type Run } from './dom';
import { Slider } from './slider';

const second = 1_000;
const stepMs = 5 * second;

/**
 * Where the song is. It goes on by itself, each second, while the page can be seen: the extension says only what it
 * could not know. By its own clock, since the extension may run on another machine.
 */
export function positionPart(run: Run): Part<PositionView> {
  const played = element('span', 'time');
  const whole = element('span', 'time');
  let shown: (PositionView & { readonly since: number }) | undefined;
  let timer: Disposable | undefined;
  const slider = new Slider({
    step: stepMs,
    text: (value, max) =>
      (shown?.pattern ?? '').replace('{at}', clockTime(value)).replace('{whole}', clockTime(max)),
    choose: (ms) => {
      if (!shown) return;
      shown = { ...shown, ms, since: clock.monotonic() };
      tick();
      run('earshot.seekTo', [clockTime(ms), ...(shown.uri === undefined ? [] : [shown.uri])]);
    },
    onShow: (value) => (played.textContent = clockTime(value)),
  });
  const tick = () => {
    timer?.dispose();
    if (!shown) return;
    const { name, ms, since, moves, durationMs, disabled } = shown;
    const value = moves ? Math.min(durationMs, ms + clock.monotonic() - since) : ms;
    slider.show({ name, value, max: durationMs, most: Math.max(0, durationMs - second), disabled });
    const goesOn = moves && value < durationMs && document.visibilityState === 'visible';
    if (goesOn) timer = clock.after(second - (value % second), tick);
  };
  document.addEventListener('visibilitychange', tick);
  const times = element('div', 'times', played, whole);
  times.ariaHidden = 'true';
  const bar = element('div', 'position', slider.element, times);
  const show = (view: PositionView | undefined) => {
    shown = view && { ...view, since: clock.monotonic() };
    // It keeps its place, so that nothing jumps from song to song.
    bar.classList.toggle('unknown', !view);
    whole.textContent = view ? clockTime(view.durationMs) : '';
    tick();
  };
  return { element: bar, show };
}
