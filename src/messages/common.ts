/* What messages are made of, and the buttons that more than one of them has. */
import * as l10n from '@vscode/l10n';
import type { PlayIntent } from '../model/commands/intent';
import type { MessageAction } from '../model/errors/userFacingError';
import { gap } from './language';

/** The same in every language. */
export const productName = 'Earshot for Spotify';

/** One sentence or a few, and the buttons below them. */
export type Message = readonly [sentence: string, ...actions: MessageAction[]];

/** A question that has to be answered before anything happens. */
export interface Confirmation {
  readonly question: string;
  readonly detail: string;
  /** What the button says that goes on. */
  readonly confirm: string;
}

/** A button that runs one of our commands. */
export function action(label: string, command: string, ...args: readonly unknown[]): MessageAction {
  return { label, command: `earshot.${command}`, arguments: args };
}

export const signIn = action(l10n.t('Sign In'), 'signIn');
export const signInAgain = action(l10n.t('Sign In Again'), 'signIn');
export const setClientId = action(l10n.t('Set Client ID'), 'setClientId');
export const setClientSecret = action(l10n.t('Set Client Secret'), 'setClientSecret');
export const removeSecret = action(l10n.t('Remove Client Secret'), 'removeClientSecret');
export const openDashboard = action(l10n.t('Open Dashboard'), 'openDashboard');
export const openSpotify = action(l10n.t('Open Spotify'), 'openInSpotify');
/** Opens the app on this machine and plays there what is wanted, or else what there was. */
export function startSpotify(wanted?: PlayIntent): MessageAction {
  return action(l10n.t('Open Spotify'), 'startSpotify', ...(wanted ? [wanted] : []));
}
export const selectDevice = action(l10n.t('Select Device'), 'selectDevice');
export const tryAgain = action(l10n.t('Try Again'), 'refresh');

/** Opens VS Code's settings at those that a text finds there. */
export function openSettings(found: string): MessageAction {
  return { label: l10n.t('Open Settings'), command: 'workbench.action.openSettings', arguments: [found] };
}

/** Sentences that may be left out, one after the other. */
export function sentences(...all: readonly (string | false | undefined)[]): string {
  return all.filter(Boolean).join(gap);
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
export const copyByHand = l10n.t('The clipboard is not available. Copy the text from here.');
