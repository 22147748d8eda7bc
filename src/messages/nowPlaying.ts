/* The view "Now Playing". Most of its words are those of the status bar and of the controls. */
import * as l10n from '@vscode/l10n';
import { action } from './common';

export const viewTitle = l10n.t('Now Playing');
/** The names of its two sliders. */
export const positionName = l10n.t('Position');
export const volumeName = l10n.t('Volume');
export const showSignInProgress = action(l10n.t('Show Sign-In Progress'), 'signIn.showProgress');
