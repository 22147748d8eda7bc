import * as v from 'valibot';
import type { Profile } from '../../model/account';
import type { Intent } from '../../model/commands/intent';
import type { WindowRequest, Outcome, Results } from '../../model/commands/windowRequest';
import type { AppRefusal, Rejection } from '../../model/errors/rejection';
import { libraryLists, searchTypes } from '../../model/library/libraryRead';
import { linkTypes, type CatalogItem, type Link } from '../../model/link';
import type { Addressable } from '../../model/playback/item';
import { localProblems, type LocalApp } from '../../model/playback/localApp';
import { isTrue, object, oneOf, whole, word, type Fields, type Schema } from '../../platform/json';
import {
  action,
  device,
  deviceFields,
  duration,
  flag,
  image,
  item,
  itemKind,
  ms,
  named,
  noFields,
  number,
  problem,
  repeat,
  text,
} from './playbackSchemas';

/* The schemas of what windows ask of each other and answer, held to the types of `model` as those of what they show. */

const rejection = oneOf<Rejection>({
  problem: { problem },
  noActiveDevice: noFields,
  deviceGone: noFields,
  premiumRequired: noFields,
  restricted: { action: v.optional(action) },
  volumeFixed: noFields,
  nothingPlays: noFields,
  itemChanged: noFields,
  notForItem: { item: itemKind },
  positionUnknown: noFields,
  unknownItem: noFields,
  signedOut: noFields,
  appRefused: { reason: word<AppRefusal>({ notRunning: 0, notPermitted: 0, unsupported: 0, noAnswer: 0 }) },
  notAsking: noFields,
  interrupted: noFields,
});

const intent = oneOf<Intent>({
  play: noFields,
  pause: noFields,
  playPause: noFields,
  next: noFields,
  previous: noFields,
  transfer: { device: object<Addressable>({ ...deviceFields, id: text }), play: flag },
  queue: { uri: text },
  playUri: {
    uri: text,
    context: v.optional(text),
    uris: v.optional(v.array(text)),
    position: v.optional(whole(0)),
    deviceId: v.optional(text),
  },
  mute: noFields,
  seekBy: { ms, uri: v.optional(text) },
  seekTo: { ms, uri: v.optional(text) },
  volumeBy: { percent: number },
  volumeTo: { percent: number },
  shuffle: { on: v.optional(flag) },
  repeat: { mode: v.optional(repeat) },
  like: { uri: v.optional(text), liked: v.optional(flag) },
});

const link = object<Link>({ type: v.picklist(linkTypes), id: text, uri: text });

export const request = oneOf<WindowRequest>({
  refresh: noFields,
  intent: { intent },
  devices: noFields,
  queue: noFields,
  recentlyPlayed: noFields,
  catalogItem: { link },
  library: {
    list: v.picklist(libraryLists),
    of: v.optional(text),
    types: v.optional(v.array(v.picklist(searchTypes))),
    from: whole(0),
  },
  editPlaylist: { change: word({ add: 0, remove: 0 }), playlist: text, uris: v.array(text) },
  profile: noFields,
  localApp: noFields,
});

const catalogItem = object<CatalogItem>({
  link,
  title: text,
  by: v.array(named),
  album: v.optional(named),
  durationMs: v.optional(duration),
  released: text,
  parts: v.optional(number),
  image,
  explicit: isTrue,
});
const profile = object<Profile>({ id: text, name: text, userId: v.optional(text), image });

const localApp = oneOf<LocalApp>({
  off: noFields,
  starting: noFields,
  unavailable: { problem: v.picklist(localProblems) },
  available: { status: v.picklist(['playing', 'paused', 'stopped']), elsewhere: flag },
});

const results: Fields<Results> = {
  refresh: flag,
  intent: v.nullable(flag),
  devices: v.array(device),
  queue: v.array(item),
  recentlyPlayed: v.array(item),
  catalogItem: v.nullable(catalogItem),
  library: v.unknown(),
  editPlaylist: text,
  profile,
  localApp,
};

/** What may come back from a request of a kind. */
export const outcomes = Object.fromEntries(
  Object.entries(results).map(([kind, result]) => [
    kind,
    oneOf<Outcome>({ done: { result }, refused: { rejection } }),
  ]),
) as Readonly<Record<WindowRequest['kind'], Schema<Outcome>>>;
