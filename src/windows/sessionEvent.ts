import type { SessionState } from '../auth/sessionStore';
import type { PlaybackEvent } from '../core/playback';

/** What a session means for what is shown. */
export function sessionEvent(state: SessionState): PlaybackEvent {
  switch (state.kind) {
    case 'signedIn':
      return { type: 'signedIn' };
    case 'ended':
      return { type: 'sessionEnded' };
    case 'signedOut':
      return { type: 'signedOut', elsewhere: state.elsewhere };
  }
}
