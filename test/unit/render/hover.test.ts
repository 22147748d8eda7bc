import assert from 'node:assert/strict';
import type { Item } from '../../../src/model/playback/item';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import { reduce } from '../../../src/model/playback/reduce';
import { dayAndTime, longestList, longestName, longestTitle, timeOfDay } from '../../../src/model/text';
import { hoverFor } from '../../../src/render/hover';
import { imageOf } from '../../../src/spotify/itemSchema';
import { nowPlaying, hour, kitchen, pick, seeded, snapshot, song } from '../support';
import { readHover, type Element, type Paragraph } from './hoverReader';

const hover = (changes: Partial<NowPlaying> = {}, sentence?: string) =>
  hoverFor(
    nowPlaying(changes),
    sentence === undefined
      ? undefined
      : { icon: '$(clock)', sentence, lastKnown: 'Last known: playing, 10:31' },
  );
const read = (changes: Partial<NowPlaying> = {}, sentence?: string) =>
  readHover(hover(changes, sentence).markdown);

const all = (paragraphs: readonly Paragraph[], name: string): readonly Element[] =>
  paragraphs.flatMap(({ elements }) => elements.filter((one) => one.name === name));
const address = ({ attributes }: Element) => attributes['href'] ?? '';
const isCommand = (link: Element) => address(link).startsWith('command:');
const links = (paragraphs: readonly Paragraph[]) => all(paragraphs, 'a');
/** What a link runs, without what it is run with. */
const commandOf = (link: Element) => address(link).slice('command:'.length).replace(/\?.*/, '');
const commandsIn = (paragraphs: readonly Paragraph[]) =>
  links(paragraphs).flatMap((link) => (isCommand(link) ? [commandOf(link)] : []));
const aboutSong = `?${encodeURIComponent(JSON.stringify([song.uri]))}`;
/** The links that are no buttons: what they are called, and where they lead. */
const pagesIn = (paragraphs: readonly Paragraph[]) =>
  links(paragraphs).flatMap((link) =>
    isCommand(link) ? [] : [[[...link.alts, link.text].join('').trim(), address(link)]],
  );
/** The pictures, but for those that only say what a button does. */
const artwork = (paragraphs: readonly Paragraph[]) =>
  all(paragraphs, 'img').flatMap(({ attributes }) =>
    attributes['src']?.startsWith('data:') ? [] : [attributes],
  );
const icons = (paragraphs: readonly Paragraph[]) => paragraphs.flatMap((paragraph) => paragraph.icons);
const lines = (paragraphs: readonly Paragraph[]) => paragraphs[0]?.text.split('\n') ?? [];
const page = (type: string, id: string) => `https://open.spotify.com/${type}/${id}`;

