/* What messages are made of, and the buttons that more than one of them has. */
import type { MessageAction } from '../model/errors/userFacingError';

/** One sentence or a few, and the buttons below them. */
export type Message = readonly [sentence: string, ...actions: MessageAction[]];

/** A question that has to be answered before anything happens. */
export interface Confirmation {
  readonly question: string;
  readonly detail: string;
  /** What the button says that goes on. */
  readonly confirm: string;
}

export const signIn: MessageAction = { label: 'Sign In', command: 'earshot.signIn' };
export const signInAgain: MessageAction = { label: 'Sign In Again', command: 'earshot.signIn' };
export const setClientId: MessageAction = { label: 'Set Client ID', command: 'earshot.setClientId' };
export const setClientSecret: MessageAction = {
  label: 'Set Client Secret',
  command: 'earshot.setClientSecret',
};
export const removeSecret: MessageAction = {
  label: 'Remove Client Secret',
  command: 'earshot.removeClientSecret',
};
export const openDashboard: MessageAction = { label: 'Open Dashboard', command: 'earshot.openDashboard' };
export const openSpotify: MessageAction = { label: 'Open Spotify', command: 'earshot.openInSpotify' };
export const selectDevice: MessageAction = { label: 'Select Device', command: 'earshot.selectDevice' };
export const tryAgain: MessageAction = { label: 'Try Again', command: 'earshot.refresh' };

/** Opens VS Code's settings at those that a text finds there. */
export function openSettings(found: string): MessageAction {
  return { label: 'Open Settings', command: 'workbench.action.openSettings', arguments: [found] };
}

/** Sentences that may be left out, one after the other. */
export function sentences(...all: readonly (string | false | undefined)[]): string {
  return all.filter(Boolean).join(' ');
}

/** Facts side by side; what is empty has nothing to say. */
export function facts(...all: readonly (string | undefined)[]): string {
  return all.filter(Boolean).join(' · ');
}

/** What a screen reader says, with a stop after each part. */
export function spoken(...parts: readonly string[]): string {
  return parts.join('. ');
}

/** Above the box that shows what the clipboard does not take is what it is; this stands below. */
export const copyByHand = 'The clipboard cannot be used at the moment. Copy the text from here.';
