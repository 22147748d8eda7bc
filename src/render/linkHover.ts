import { facts } from '../messages/common';
import { explicitMark } from '../messages/items';
import * as messages from '../messages/links';
import { canBeQueued, libraryTakes, pageOf, type CatalogItem, type Link } from '../model/link';
import { clockTime } from '../model/text';
import type { Hover } from './hover';
import { attribution, between, card, escapeMarkdown, textLink, type CommandLink } from './markup';

/** What a link is, with what a listener who is signed in can do with it. A pure function. */
export function linkHover(catalogItem: CatalogItem, signedIn: boolean): Hover {
  const { link, title } = catalogItem;
  const itself = { name: title, uri: link.uri };
  return hoverOf(
    card({ ...catalogItem, itself, artworkOf: itself, fact: factOf(catalogItem) }),
    link,
    signedIn,
  );
}

/**
 * The same of what Spotify describes to its own apps only, in a sentence; `undefined` for what it describes to everybody,
 * and does not know. A pure function.
 */
export function undescribedHover(link: Link, signedIn: boolean): Hover | undefined {
  const sentence = messages.notDescribed[link.type];
  return sentence === undefined ? undefined : hoverOf(escapeMarkdown(sentence), link, signedIn);
}

/** `what`: Markdown that says what it is. */
function hoverOf(what: string, link: Link, signedIn: boolean): Hover {
  const actions = signedIn ? actionsFor(link) : [];
  const links = actions.map((action) => textLink(action, action.text));
  return {
    markdown: `${what}\n\n${[...links, attribution(pageOf(link.uri))].join(between)}`,
    commands: actions.map(({ command }) => command),
  };
}

function actionsFor(link: Link): readonly (CommandLink & { readonly text: string })[] {
  const args = [link.uri];
  const save =
    link.type === 'track'
      ? messages.likeLink
      : link.type === 'artist'
        ? messages.followLink
        : messages.saveLink;
  return [
    { icon: '$(play)', ...messages.playLink, command: 'earshot.playLink', args },
    ...(canBeQueued(link)
      ? [{ icon: '$(list-ordered)', ...messages.queueLink, command: 'earshot.addToQueue', args }]
      : []),
    ...(libraryTakes(link.uri)
      ? [
          {
            icon: '$(earshot-like)',
            ...save,
            command: `earshot.${link.type === 'track' ? 'like' : 'row.save'}`,
            args,
          },
        ]
      : []),
  ];
}

function factOf(catalogItem: CatalogItem): string {
  const { link, durationMs, released, parts } = catalogItem;
  return facts(
    messages.linkTypes[link.type],
    explicitMark(catalogItem),
    durationMs === undefined ? '' : clockTime(durationMs),
    parts === undefined ? '' : messages.partCount(link.type, parts),
    /^[1-9]\d{3}/.exec(released)?.[0],
  );
}
