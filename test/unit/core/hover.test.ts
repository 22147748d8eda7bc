import assert from 'node:assert/strict';
import type { Heard } from '../../../src/core/heard';
import { hoverFor } from '../../../src/core/hover';
import type { Item } from '../../../src/core/item';
import { imageOf } from '../../../src/spotify/itemSchema';
import { heard, kitchen, pick, seeded, song } from '../support';

/** 3 s after the reply that stands at 20 s. */
const now = 1_003_000;

interface Link {
  readonly text: string;
  readonly address: string;
}

/** What the Markdown holds that does something, and what is left when that is taken out. */
interface Parts {
  readonly images: readonly string[];
  readonly links: readonly Link[];
  readonly icons: readonly string[];
  readonly rest: string;
}

/** References to characters are all that data may be, besides letters, digits and what no Markdown knows. */
function partsOf(markdown: string): Parts {
  const images: string[] = [];
  const links: Link[] = [];
  const icons: string[] = [];
  const rest = markdown
    .replace(/!\[([^[\]]*)\]\(([^()\s"]*)\)/g, (_, alt: string, address: string) => {
      images.push(address);
      return alt;
    })
    .replace(/\[([^[\]]*)\]\(([^()\s"]*)(?: "[^"()[\]]*")?\)/g, (_, text: string, address: string) => {
      links.push({ text, address });
      return text;
    })
    .replace(/\$\(([a-z-]+)\)/g, (_, name: string) => {
      icons.push(name);
      return '';
    });
  return { images, links, icons, rest };
}

/** What a page shows for references to characters. */
const shown = (html: string) =>
  html
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

const hover = (changes: Partial<Heard> = {}, trouble?: string) => hoverFor(heard(changes), now, trouble);
const parts = (changes: Partial<Heard> = {}, trouble?: string) => partsOf(hover(changes, trouble).markdown);
const commandsIn = ({ links }: Parts) =>
  links.flatMap(({ address }) => (address.startsWith('command:') ? [address.slice('command:'.length)] : []));
const pagesIn = ({ links }: Parts) =>
  links.flatMap(({ text, address }) => (address.startsWith('command:') ? [] : [[shown(text), address]]));
const page = (type: string, id: string) => `https://open.spotify.com/${type}/${id}`;

describe('the hover', () => {
  it('has artwork, names, place, buttons and where it comes from, in this order', () => {
    const link = (text: string, uri: string) => `[${text}](${uri} "Open in Spotify")`;
    const track = page('track', '1a2b3c4d5e6f7g8h9i0j1k');
    const album = page('album', '4d5e6f7g8h9i0j1k2l3m4n');
    const first = page('artist', '2b3c4d5e6f7g8h9i0j1k2l');
    const second = page('artist', '3c4d5e6f7g8h9i0j1k2l3m');
    const button = (icon: string, command: string, title: string) =>
      `[${icon}](command:earshot.${command} "${title}")`;
    assert.deepEqual(hover({ liked: false }).markdown.split('\n\n'), [
      link(`![Artwork of Low Tide Letters](${song.image ?? ''}|width=160,height=160)`, album),
      [
        `**${link('Lamplight Ferry', track)}**`,
        `${link('The Borrowed Oars', first)}, ${link('Ines Quill', second)}`,
        link('Low Tide Letters', album),
      ].join('  \n'),
      '0&#58;23 &#47; 3&#58;20 · playing on Kitchen',
      [
        button('$(chevron-left)', 'previous', 'Previous'),
        button('$(debug-pause)', 'pause', 'Pause'),
        button('$(chevron-right)', 'next', 'Next'),
        button('$(add)', 'like', 'Add to Liked Songs'),
        button('$(arrow-swap)', 'toggleShuffle', 'Turn Shuffle On'),
        button('$(sync)', 'cycleRepeat', 'Repeat Is Off; Change It'),
        button('$(unmute) 40%', 'setVolume', 'Set Volume…'),
        button('$(broadcast)', 'selectDevice', 'Select Device…'),
        button('$(list-ordered)', 'showQueue', 'Show Queue…'),
        button('$(link-external)', 'openInSpotify', 'Open in Spotify'),
      ].join('&nbsp;&nbsp; '),
      link('Listen on Spotify', track),
    ]);
  });

  const places: readonly (readonly [what: string, changes: Partial<Heard>, place: string])[] = [
    ['while playing', {}, '0:23 / 3:20 · playing on Kitchen'],
    ['while paused', { kind: 'paused' }, '0:20 / 3:20 · paused on Kitchen'],
    ['without a device', { device: undefined }, '0:23 / 3:20 · playing'],
    ['paused without a device', { kind: 'paused', device: undefined }, '0:20 / 3:20 · paused'],
    ['in a private session', { privateSession: true }, '0:23 / 3:20 · playing on Kitchen · private session'],
    ['without an end', { item: { ...song, durationMs: undefined } }, 'playing on Kitchen'],
    ['past the end', { progressMs: 500_000 }, '3:20 / 3:20 · playing on Kitchen'],
    [
      'on a device that is named after Markdown',
      { device: { ...kitchen, name: '**[x](y)** $(bell)' } },
      '0:23 / 3:20 · playing on **[x](y)** $(bell)',
    ],
  ];
  for (const [what, changes, place] of places) {
    it(`says where it is ${what}`, () => {
      const paragraphs = hover(changes).markdown.split('\n\n');
      assert.equal(shown(paragraphs[2] ?? ''), place);
    });
  }

  it('says what the trouble is, below the buttons, as plain text', () => {
    const paragraphs = hover({}, 'Spotify [x](y) cannot be <reached>.').markdown.split('\n\n');
    assert.equal(shown(paragraphs[4] ?? ''), '$(warning) Spotify [x](y) cannot be <reached>.');
    assert.doesNotMatch(paragraphs[4] ?? '', /[[<]/);
    assert.equal(paragraphs.length, hover().markdown.split('\n\n').length + 1);
  });

  it('leaves out what there is not', () => {
    const bare = hover({ item: { ...song, artists: [], album: undefined, image: undefined } }).markdown;
    assert.equal(
      bare.split('\n\n')[0],
      `**[Lamplight Ferry](${page('track', '1a2b3c4d5e6f7g8h9i0j1k')} "Open in Spotify")**`,
    );
    assert.doesNotMatch(bare, /!\[|Artwork|undefined|\n{3}/);
  });
});

describe('the links of the hover', () => {
  it('lead from each name to its page', () => {
    assert.deepEqual(pagesIn(parts()), [
      ['Artwork of Low Tide Letters', page('album', '4d5e6f7g8h9i0j1k2l3m4n')],
      ['Lamplight Ferry', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
      ['The Borrowed Oars', page('artist', '2b3c4d5e6f7g8h9i0j1k2l')],
      ['Ines Quill', page('artist', '3c4d5e6f7g8h9i0j1k2l3m')],
      ['Low Tide Letters', page('album', '4d5e6f7g8h9i0j1k2l3m4n')],
      ['Listen on Spotify', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
    ]);
  });

  it('lead from artwork to the song where the album has no page', () => {
    const [first] = pagesIn(parts({ item: { ...song, album: { name: 'x', uri: undefined } } }));
    assert.deepEqual(first, ['Artwork of x', page('track', '1a2b3c4d5e6f7g8h9i0j1k')]);
  });

  const none: readonly (readonly [what: string, item: Item])[] = [
    [
      'a local file',
      {
        ...song,
        kind: 'local',
        artists: [{ name: 'Attic Tapes', uri: undefined }],
        album: { name: 'Four Track', uri: undefined },
        uri: undefined,
      },
    ],
    [
      'an advertisement',
      {
        kind: 'advertisement',
        title: 'Advertisement',
        artists: [],
        album: undefined,
        durationMs: undefined,
        uri: undefined,
        image: undefined,
      },
    ],
    [
      'URIs that are none of Spotify’s',
      {
        ...song,
        uri: 'https://evil.example/track/1',
        artists: [
          { name: 'a', uri: 'command:workbench.action.quit' },
          { name: 'b', uri: 'https://open.spotify.com.evil.example/artist/2b3c4d5e6f7g8h9i0j1k2l' },
        ],
        album: { name: 'c', uri: 'javascript:alert(1)' },
      },
    ],
  ];
  for (const [what, item] of none) {
    it(`lead to no page for ${what}`, () => {
      assert.deepEqual(pagesIn(parts({ item })), []);
      assert.equal(hover({ item }).markdown.split('\n\n').at(-1), 'Spotify');
      for (const { name } of item.artists) assert.ok(shown(hover({ item }).markdown).includes(name));
    });
  }

  const states: readonly (readonly [what: string, changes: Partial<Heard>, disabled: readonly string[]])[] = [
    ['all is allowed', {}, []],
    ['it is paused and liked', { kind: 'paused', liked: true, shuffle: true, repeat: 'track' }, []],
    [
      'much is forbidden',
      { disallows: ['skipping_next', 'skipping_prev', 'toggling_shuffle', 'toggling_repeat_context'] },
      ['next', 'previous', 'toggleShuffle', 'cycleRepeat'],
    ],
    ['the volume is fixed', { device: { ...kitchen, hasVolume: false } }, ['setVolume']],
    ['it is a local file', { item: none[0]?.[1] ?? song }, ['like', 'openInSpotify']],
    ['it is an advertisement', { item: none[1]?.[1] ?? song }, ['like', 'openInSpotify']],
  ];
  for (const [what, changes, disabled] of states) {
    it(`run the commands that the hover may run, and no others, when ${what}`, () => {
      const { commands } = hover(changes);
      assert.deepEqual([...new Set(commandsIn(parts(changes)))].sort(), [...commands].sort());
      assert.equal(new Set(commands).size, commands.length);
      for (const command of disabled) assert.ok(!commands.includes(`earshot.${command}`), command);
      assert.equal(commands.length, 10 - disabled.length);
      assert.equal(parts(changes).icons.length, parts({ ...changes, disallows: [] }).icons.length);
    });
  }

  it('keep the icons of buttons without use, without a link', () => {
    const { markdown } = hover({ disallows: ['skipping_next'] });
    assert.match(markdown, /; \$\(chevron-right\)&nbsp;/);
    assert.doesNotMatch(markdown, /\[\$\(chevron-right\)/);
  });
});

describe('the artwork of the hover', () => {
  const urls = [
    'https://i.scdn.co/a)](command:workbench.action.quit)',
    'https://i.scdn.co/a\n\n[x](command:earshot.signOut)',
    'https://i.scdn.co/a <img src=https://evil.example/x.png>',
    'https://i.scdn.co/a|x)](https://evil.example) [',
    'https://i.scdn.co/$(bell)',
    'https://i.scdn.co/a?b=\\)](https://evil.example)[',
  ];
  for (const url of urls) {
    it(`is one image, and does nothing else, at ${JSON.stringify(url)}`, () => {
      const image = imageOf([{ url, width: 300 }]);
      const changed = parts({ item: { ...song, image } });
      const usual = parts();
      assert.deepEqual(changed.images, [`${image ?? ''}|width=160,height=160`]);
      assert.equal(changed.images[0]?.split('|').length, 2);
      assert.deepEqual([changed.links, changed.icons, changed.rest], [usual.links, usual.icons, usual.rest]);
    });
  }
});

describe('names in the hover', () => {
  /** The icons that the hover has of its own. */
  const own = parts({ item: { ...song, image: undefined } }).icons;
  const named = (name: string): Partial<Heard> => ({
    item: {
      ...song,
      title: name,
      artists: [
        { name, uri: song.artists[0]?.uri },
        { name, uri: undefined },
      ],
      album: { name, uri: song.album?.uri },
    },
    device: { ...kitchen, name },
  });

  function assertHarmless(name: string): void {
    const { markdown, commands } = hover(named(name), name);
    const { links, images, icons, rest } = partsOf(markdown);
    assert.deepEqual(icons, [...own, 'warning'], markdown);
    assert.deepEqual(images, [`${song.image ?? ''}|width=160,height=160`], markdown);
    assert.equal(links.length, 5 + 10, markdown);
    for (const { address } of links) {
      const known = address.startsWith('command:')
        ? commands.includes(address.slice('command:'.length)) && address.startsWith('command:earshot.')
        : /^https:\/\/open\.spotify\.com\/(track|artist|album)\/[A-Za-z0-9]{22}$/.test(address);
      assert.ok(known, address);
    }
    const left = rest.replace(/&#\d+;|&nbsp;|\*\*|, | 40%/g, '');
    assert.doesNotMatch(left, /[!-/:-@[-`{-~]/, left);
    // The title, two artists, the album once by name and once with the artwork, the device, the trouble.
    assert.equal(shown(rest).split(name).length - 1, 7, shown(rest));
  }

  const nasty = [
    '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)',
    '](command:workbench.action.quit) [',
    '[x]: command:workbench.action.quit',
    '![x](https://evil.example/x.png)',
    '<a href="command:workbench.action.quit">x</a>',
    '<img src="https://evil.example/x.png">',
    '<https://evil.example>',
    'https://evil.example/x www.evil.example wren@evil.example',
    '\\$(bell) \\[x\\](y) \\',
    '&lt;b&gt; &#36;(bell)',
    '`code` ~~~ ```',
    '# Heading',
    '- list',
    '1. list',
    '> quote',
    '---',
    '| a | b |',
    '*_~',
    '"title" \'title\'',
    '$(bell',
  ];
  for (const name of nasty) {
    it(`are shown as they are, and do nothing: ${name}`, () => {
      assertHarmless(name);
    });
  }

  it('are shown as they are, and do nothing, whatever they are', () => {
    const random = seeded(31);
    const pieces = [
      ...Array.from('\\`*_{}[]()#+-.!|<>~$"\'&;:@/^=%'),
      ' ',
      'a',
      '7',
      'é',
      'command:x',
      '$(bell)',
      '&#93;',
    ];
    for (let round = 0; round < 300; round += 1) {
      // An ending that nothing else has makes each occurrence countable.
      assertHarmless(`${Array.from({ length: 9 }, () => pick(random, pieces)).join('')}ø`);
    }
  });
});
