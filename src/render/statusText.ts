import { troubleIcon, troubleRemedies, troubleSentence, troubleTitle } from '../messages/apiProblems';
import { renewalSentence, type RenewalNotice } from '../model/account';
import { needsSomebody, obstacleOf, pauseEnd } from '../model/errors/apiProblem';
import { pageOf } from '../model/link';
import { namesOf, type Item } from '../model/playback/item';
import { positionAt, type Heard, type Seen } from '../model/playback/nowPlaying';
import { lastHeard, lastSeen, type Playback, type Unavailable } from '../model/playback/playback';
import { clockTime, dayAndTime } from '../model/text';
import { hoverFor, hoverWith, type Hover } from './hover';
import { parseTemplate, renderTemplate, showsPosition, type Template, type Values } from './template';

export interface PresentationSettings {
  readonly template: Template;
  /** In characters as a reader counts them, at least 10. */
  readonly maxLength: number;
  readonly showWhenPaused: boolean;
  readonly showWhenNothingPlays: boolean;
  /** The command that a click on what is heard runs; `undefined` for none. */
  readonly clickCommand: string | undefined;
}

/** All that the status item shows; `undefined` instead of one means that it is hidden. */
export interface Presentation {
  /** In VS Code's label syntax. */
  readonly text: string;
  /** Plain text, or more than that. */
  readonly tooltip: string | Hover;
  /** What a screen reader says. */
  readonly label: string;
  readonly command: string | undefined;
  /** The URI of the item that the command is about, if it is about one. */
  readonly argument?: string | undefined;
  /** Whether the text changes by itself from second to second. */
  readonly ticks: boolean;
}

export const defaultFormat = '{icon} {title}[ – {artists}]';
export const defaultTemplate = parseTemplate(defaultFormat);

/**
 * The status item for a state at the time `now` (milliseconds since 1970); with `renewal`, who is signed in is told
 * when that ends. A pure function.
 */
export function present(
  playback: Playback,
  settings: PresentationSettings,
  now: number,
  renewal?: RenewalNotice,
): Presentation | undefined {
  const presentation = presentState(playback, settings, now);
  return presentation && renewal && lastSeen(playback) ? withRenewal(presentation, renewal) : presentation;
}

function withRenewal(presentation: Presentation, renewal: RenewalNotice): Presentation {
  const { tooltip, label } = presentation;
  const sentence = renewalSentence(renewal);
  return {
    ...presentation,
    tooltip:
      typeof tooltip === 'string'
        ? `${tooltip}\n${sentence}`
        : hoverWith(tooltip, '$(account)', sentence, 'earshot.signIn'),
    label: `${label}. ${sentence}`,
  };
}

function presentState(
  playback: Playback,
  settings: PresentationSettings,
  now: number,
): Presentation | undefined {
  switch (playback.kind) {
    case 'starting':
      return undefined;
    case 'signedOut':
      return fixed('$(music) Sign in to Spotify', signInTooltip(playback.elsewhere), 'earshot.signIn');
    case 'signInAgain':
      return fixed(
        '$(account) Sign in to Spotify again',
        'Spotify ended the session, as it does six months after each sign-in. Click to sign in again.',
        'earshot.signIn',
      );
    case 'sessionLost':
      return fixed(
        '$(account) Sign in to Spotify again',
        'VS Code no longer has your Spotify session, as after a change of its keyring. Click to sign in again.',
        'earshot.signIn',
      );
    case 'signingIn':
      return fixed(
        '$(loading~spin) Signing in to Spotify',
        'Waiting for Spotify in the browser.',
        'earshot.signIn',
      );
    case 'unavailable':
      return unavailable(playback, settings, now);
    default:
      return isHidden(playback, settings) ? undefined : seen(playback, settings, now);
  }
}

function signInTooltip(elsewhere: boolean): string {
  return elsewhere
    ? 'Sign in to Spotify. If you have just signed in in another window, reload this one.'
    : 'Sign in to see what you are hearing on Spotify.';
}

function isHidden(seen: Seen, settings: PresentationSettings): boolean {
  return (
    (seen.kind === 'paused' && !settings.showWhenPaused) ||
    (seen.kind === 'nothing' && !settings.showWhenNothingPlays)
  );
}

function seen(playback: Seen, settings: PresentationSettings, now: number): Presentation {
  switch (playback.kind) {
    case 'waiting':
      return fixed('$(music) Spotify', 'Asking Spotify what you are hearing.', 'earshot.refresh');
    case 'nothing':
      return fixed(
        '$(music) Nothing playing',
        'Nothing is playing on Spotify, or a private session hides it. Click to open Spotify.',
        'earshot.openInSpotify',
      );
    default:
      return heardItem(playback, settings, now);
  }
}

