import type { Entry } from './catalogue';
import type { Hover } from './hover';
import { artwork, attribution, breakable, iconLink, linked, namedAll, pictureBeside, quiet } from './html';
import type { LinkType } from './link';
import { clockTime } from './text';

const kinds: Readonly<Record<LinkType, string>> = {
  track: 'Song',
  album: 'Album',
  artist: 'Artist',
  episode: 'Podcast episode',
  show: 'Podcast',
  playlist: 'Playlist',
};
const parts: Readonly<Partial<Record<LinkType, string>>> = { album: 'songs', show: 'episodes' };

const play = 'earshot.playLink';
const queue = 'earshot.addToQueue';

/** What a link is, with what a listener who is signed in can do with it. A pure function. */
export function linkHover(entry: Entry, signedIn: boolean): Hover {
  const { link, image, title, by, album } = entry;
  const queueable = link.type === 'track' || link.type === 'episode';
  const commands = signedIn ? [play, ...(queueable ? [queue] : [])] : [];
  const lines = [
    `<strong>${linked(breakable(title), link.uri)}</strong>`,
    namedAll(by),
    album ? namedAll([album]) : '',
    '',
    quiet(facts(entry)),
  ];
  const actions = [
    commands.includes(play) ? iconLink('$(play) Play', 'Play', play, link.uri) : '',
    commands.includes(queue) ? iconLink('$(list-ordered) Queue', 'Add to Queue', queue, link.uri) : '',
    attribution(link.uri),
  ];
  const picture = image === undefined ? '' : linked(artwork(image, title), link.uri);
  return {
    markdown: [
      pictureBeside(
        picture,
        lines.filter((line, index) => line || index === 3),
      ),
      actions.filter(Boolean).join('&nbsp;&nbsp; '),
    ].join('\n\n'),
    commands,
  };
}

function facts({ link, durationMs, released, parts: count }: Entry): string {
  return [
    kinds[link.type],
    durationMs === undefined ? '' : clockTime(durationMs),
    count === undefined ? '' : `${count} ${parts[link.type] ?? ''}`,
    released.slice(0, 4),
  ]
    .filter(Boolean)
    .join(' · ');
}
