import * as vscode from 'vscode';
import * as messages from '../../messages/prompts';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { canBeQueued, parseLink, shortLinkIn, unplayableIn, type Link } from '../../model/link';
import { assertCan } from '../../model/playback/abilities';
import type { NowPlaying } from '../../model/playback/nowPlaying';
import { clockTime, parseClockTime } from '../../model/text';

/*
 * What a command has to be told: by an argument, as key bindings give it, or else by the user. All of these throw
 * `Cancelled` when the user thinks better of it.
 */

interface ArgumentPrompt<T> {
  readonly title: string;
  /** Nothing of Spotify's may stand in it: VS Code makes links and icons of what looks like them. */
  readonly prompt: string;
  readonly placeHolder: string;
  readonly value?: string;
  /** `undefined` for what is no answer. */
  readonly read: (text: string) => T | undefined;
  /** What an answer looks like, or why this is none, in a sentence. */
  readonly fault: (text: string) => string;
}

/** @throws UserFacingError when the argument is no answer, Cancelled */
async function ask<T>({ read, fault, ...box }: ArgumentPrompt<T>, given: unknown): Promise<T> {
  const text =
    typeof given === 'string' || typeof given === 'number'
      ? String(given)
      : await vscode.window.showInputBox({
          ...box,
          validateInput: (typed) =>
            typed.trim() === '' || read(typed) !== undefined ? undefined : fault(typed),
        });
  if (text === undefined) throw new Cancelled();
  const answer = read(text);
  if (answer === undefined) throw new UserFacingError(fault(text));
  return answer;
}

/** A position in milliseconds. */
export function askForPosition(nowPlaying: NowPlaying | undefined, given: unknown): Promise<number> {
  const { item } = assertCan(nowPlaying, 'seek');
  const end = item.durationMs === undefined ? '' : clockTime(item.durationMs);
  return ask(
    {
      ...messages.positionQuestion(end),
      read: (text) => {
        const ms = parseClockTime(text);
        return ms !== undefined && ms < (item.durationMs ?? Infinity) ? ms : undefined;
      },
      fault: () => messages.positionFault(end),
    },
    given,
  );
}

/** A volume in per cent. */
export function askForVolume(nowPlaying: NowPlaying | undefined, given: unknown): Promise<number> {
  const { device } = assertCan(nowPlaying, 'changeVolume');
  return ask(
    {
      ...messages.volumeQuestion,
      value: String(device?.volume ?? ''),
      read: (text) => (/^\s*(\d{1,2}|100)\s*%?\s*$/.test(text) ? parseInt(text, 10) : undefined),
      fault: () => messages.volumeFault,
    },
    given,
  );
}

/** Where a short link leads; `undefined` where that cannot be had. */
export type FollowLink = (address: string) => Promise<Link | undefined>;

/**
 * The URI of something at Spotify: anything to play, a song or an episode to queue. Short links are followed, when the
 * answer has been given.
 * @throws UserFacingError where one leads nowhere that can be played
 */
export async function askForLink(
  purpose: 'play' | 'queue',
  given: unknown,
  follow: FollowLink,
): Promise<string> {
  const uriOf = (link: Link | undefined) =>
    link && (purpose === 'play' || canBeQueued(link)) ? link.uri : undefined;
  const read = (text: string) => uriOf(parseLink(text)) ?? shortLinkIn(text);
  const copied = given === undefined ? await vscode.env.clipboard.readText() : '';
  const fault = (text: string) => messages.linkFault(purpose, unplayableIn(text));
  const answer = await ask(
    {
      ...messages.linkQuestion(purpose),
      value: read(copied) === undefined ? '' : copied.trim(),
      read,
      fault,
    },
    given,
  );
  if (shortLinkIn(answer) === undefined) return answer;
  const link = await follow(answer);
  if (!link) throw new UserFacingError(...messages.shortLinkNotFollowed(vscode.Uri.parse(answer)));
  const uri = uriOf(link);
  if (uri === undefined) throw new UserFacingError(fault(link.uri));
  return uri;
}
