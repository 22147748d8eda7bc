/* The view "Now Playing". Most of its words are those of the status bar and of the controls. */
import { action } from './common';

export const viewTitle = 'Now Playing';
/** The names of its two sliders. */
export const position = 'Position';
export const volume = 'Volume';
export const showSignInProgress = action('Show Sign-In Progress', 'signIn.showProgress');

/** How loud it is, as a slider says it. */
export function volumeValue(percent: number): string {
  return `${percent}%`;
}
