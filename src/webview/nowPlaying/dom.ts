import type { MessageAction } from '../../model/errors/userFacingError';
import type { ButtonView, LinkView } from '../../render/nowPlayingView';

/** Has the extension run one of its commands. */
export type Run = (command: string, args: readonly unknown[]) => void;

/** An element of the page. Texts come by `textContent` alone: whatever a title contains, it is no markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** A button that does something when it is pressed. */
export function pressable(className: string, press: () => void, ...children: readonly (Node | string)[]) {
  const button = element('button', className, ...children);
  button.type = 'button';
  button.addEventListener('click', press);
  return button;
}

/**
 * A name, and the way to its page, if it has one; the whole of it for the mouse, since the page may cut it. No button,
 * and no `a` without an address: the one cannot be cut after some lines, the other cannot be reached by the keyboard.
 */
export function linkElement({ text, isLink, command, args }: LinkView, run: Run): HTMLElement {
  const name = element('span', '', text);
  name.title = text;
  if (!isLink) return name;
  const open = () => run(command, args);
  name.className = 'link';
  name.role = 'link';
  name.tabIndex = 0;
  name.addEventListener('click', open);
  name.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') open();
  });
  return name;
}

/** Buttons with words, the first the likeliest. */
export function actionBar(actions: readonly MessageAction[], run: Run): HTMLElement {
  const buttons = actions.map(({ label, command, arguments: args = [] }) =>
    pressable('action', () => run(command, args), label),
  );
  return element('div', 'actions', ...buttons);
}

/** Something that is shown, and shown anew. */
export interface Part<T> {
  readonly element: HTMLElement;
  /** `undefined`: there is none of it now. */
  readonly show: (view: T | undefined) => void;
}

/** A button with an icon. One that is disabled can be reached all the same, and says why it is. */
export function iconButton(className: string, run: Run): Part<ButtonView> {
  const icon = element('span', 'icon');
  const text = element('span', 'text');
  let shown: ButtonView | undefined;
  icon.ariaHidden = 'true';
  const press = () => {
    if (shown && !shown.disabled) run(shown.command, shown.args);
  };
  const button = pressable(className, press, icon, text);
  const show = (view: ButtonView | undefined) => {
    shown = view;
    button.hidden = view === undefined;
    if (!view) return;
    icon.className = `icon earshot-${view.icon}`;
    text.textContent = view.text;
    button.ariaLabel = view.text ? null : view.title;
    button.ariaDisabled = String(view.disabled !== '');
    button.title = view.disabled || view.title;
    button.classList.toggle('on', view.on);
  };
  return { element: button, show };
}