describe('the hover', () => {
  it('has artwork, names, time, buttons and where it comes from, in this order', () => {
    const paragraphs = read({ liked: false });
    assert.deepEqual(
      paragraphs.map(({ kind }) => kind),
      ['table', 'h3', 'rule', 'text'],
    );
    assert.deepEqual(lines(paragraphs).slice(0, 4), [
      'Lamplight Ferry',
      'The Borrowed Oars, Ines Quill',
      'Low Tide Letters',
      '',
    ]);
    assert.match(lines(paragraphs)[4] ?? '', /^3:20 · began .+, ends .+$/u);
    assert.equal(lines(paragraphs).length, 5);
    assert.deepEqual(artwork(paragraphs), [
      { src: song.image?.url, alt: 'Artwork of Low Tide Letters', width: '96', height: '96' },
    ]);
    assert.deepEqual(
      links(paragraphs.slice(1, 2)).map((link) => [link.icons.join(' '), link.text, address(link)]),
      [
        ['chevron-left', '', 'command:earshot.previous'],
        ['debug-pause', '', 'command:earshot.playPause'],
        ['chevron-right', '', 'command:earshot.next'],
        ['add', '', `command:earshot.like${aboutSong}`],
        ['arrow-swap', '', 'command:earshot.toggleShuffle'],
        ['sync', '', 'command:earshot.cycleRepeat'],
        ['unmute', ' 40%', 'command:earshot.setVolume'],
        ['broadcast', '', 'command:earshot.selectDevice'],
        ['list-ordered', '', 'command:earshot.showQueue'],
        ['link-external', '', `command:earshot.openInSpotify${aboutSong}`],
      ],
    );
    assert.match(paragraphs[3]?.text ?? '', /^Kitchen\s+Listen on Spotify$/u);
  });

  it('has artwork before the names, which stand out', () => {
    const [table] = read();
    assert.deepEqual(
      table?.elements.flatMap(({ name }) => (name === 'br' || name === 'wbr' ? [] : [name])),
      ['table', 'tr', 'td', 'a', 'img', 'td', 'strong', 'a', 'a', 'a', 'a', 'span'],
    );
    assert.equal(table.elements.find(({ name }) => name === 'strong')?.text, 'Lamplight Ferry');
  });

  const startedAt = Date.UTC(2026, 10, 2, 9, 0, 0);
  const began = `began ${timeOfDay(startedAt)}, ends ${timeOfDay(startedAt + 200_000)}`;
  const nowhere = { progressMs: undefined, startedAt: undefined };
  const times: readonly (readonly [what: string, changes: Partial<NowPlaying>, time: string])[] = [
    ['while playing', {}, `3:20 · ${began}`],
    ['wherever it is', { progressMs: 150_000, receivedAt: startedAt + 151_000 }, `3:20 · ${began}`],
    ['past the end', { progressMs: 500_000 }, `3:20 · ${began}`],
    [
      'of something that ends on another day',
      { item: { ...song, durationMs: 100 * hour } },
      `100:00:00 · began ${timeOfDay(startedAt)}, ends ${dayAndTime(startedAt + 100 * hour, startedAt)}`,
    ],
    ['while paused', { kind: 'paused' }, 'Paused at 0:20 of 3:20'],
    ['of something explicit', { item: { ...song, explicit: true } }, `Explicit · 3:20 · ${began}`],
    ['paused past the end', { kind: 'paused', progressMs: 500_000 }, 'Paused at 3:20 of 3:20'],
    ['without an end', { item: { ...song, durationMs: undefined } }, 'Playing'],
    ['paused without an end', { kind: 'paused', item: { ...song, durationMs: undefined } }, 'Paused'],
    ['where nobody knows where it is', nowhere, 'Playing · 3:20'],
    ['paused where nobody knows where it is', { kind: 'paused', ...nowhere }, 'Paused · 3:20'],
    ['where nobody knows anything', { item: { ...song, durationMs: undefined }, ...nowhere }, 'Playing'],
    ['while nobody knows which song comes', { changing: true }, 'Playing'],
    ['paused before a song that nobody knows', { kind: 'paused', changing: true }, 'Paused'],
  ];
  for (const [what, changes, time] of times) {
    it(`says how long it takes and until when ${what}`, () => {
      assert.equal(lines(read({ startedAt, ...changes })).at(-1), time);
    });
  }

  const places: readonly (readonly [what: string, changes: Partial<NowPlaying>, place: string])[] = [
    ['on a device', {}, 'Kitchen'],
    ['without a device', { device: undefined }, 'Spotify'],
    ['in a private session', { privateSession: true }, 'Kitchen · private session'],
    [
      'in a private session without a device',
      { device: undefined, privateSession: true },
      'Spotify · private session',
    ],
    [
      'on a device that is named after Markdown',
      { device: { ...kitchen, name: '**[x](y)** <b> $(bell)' } },
      '**[x](y)** <b> $(bell)',
    ],
  ];
  for (const [what, changes, place] of places) {
    it(`says where it plays ${what}`, () => {
      const spans = all(read(changes).slice(-1), 'span');
      assert.deepEqual(
        spans.map(({ text }) => text),
        [place],
      );
    });
  }

  it('says what the problem is, below the buttons, as plain text', () => {
    const problem = 'Spotify [x](y) cannot be <reached>.';
    const paragraphs = read({}, problem);
    assert.deepEqual(
      paragraphs.map(({ kind }) => kind),
      ['table', 'h3', 'text', 'rule', 'text'],
    );
    const { text, icons: shown, elements } = paragraphs[2] ?? assert.fail();
    assert.deepEqual([text.trim(), shown, elements], [problem, ['clock'], []]);
    assert.deepEqual([...paragraphs.slice(1, 2), ...paragraphs.slice(3)], read().slice(1));
  });

  it('says in one line that the controls need Premium, once Spotify has said so', () => {
    const line = 'Controls need Spotify Premium.';
    const texts = (changes: Partial<NowPlaying>) => read(changes).map(({ text }) => text.trim());
    assert.equal(texts({ premiumRequired: true }).filter((text) => text === line).length, 1);
    assert.ok(!texts({}).includes(line));
  });

  it('says how old it is in the place of a time that nobody knows any more', () => {
    for (const kind of ['playing', 'paused'] as const) {
      assert.equal(lines(read({ kind }, 'x')).at(-1), 'Last known: playing, 10:31');
      assert.deepEqual(lines(read({ kind }, 'x')).slice(0, -1), lines(read({ kind })).slice(0, -1));
    }
  });

  it('leaves out what there is not', () => {
    const paragraphs = read({ item: { ...song, artists: [], album: undefined, image: undefined } });
    assert.equal(lines(paragraphs).length, 3);
    assert.deepEqual(lines(paragraphs).slice(0, 2), ['Lamplight Ferry', '']);
    assert.deepEqual(artwork(paragraphs), []);
    assert.equal(all(paragraphs, 'td').length, 1);
    assert.deepEqual(pagesIn(paragraphs), [
      ['Lamplight Ferry', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
      ['Listen on Spotify', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
    ]);
  });

  it('names the artwork after the song where there is no album', () => {
    assert.equal(
      artwork(read({ item: { ...song, album: undefined } }))[0]?.['alt'],
      'Artwork of Lamplight Ferry',
    );
  });

  it('shows the whole of a title, however long', () => {
    for (const length of [200, 519, longestTitle]) {
      const title = 'é👍🏽 '.repeat(length).slice(0, length).trim();
      assert.equal(lines(read({ item: { ...song, title } }))[0], title);
    }
  });

  it('lets words break that are too long for it, and no others', () => {
    const breaks = (title: string) => all(read({ item: { ...song, title } }), 'wbr').length;
    assert.equal(breaks('x'.repeat(22)), 0);
    assert.equal(breaks(Array(9).fill('x'.repeat(20)).join(' ')), 0);
    assert.ok(breaks('x'.repeat(100)) >= 4);
    assert.equal(lines(read({ item: { ...song, title: 'x'.repeat(100) } }))[0], 'x'.repeat(100));
  });

  it('stays as it is from one reply to the next that was predicted, and so does not close', () => {
    const first = nowPlaying();
    let playback = reduce({ kind: 'waiting' }, { type: 'answered', snapshot: snapshot() });
    for (const [elapsed, late] of [
      [30_000, 900],
      [60_000, -1_900],
      [90_000, 1_900],
    ] as const) {
      const receivedAt = first.receivedAt + elapsed;
      const progressMs = 20_000 + elapsed - late;
      playback = reduce(playback, { type: 'answered', snapshot: snapshot({ receivedAt, progressMs }) });
      assert.ok(playback.kind === 'playing' && playback.progressMs === progressMs);
      assert.deepEqual(hoverFor(playback), hoverFor(first));
    }
    const sought = snapshot({ receivedAt: first.receivedAt + 90_000, progressMs: 10_000 });
    playback = reduce(playback, { type: 'answered', snapshot: sought });
    assert.ok(playback.kind === 'playing');
    assert.notDeepEqual(hoverFor(playback), hoverFor(first));
  });
});

describe('the buttons of the hover', () => {
  const buttons = (changes: Partial<NowPlaying>) => read(changes).slice(1, 2);

  it('name the song that they are about, whatever plays when they are pressed', () => {
    for (const [changes, commands] of [
      [{}, ['like', 'openInSpotify']],
      [{ liked: true }, ['unlike', 'openInSpotify']],
      [{ item: { ...song, kind: 'local', uri: undefined } }, []],
    ] as const) {
      const about = links(buttons(changes)).filter((link) => address(link).endsWith(aboutSong));
      assert.deepEqual(
        about.map((link) => commandOf(link)),
        commands.map((command) => `earshot.${command}`),
      );
    }
  });

  it('are called what they do, for those who hear them and for those who point at them', () => {
    const names = links(buttons({ liked: true, shuffle: true })).map((link) => {
      assert.deepEqual(link.alts, [link.attributes['title']]);
      return link.alts[0];
    });
    assert.deepEqual(names, [
      'Previous',
      'Pause',
      'Next',
      'Remove from Liked Songs',
      'Turn Shuffle Off',
      'Repeat: Off',
      'Set Volume…',
      'Select Device…',
      'Show Queue…',
      'Open in Spotify',
    ]);
  });

  it('say what they do by a picture of one pixel, which comes from nowhere', () => {
    const pictures = all(buttons({}), 'img');
    assert.equal(pictures.length, 10);
    for (const { attributes } of pictures) {
      assert.match(attributes['src'] ?? '', /^data:image\/gif;base64,[A-Za-z0-9+/]+=*$/);
      assert.deepEqual([attributes['width'], attributes['height']], ['1', '1']);
    }
  });

  it('play or pause, whatever it is when they are pressed', () => {
    for (const [kind, icon, title] of [
      ['playing', 'debug-pause', 'Pause'],
      ['paused', 'play', 'Play'],
    ] as const) {
      const found = links(buttons({ kind })).filter((link) => address(link) === 'command:earshot.playPause');
      assert.deepEqual(
        found.map((link) => [link.icons, link.attributes['title']]),
        [[[icon], title]],
      );
    }
  });
});

describe('the links of the hover', () => {
  it('lead from each name to its page', () => {
    assert.deepEqual(pagesIn(read()), [
      ['Artwork of Low Tide Letters', page('album', '4d5e6f7g8h9i0j1k2l3m4n')],
      ['Lamplight Ferry', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
      ['The Borrowed Oars', page('artist', '2b3c4d5e6f7g8h9i0j1k2l')],
      ['Ines Quill', page('artist', '3c4d5e6f7g8h9i0j1k2l3m')],
      ['Low Tide Letters', page('album', '4d5e6f7g8h9i0j1k2l3m4n')],
      ['Listen on Spotify', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
    ]);
  });

  it('lead from artwork to the song where the album has no page', () => {
    const [first] = pagesIn(read({ item: { ...song, album: { name: 'x', uri: undefined } } }));
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
      const paragraphs = read({ item });
      assert.deepEqual(pagesIn(paragraphs), []);
      assert.match(paragraphs.at(-1)?.text ?? '', /^Kitchen\s+Spotify$/u);
      for (const { name } of item.artists) assert.ok(paragraphs[0]?.text.includes(name));
    });
  }

  const states: readonly (readonly [
    what: string,
    changes: Partial<NowPlaying>,
    disabled: readonly string[],
  ])[] = [
    ['all is allowed', {}, []],
    ['it is paused and liked', { kind: 'paused', liked: true, shuffle: true, repeat: 'track' }, []],
    [
      'much is forbidden',
      {
        disallows: [
          'skipping_next',
          'skipping_prev',
          'toggling_shuffle',
          'toggling_repeat_context',
          'toggling_repeat_track',
        ],
      },
      ['next', 'previous', 'toggleShuffle', 'cycleRepeat'],
    ],
    [
      'Spotify wants Premium',
      { premiumRequired: true },
      [
        ...['previous', 'playPause', 'next', 'toggleShuffle'],
        ...['cycleRepeat', 'setVolume', 'selectDevice'],
      ],
    ],
    ['the volume is fixed', { device: { ...kitchen, hasVolume: false } }, ['setVolume']],
    ['it is a local file', { item: none[0]?.[1] ?? song }, ['like', 'openInSpotify']],
    ['it is an advertisement', { item: none[1]?.[1] ?? song }, ['like', 'openInSpotify']],
  ];
  for (const [what, changes, disabled] of states) {
    it(`run the commands that the hover may run, and no others, when ${what}`, () => {
      const { commands } = hover(changes);
      const paragraphs = read(changes);
      assert.deepEqual(commandsIn(paragraphs).toSorted(), commands.toSorted());
      assert.equal(new Set(commands).size, commands.length);
      for (const command of disabled) assert.ok(!commands.includes(`earshot.${command}`), command);
      assert.equal(commands.length, 10 - disabled.length);
      assert.equal(all(paragraphs.slice(1, 2), 'span').length, disabled.length);
    });
  }

  it('keep the icons of buttons without use, without a link', () => {
    const useless: Partial<NowPlaying> = { disallows: ['skipping_next'] };
    assert.deepEqual(icons(read(useless)), icons(read()));
    assert.deepEqual(
      all(read(useless).slice(1, 2), 'span').map((one) => [one.icons, one.text, one.alts]),
      [[['chevron-right'], '', []]],
    );
    assert.ok(!links(read(useless)).some((link) => link.icons.includes('chevron-right')));
  });
});

describe('what is as long as it may be', () => {
  const item: Item = {
    ...song,
    title: '<'.repeat(longestTitle),
    album: { name: '&'.repeat(longestTitle), uri: song.album?.uri },
    artists: Array.from({ length: longestList }, () => ({
      name: '>'.repeat(longestName),
      uri: song.artists[0]?.uri,
    })),
  };

  it('fits into what VS Code shows of a hover', () => {
    const { markdown } = hover(
      { item, device: { ...kitchen, name: '#'.repeat(longestName) } },
      'x'.repeat(200),
    );
    // VS Code's `markdownRenderer.ts` cuts what is longer, in the middle of whatever stands there.
    assert.ok(markdown.length < 100_000, String(markdown.length));
  });
});

describe('the artwork of the hover', () => {
  const sizes: readonly (readonly [ratio: number | undefined, width: string, height: string | undefined])[] =
    [
      [1, '96', '96'],
      [320 / 180, '96', '54'],
      [180 / 320, '54', '96'],
      [100, '96', '1'],
      [1 / 1000, '1', '96'],
      // Where nobody says, the picture says how high it is itself.
      [undefined, '96', undefined],
    ];
  for (const [ratio, width, height] of sizes) {
    it(`has its own proportions, which are ${String(ratio)}`, () => {
      const url = 'https://i.scdn.co/image/a';
      const [shown] = artwork(read({ item: { ...song, image: { url, ratio } } }));
      assert.deepEqual([shown?.['width'], shown?.['height']], [width, height]);
    });
  }

  const urls = [
    'https://i.scdn.co/a)](command:workbench.action.quit)',
    'https://i.scdn.co/a\n\n[x](command:earshot.signOut)',
    'https://i.scdn.co/a <img src=https://evil.example/x.png>',
    'https://i.scdn.co/a|x)](https://evil.example) [',
    'https://i.scdn.co/$(bell)',
    'https://i.scdn.co/a?b=\\)](https://evil.example)[',
    'https://i.scdn.co/a" onerror="alert(1)" x="',
    "https://i.scdn.co/a' &quot; &#34; >",
  ];
  for (const url of urls) {
    it(`is one image, and does nothing else, at ${JSON.stringify(url)}`, () => {
      // As it comes from a reply, and as it would come if nothing had been taken out there but breaks.
      for (const image of [imageOf([{ url, width: 300 }])?.url, url.replaceAll('\n', '')]) {
        const changed = read({ item: { ...song, image: { url: image ?? '', ratio: undefined } } });
        assert.deepEqual(
          artwork(changed).map(({ src }) => src),
          [image],
        );
        const without = (paragraphs: readonly Paragraph[]) =>
          paragraphs.map(({ elements, ...rest }) => [rest, elements.filter(({ name }) => name !== 'img')]);
        assert.deepEqual(without(changed), without(read()));
      }
    });
  }
});

describe('names in the hover', () => {
  /** The icons that the hover has of its own. */
  const own = () => icons(read({ item: { ...song, image: undefined } }, 'x'));
  const named = (name: string): Partial<NowPlaying> => ({
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
    const paragraphs = readHover(markdown);
    assert.deepEqual(
      paragraphs.map(({ kind }) => kind),
      ['table', 'h3', 'text', 'rule', 'text'],
      markdown,
    );
    assert.deepEqual(icons(paragraphs), own(), markdown);
    const alt = `Artwork of ${name}`;
    assert.deepEqual(artwork(paragraphs), [{ src: song.image?.url, alt, width: '96', height: '96' }]);
    assert.equal(links(paragraphs).length, 5 + 10, markdown);
    for (const link of links(paragraphs)) {
      const safe = isCommand(link)
        ? /^command:earshot\.[A-Za-z]+(\?[\w.%-]+)?$/.test(address(link)) &&
          commands.includes(commandOf(link))
        : /^https:\/\/open\.spotify\.com\/(track|artist|album)\/[A-Za-z0-9]{22}$/.test(address(link));
      assert.ok(safe, address(link));
    }
    for (const { attributes } of all(paragraphs, 'span')) {
      assert.equal(attributes['style'], 'color:var(--vscode-descriptionForeground);');
    }
    // Each of them says the name, the whole name, and nothing else.
    assert.deepEqual(lines(paragraphs).slice(0, 4), [name, `${name}, ${name}`, name, '']);
    assert.equal(paragraphs[2]?.text, ` ${name}`);
    assert.equal(all(paragraphs.slice(-1), 'span')[0]?.text, name);
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
    '</td></tr></table>',
    '</a><a href="command:workbench.action.quit">',
    '<!-- ',
    '<script>alert(1)</script>',
    '" onerror="alert(1)',
    '" style="color:var(--vscode-x);',
    'data:text/html,x javascript:alert(1)',
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
      '<img src=x>',
      '</a>',
      '<b',
    ];
    for (let round = 0; round < 300; round += 1) {
      assertHarmless(Array.from({ length: 9 }, () => pick(random, pieces)).join(''));
    }
  });
});
