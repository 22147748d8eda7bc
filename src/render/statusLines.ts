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

/** What the app on this machine plays, with what Spotify itself would add to it, or why it adds nothing. */
export function withSignIn(presentation: Presentation, playback: Away | Waiting): Presentation {
  const withSentence = (sentence: string) => withLine(presentation, '$(account)', sentence, 'earshot.signIn');
  switch (playback.kind) {
    case 'signedOut':
      // An invitation is for who looks for one: it is not read out with each song.
      return { ...withSentence(messages.signInFor(playback.elsewhere)), label: presentation.label };
    case 'signInAgain':
      return withSentence(messages.sessionEnded(playback.why).sentence);
    case 'sessionLost':
      return withSentence(messages.sessionLost.sentence);
    default:
      return presentation;
  }
}

/** From nothing to music. */
const ways = [
  { icon: '$(play)', title: messages.resume, command: 'earshot.play' },
  { icon: '$(history)', title: messages.recentlyPlayed, command: 'earshot.showRecentlyPlayed' },
  { icon: '$(earshot-liked)', title: messages.likedSongs, command: 'earshot.playLikedSongs' },
  { icon: '$(search)', title: messages.search, command: 'earshot.search' },
];

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
