import { spoken } from '../messages/common';
import * as messages from '../messages/statusBar';
import type { Waiting } from '../model/playback/nowPlaying';
import type { Away } from '../model/playback/playback';
import { hoverWith, hoverWithActions } from './hover';
import type { Presentation } from './statusText';

/** The same with one more thing to say: a line at the end of its hover runs a command, if it has a hover. */
export function withLine(
  presentation: Presentation,
  icon: string,
  sentence: string,
  command: string,
): Presentation {
  const { tooltip, label } = presentation;
  return {
    ...presentation,
    tooltip:
      typeof tooltip === 'string' ? `${tooltip}\n${sentence}` : hoverWith(tooltip, icon, sentence, command),
    label: spoken(label, sentence),
  };
}

/** What Spotify itself would add to what the app on this machine plays, or why it adds nothing, in a sentence. */
export function signInSentence(playback: Away | Waiting): string | undefined {
  switch (playback.kind) {
    case 'signedOut':
      return messages.signInFor(playback.elsewhere);
    case 'signInAgain':
      return messages.sessionEnded(playback.why).sentence;
    case 'sessionLost':
      return messages.sessionLost.sentence;
    default:
      return undefined;
  }
}

/** From nothing to music. */
const ways = [
  { icon: '$(play)', title: messages.resume, command: 'earshot.play' },
  { icon: '$(history)', title: messages.recentlyPlayed, command: 'earshot.showRecentlyPlayed' },
  { icon: '$(earshot-liked)', title: messages.likedSongs, command: 'earshot.playLikedSongs' },
  { icon: '$(search)', title: messages.search, command: 'earshot.search' },
];

/** What the app on this machine plays, with that sentence. */
export function withSignIn(presentation: Presentation, playback: Away | Waiting): Presentation {
  const sentence = signInSentence(playback);
  if (sentence === undefined) return presentation;
  const withSentence = withLine(presentation, '$(account)', sentence, 'earshot.signIn');
  // An invitation is for who looks for one: it is not read out with each song.
  return playback.kind === 'signedOut' ? { ...withSentence, label: presentation.label } : withSentence;
}

/** What is shown without a song, with the ways to one and to the reasons for that. */
export function withWhy(presentation: Presentation & { readonly tooltip: string }): Presentation {
  const { tooltip } = presentation;
  return {
    ...presentation,
    tooltip: hoverWith(
      hoverWithActions(tooltip, ways),
      '$(question)',
      messages.whyNothing,
      'earshot.whyNothing',
    ),
  };
}
