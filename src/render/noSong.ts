import { problemActions, problemIcon, problemMessage, problemTitle } from '../messages/apiProblems';
import * as messages from '../messages/statusBar';
import type { Playback } from '../model/playback/playback';

/** What is said where there is no song, and what a click on it does. */
export interface NoSongStatus extends messages.Status {
  /** In VS Code's label syntax. */
  readonly icon: string;
  readonly command: string;
}

/**
 * Why there is no song, whatever the app on this machine plays; `undefined` where there is one, or nothing is known
 * yet. `hasClientId`: the settings have one; `now` in milliseconds since 1970. A pure function.
 */
export function noSongStatus(
  playback: Playback,
  hasClientId: boolean,
  now: number,
): NoSongStatus | undefined {
  switch (playback.kind) {
    case 'starting':
    case 'playing':
    case 'paused':
      return undefined;
    case 'signedOut':
      return status('$(music)', messages.signedOut(playback.elsewhere, hasClientId), 'earshot.signIn');
    case 'signInAgain':
      return status('$(account)', messages.sessionEnded(playback.why), 'earshot.signIn');
    case 'sessionLost':
      return status('$(account)', messages.sessionLost, 'earshot.signIn');
    case 'signingIn':
      return status('$(loading~spin)', messages.signingIn, 'earshot.signIn.showProgress');
    case 'waiting':
      return status('$(music)', messages.asking, 'earshot.refresh');
    case 'nothing':
      return status('$(music)', messages.nothingPlaying, 'earshot.showControls');
    case 'unavailable': {
      const { problem } = playback;
      const said = { title: problemTitle(problem, now), sentence: problemMessage(problem, now) };
      return status(problemIcon(problem), said, problemActions(problem)[0]?.command ?? 'earshot.refresh');
    }
  }
}

function status(icon: string, said: messages.Status, command: string): NoSongStatus {
  return { ...said, icon, command };
}
