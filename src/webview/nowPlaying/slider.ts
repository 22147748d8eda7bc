import { element } from './dom';

interface SliderOptions {
  /** How far the arrow keys go. */
  readonly step: number;
  /** What a value means, for screen readers. */
  readonly text: (value: number, max: number) => string;
  /** A value has been chosen. */
  readonly choose: (value: number) => void;
  /** What is shown has changed, chosen or not. */
  readonly onShow?: (value: number) => void;
}

interface SliderState {
  /** What it sets, for screen readers. */
  readonly name: string;
  readonly value: number;
  readonly max: number;
  /** The largest value that can be chosen. */
  readonly most: number;
  /** Why it cannot be moved, in a sentence; empty where it can. */
  readonly disabled: string;
}

/**
 * A slider by the pattern of the ARIA Authoring Practices: arrows, Page Up and Page Down, Home, End, and the mouse.
 * While it is dragged it shows where it would be, and chooses when it is let go.
 */
export class Slider {
  readonly element: HTMLElement;
  #state: SliderState = { name: '', value: 0, max: 0, most: 0, disabled: '' };
  #dragged: number | undefined;

  constructor(private readonly options: SliderOptions) {
    const thumb = element('div', 'thumb');
    const slider = element('div', 'slider', element('div', 'track', element('div', 'fill')), thumb);
    slider.role = 'slider';
    slider.tabIndex = 0;
    slider.ariaValueMin = '0';
    slider.addEventListener('keydown', (event) => this.#press(event));
    slider.addEventListener('pointerdown', (event) => this.#take(event));
    slider.addEventListener('pointermove', (event) => this.#drag(event));
    slider.addEventListener('pointerup', () => this.#release(true));
    slider.addEventListener('lostpointercapture', () => this.#release(false));
    this.element = slider;
  }

  show(state: SliderState): void {
    this.#state = state;
    this.#draw();
  }

  #draw(): void {
    const { name, max, disabled } = this.#state;
    const value = this.#dragged ?? this.#state.value;
    const slider = this.element;
    slider.ariaLabel = name;
    slider.ariaValueMax = String(Math.round(max));
    slider.ariaValueNow = String(Math.round(value));
    slider.ariaValueText = this.options.text(value, max);
    slider.ariaDisabled = String(disabled !== '');
    slider.title = disabled;
    slider.style.setProperty('--part', `${max > 0 ? (value / max) * 100 : 0}%`);
    this.options.onShow?.(value);
  }

  #choose(value: number): void {
    const chosen = Math.max(0, Math.min(value, this.#state.most));
    this.show({ ...this.#state, value: chosen });
    this.options.choose(chosen);
  }

  #press(event: KeyboardEvent): void {
    if (this.#state.disabled || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = this.#next(event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.#choose(next);
  }

  #next(key: string): number | undefined {
    const { step } = this.options;
    const { value, most } = this.#state;
    switch (key) {
      case 'ArrowRight':
      case 'ArrowUp':
        return value + step;
      case 'ArrowLeft':
      case 'ArrowDown':
        return value - step;
      case 'PageUp':
        return value + 3 * step;
      case 'PageDown':
        return value - 3 * step;
      case 'Home':
        return 0;
      case 'End':
        return most;
      default:
        return undefined;
    }
  }

  #take(event: PointerEvent): void {
    if (this.#state.disabled || event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.#dragged = this.#valueAt(event);
    this.#draw();
  }

  #drag(event: PointerEvent): void {
    if (this.#dragged === undefined) return;
    this.#dragged = this.#valueAt(event);
    this.#draw();
  }

  /** What the system takes away, by a gesture of its own, was not let go, and chooses nothing. */
  #release(chosen: boolean): void {
    const value = this.#dragged;
    if (value === undefined) return;
    this.#dragged = undefined;
    if (chosen) this.#choose(value);
    else this.#draw();
  }

  #valueAt({ clientX }: PointerEvent): number {
    const { left, width } = this.element.getBoundingClientRect();
    const part = width > 0 ? (clientX - left) / width : 0;
    return Math.max(0, Math.min(part * this.#state.max, this.#state.most));
  }
}
