import type { SessionState } from '../auth/session';
import type { PlaybackEvent } from '../core/playback';

/** What a session means for what is shown. */
export function sessionEvent(state: SessionState): PlaybackEvent {
  switch (state.kind) {
    // What cannot be read is asked about like a session, and the answer says why it cannot.
    case 'unread':
    case 'signedIn':
      return { type: 'signedIn' };
    case 'lost':
      return { type: 'sessionLost' };
    case 'ended':
      return { type: 'sessionEnded' };
    case 'signedOut':
      return { type: 'signedOut', elsewhere: state.elsewhere };
  }
}
