import { canBeQueued, type CatalogItem, type LinkType } from '../model/link';
import { clockTime } from '../model/text';
import type { Hover } from './hover';
import { attribution, card, iconLink } from './markup';

const kinds: Readonly<Record<LinkType, string>> = {
  track: 'Song',
  album: 'Album',
  artist: 'Artist',
  episode: 'Podcast episode',
  show: 'Podcast',
  playlist: 'Playlist',
  audiobook: 'Audiobook',
  chapter: 'Audiobook chapter',
};
const parts: Readonly<Partial<Record<LinkType, string>>> = {
  album: 'songs',
  show: 'episodes',
  audiobook: 'chapters',
};

const play = 'earshot.playLink';
const queue = 'earshot.addToQueue';

/** What a link is, with what a listener who is signed in can do with it. A pure function. */
export function linkHover(catalogItem: CatalogItem, signedIn: boolean): Hover {
  const { link, title } = catalogItem;
  const itself = { name: title, uri: link.uri };
  const commands = signedIn ? [play, ...(canBeQueued(link) ? [queue] : [])] : [];
  const actions = [
    commands.includes(play) ? iconLink('$(play) Play', 'Play', play, link.uri) : '',
    commands.includes(queue) ? iconLink('$(list-ordered) Queue', 'Add to Queue', queue, link.uri) : '',
    attribution(link.uri),
  ];
  const paragraphs = [
    card({ ...catalogItem, itself, artworkOf: itself, fact: facts(catalogItem) }),
    actions.filter(Boolean).join('&nbsp;&nbsp; '),
  ];
  return { markdown: paragraphs.join('\n\n'), commands };
}

function facts({ link, durationMs, released, parts: count }: CatalogItem): string {
  return [
    kinds[link.type],
    durationMs === undefined ? '' : clockTime(durationMs),
    count === undefined ? '' : `${count} ${parts[link.type] ?? ''}`,
    /^[1-9]\d{3}/.exec(released)?.[0] ?? '',
  ]
    .filter(Boolean)
    .join(' · ');
}