function fixed(text: string, tooltip: string, command: string): Presentation {
  return { text, tooltip, label: `${text.replace(/\$\([\w~-]+\) /, '')}. ${tooltip}`, command, ticks: false };
}

function heardItem(heard: Heard, settings: PresentationSettings, now: number): Presentation {
  return {
    text: itemText(heard, settings, now, itemIcon(heard)),
    tooltip: hoverFor(heard),
    label: itemLabel(heard),
    command: settings.clickCommand,
    argument: heard.item.uri,
    ticks: heard.kind === 'playing' && heard.progressMs !== undefined && showsPosition(settings.template),
  };
}

/** Offline and the like: the last known item stays, marked, so that nothing jumps when the network blinks. */
function unavailable(
  playback: Unavailable,
  settings: PresentationSettings,
  now: number,
): Presentation | undefined {
  const sentence = troubleSentence(playback.trouble, now);
  const heard = lastHeard(playback);
  const icon = troubleIcon(playback.trouble);
  const command = troubleRemedies(playback.trouble)[0]?.command ?? 'earshot.refresh';
  const hidden = isHidden(playback.last, settings);
  // What does not pass by itself is shown even where the song is hidden.
  if (hidden && !needsSomebody.has(playback.trouble.kind) && !obstacleOf(playback.trouble)) {
    return undefined;
  }
  if (hidden || !heard) {
    return fixed(`${icon} ${troubleTitle(playback.trouble, now)}`, sentence, command);
  }
  const known = whenKnown(heard, playback);
  return {
    // Where it was when the trouble began.
    text: itemText(heard, settings, playback.since, icon),
    tooltip: hoverFor(heard, { icon, sentence, lastKnown: known }),
    label: `Spotify. ${known}. ${itemName(heard.item)}. ${sentence}`,
    command,
    ticks: false,
  };
}

/** What Spotify said last, and when, while it cannot be asked. */
export function lastKnown(playback: Playback): string | undefined {
  const heard = lastHeard(playback);
  return heard && playback.kind === 'unavailable' ? whenKnown(heard, playback) : undefined;
}

/** As it is right until Spotify is asked again: what is shown is not written anew before that. */
function whenKnown({ kind, receivedAt }: Heard, { trouble, failedAt }: Unavailable): string {
  const until = Math.max(failedAt, pauseEnd(trouble) ?? failedAt);
  return `Last known: ${kind}, ${dayAndTime(receivedAt, until)}`;
}

function itemText(heard: Heard, settings: PresentationSettings, now: number, icon: string): string {
  const values = { ...valuesOf(heard, now), icon };
  return renderTemplate(settings.template, values, settings.maxLength) || icon;
}

/** What a format's tokens stand for at `now`, but for the icon. */
export function valuesOf(heard: Heard, now: number): Values {
  const { item, device } = heard;
  const time = (ms: number | undefined) => (ms === undefined ? '' : clockTime(ms));
  return {
    title: item.title,
    artists: namesOf(item.artists),
    album: item.album?.name ?? '',
    position: time(positionAt(heard, now)),
    duration: time(item.durationMs),
    device: device?.name ?? '',
    link: pageOf(item.uri) ?? '',
    uri: item.uri ?? '',
  };
}

function itemIcon({ kind, item, privateSession, changing }: Heard): string {
  if (changing) return '$(loading~spin)';
  if (kind === 'paused') return '$(debug-pause)';
  if (privateSession) return '$(eye-closed)';
  return itemIcons[item.kind];
}

const itemIcons: Readonly<Record<Item['kind'], string>> = {
  track: '$(music)',
  episode: '$(mic)',
  chapter: '$(book)',
  local: '$(file-media)',
  advertisement: '$(megaphone)',
  other: '$(play-circle)',
};

const itemNames: Readonly<Partial<Record<Item['kind'], string>>> = {
  episode: 'podcast episode',
  chapter: 'chapter',
  local: 'local file',
  advertisement: 'advertisement',
};

function itemLabel({ kind, item }: Heard): string {
  return `Spotify, ${kind}: ${itemName(item)}`;
}

function itemName({ kind, title, artists, album }: Item): string {
  const what = itemNames[kind];
  const named = what && title.toLowerCase() !== what ? `${what} ${title}` : title;
  const of = kind === 'chapter' && album ? ` of ${album.name}` : '';
  const by = artists.length > 0 ? ` by ${namesOf(artists)}` : '';
  return `${named}${of}${by}`;
}
