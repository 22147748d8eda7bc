import { facts } from '../messages/common';
import { linkTypes, partCount, playLink, queueLink, queueLinkTitle } from '../messages/statusBar';
import { canBeQueued, type CatalogItem } from '../model/link';
import { clockTime } from '../model/text';
import type { Hover } from './hover';
import { attribution, card, iconLink } from './markup';

const play = 'earshot.playLink';
const queue = 'earshot.addToQueue';

/** What a link is, with what a listener who is signed in can do with it. A pure function. */
export function linkHover(catalogItem: CatalogItem, signedIn: boolean): Hover {
  const { link, title } = catalogItem;
  const itself = { name: title, uri: link.uri };
  const commands = signedIn ? [play, ...(canBeQueued(link) ? [queue] : [])] : [];
  const actions = [
    commands.includes(play) ? iconLink(`$(play) ${playLink}`, playLink, play, link.uri) : '',
    commands.includes(queue) ? iconLink(`$(list-ordered) ${queueLink}`, queueLinkTitle, queue, link.uri) : '',
    attribution(link.uri),
  ];
  const paragraphs = [
    card({ ...catalogItem, itself, artworkOf: itself, fact: factOf(catalogItem) }),
    actions.filter(Boolean).join('&nbsp;&nbsp; '),
  ];
  return { markdown: paragraphs.join('\n\n'), commands };
}

function factOf({ link, durationMs, released, parts }: CatalogItem): string {
  return facts(
    linkTypes[link.type],
    durationMs === undefined ? '' : clockTime(durationMs),
    parts === undefined ? '' : partCount(link.type, parts),
    /^[1-9]\d{3}/.exec(released)?.[0],
  );
}
