import assert from 'node:assert/strict';
import type { Item } from '../../../src/model/playback/item';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import { reduce } from '../../../src/model/playback/reduce';
import {
  cutToColumns,
  dayAndTime,
  longestList,
  longestName,
  longestTitle,
  timeOfDay,
} from '../../../src/model/text';
import { hoverFor } from '../../../src/render/hover';
import { escapeMarkdown } from '../../../src/render/markup';
import { imageOf } from '../../../src/spotify/itemSchema';
import { nowPlaying, hour, kitchen, pick, seeded, snapshot, song } from '../support';
import { readHover, rowsOf, type Element, type Row } from './hoverReader';

/** One and a half minutes after `nowPlaying()` began. */
const at = 1_070_000;
const hover = (changes: Partial<NowPlaying> = {}, sentence?: string, now = at) =>
  hoverFor(
    nowPlaying(changes),
    now,
    sentence === undefined
      ? undefined
      : { icon: '$(earshot-clock)', sentence, lastKnown: 'Last known: playing, 10:31' },
  );
/** Its rows by what they show: that of the names is written last and stands on top. */
function read(changes: Partial<NowPlaying> = {}, sentence?: string, now = at) {
  const paragraphs = readHover(hover(changes, sentence, now).markdown);
  assert.deepEqual(
    paragraphs.map(({ kind }) => kind),
    ['table'],
  );
  const rows = rowsOf(paragraphs);
  const seekBar = rows.filter(({ elements }) =>
    elements.some(({ icons }) => icons.some((icon) => /segment/.test(icon))),
  );
  const [toolbar, place, ...rest] = rows.slice(seekBar.length);
  const names = rest.pop();
  assert.ok(toolbar && place && names);
  return { rows, seekBar, toolbar, place, problem: rest, names };
}

const all = (rows: readonly Row[], name: string): readonly Element[] =>
  rows.flatMap(({ elements }) => elements.filter((one) => one.name === name));
const address = ({ attributes }: Element) => attributes['href'] ?? '';
const isCommand = (link: Element) => address(link).startsWith('command:');
const links = (rows: readonly Row[]) => all(rows, 'a');
/** What a link runs, without what it is run with. */
const commandOf = (link: Element) => address(link).slice('command:'.length).replace(/\?.*/, '');
const commandsIn = (rows: readonly Row[]) =>
  links(rows).flatMap((link) => (isCommand(link) ? [commandOf(link)] : []));
const argumentsOf = (link: Element) => {
  const [, query] = address(link).split('?');
  return query === undefined ? [] : (JSON.parse(decodeURIComponent(query)) as unknown[]);
};
/** The links that are no buttons: what they are called, and where they lead. */
const pagesIn = (rows: readonly Row[]) =>
  links(rows).flatMap((link) =>
    isCommand(link) ? [] : [[[...link.alts, link.text].join('').trim(), address(link)]],
  );
/** The pictures, but for those that only say what a button does. */
const artwork = (rows: readonly Row[]) =>
  all(rows, 'img').flatMap(({ attributes }) =>
    attributes['src']?.startsWith('data:image/gif') ? [] : [attributes],
  );
const icons = (rows: readonly Row[]) => rows.flatMap((row) => row.icons);
const lines = ({ names }: { readonly names: Row }) => names.text.split('\n');
const page = (type: string, id: string) => `https://open.spotify.com/${type}/${id}`;

describe('the hover', () => {
  it('has the controls first, and shows them below artwork, names and time', () => {
    const shown = read({ liked: false });
    assert.match(hover().markdown, /^<table width="360"><tfoot>.*<\/tfoot><tbody>.*<\/tbody><\/table>$/u);
    assert.deepEqual(lines(shown).slice(0, 3), [
      'Lamplight Ferry',
      'The Borrowed Oars, Ines Quill',
      'Low Tide Letters',
    ]);
    assert.match(lines(shown)[3] ?? '', /^3:20 · began .+, ends .+$/u);
    assert.equal(lines(shown).length, 4);
    assert.deepEqual(artwork(shown.rows), [
      { src: song.image?.url, alt: 'Artwork of Low Tide Letters', width: '96', height: '96' },
    ]);
    assert.equal(all([shown.names], 'strong')[0]?.text, 'Lamplight Ferry');
    assert.deepEqual(
      links([shown.toolbar]).map((link) => [
        link.icons.join(' '),
        link.text,
        commandOf(link),
        argumentsOf(link),
      ]),
      [
        ['earshot-button-previous', '', 'earshot.previous', []],
        ['earshot-button-play-pause', '', 'earshot.playPause', []],
        ['earshot-button-next', '', 'earshot.next', []],
        ['earshot-button-like', '', 'earshot.like', [song.uri]],
        ['earshot-button-shuffle', '', 'earshot.toggleShuffle', []],
        ['earshot-button-repeat', '', 'earshot.cycleRepeat', []],
        ['earshot-button-queue', '', 'earshot.showQueue', []],
        ['earshot-button-volume-down', '', 'earshot.volumeDown', []],
        ['', '\u200740%', 'earshot.setVolume', []],
        ['earshot-button-volume-up', '', 'earshot.volumeUp', []],
      ],
    );
    assert.deepEqual(
      links([shown.place]).map((link) => [link.icons.join(' '), link.text.trim(), commandOf(link)]),
      [
        ['earshot-device-speaker', 'Kitchen', 'earshot.selectDevice'],
        ['link-external', 'Listen on Spotify', commandOf(links([shown.place])[1] ?? assert.fail())],
      ],
    );
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
    ['without a device', { device: undefined }, 'Select Device…'],
    [
      'on a device that is named after Markdown',
      { device: { ...kitchen, name: '**[x](y)** <b> $(bell)' } },
      '**[x](y)** <b> $(bell)',
    ],
  ];
  for (const [what, changes, place] of places) {
    it(`says where it plays ${what}`, () => {
      assert.equal(all([read(changes).place], 'span')[0]?.text.trim(), place);
    });
  }

  it('says that a session is private', () => {
    assert.match(lines(read({ privateSession: true })).at(-1) ?? '', /^3:20 · .+ · private session$/u);
  });

  it('says what the problem is, below the buttons, as plain text', () => {
    const sentence = 'Spotify [x](y) cannot be <reached>.';
    const { rows, problem, seekBar, ...rest } = read({}, sentence);
    assert.deepEqual(
      problem.map(({ text, icons: shown, elements }) => [text.trim(), shown, elements.length]),
      [[sentence, ['earshot-clock'], 1]],
    );
    assert.deepEqual(seekBar, [], 'nobody knows where it is');
    const { toolbar, place } = read();
    assert.deepEqual([rest.toolbar, rest.place, rows.length], [toolbar, place, 4]);
  });

  it('says in one line that the controls need Premium, once Spotify has said so', () => {
    const line = 'Controls require Spotify Premium.';
    const texts = (changes: Partial<NowPlaying>) => read(changes).problem.map(({ text }) => text.trim());
    assert.deepEqual(texts({ premiumRequired: true }), [line]);
    assert.deepEqual(texts({}), []);
  });

  it('says how old it is in the place of a time that nobody knows any more', () => {
    for (const kind of ['playing', 'paused'] as const) {
      assert.equal(lines(read({ kind }, 'x')).at(-1), 'Last known: playing, 10:31');
      assert.deepEqual(lines(read({ kind }, 'x')).slice(0, -1), lines(read({ kind })).slice(0, -1));
    }
  });

  it('leaves out what there is not, and keeps the place of the artwork', () => {
    const shown = read({ item: { ...song, artists: [], album: undefined, image: undefined } });
    assert.equal(lines(shown).length, 2);
    assert.equal(lines(shown)[0], 'Lamplight Ferry');
    const [placeholder] = artwork(shown.rows);
    assert.match(placeholder?.['src'] ?? '', /^data:image\/svg\+xml,/);
    assert.deepEqual(
      [placeholder?.['alt'], placeholder?.['width'], placeholder?.['height']],
      ['', '96', '96'],
    );
    assert.deepEqual(pagesIn(shown.rows), [['Listen on Spotify', page('track', '1a2b3c4d5e6f7g8h9i0j1k')]]);
  });

  it('names the artwork after the song where there is no album', () => {
    assert.equal(
      artwork(read({ item: { ...song, album: undefined } }).rows)[0]?.['alt'],
      'Artwork of Lamplight Ferry',
    );
  });

  it('has as much of a title as two lines hold, and the whole of it for the mouse that rests on it', () => {
    const wholes = (changes: Partial<NowPlaying>) =>
      all([read(changes).names], 'span').flatMap(({ attributes: { title } }) => title ?? []);
    for (const [title, shown] of [
      ['x'.repeat(64), 'x'.repeat(64)],
      ['x'.repeat(65), `${'x'.repeat(63)}…`],
      ['雨'.repeat(32), '雨'.repeat(32)],
      ['雨'.repeat(33), `${'雨'.repeat(31)}…`],
      ['é👍🏽 '.repeat(longestTitle / 5).trim(), `${'é👍🏽 '.repeat(16).trim()}…`],
    ] as const) {
      const changes = { item: { ...song, title } };
      const first = lines(read(changes))[0] ?? '';
      assert.equal(first, shown);
      assert.deepEqual(wholes(changes), first === title ? [] : [title]);
    }
  });

  it('names three artists, and says how many there are besides', () => {
    const artists = Array.from({ length: 12 }, (_, index) => ({
      name: `Voice ${index + 1}`,
      uri: undefined,
    }));
    const by = (count: number) => lines(read({ item: { ...song, artists: artists.slice(0, count) } }))[1];
    assert.equal(by(3), 'Voice 1, Voice 2, Voice 3');
    assert.equal(by(4), 'Voice 1, Voice 2, Voice 3, and 1 more');
    assert.equal(by(12), 'Voice 1, Voice 2, Voice 3, and 9 more');
    const { markdown } = hoverFor(nowPlaying({ item: { ...song, artists: artists.slice(0, 5) } }), 1_000_000);
    assert.ok(markdown.includes(`title="${escapeMarkdown('Voice 4, Voice 5')}"`), 'the rest is not in reach');
  });

  it('lets words break that are too long for it, and no others', () => {
    const breaks = (title: string) => all([read({ item: { ...song, title } }).names], 'wbr').length;
    assert.equal(breaks('x'.repeat(22)), 0);
    assert.equal(breaks(Array(3).fill('x'.repeat(20)).join(' ')), 0);
    assert.ok(breaks('x'.repeat(60)) >= 2);
  });

  it('stays as it is from one reply to the next that was predicted', () => {
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
      assert.deepEqual(hoverFor(playback, at), hoverFor(first, at));
    }
    const sought = snapshot({ receivedAt: first.receivedAt + 90_000, progressMs: 10_000 });
    playback = reduce(playback, { type: 'answered', snapshot: sought });
    assert.ok(playback.kind === 'playing');
    assert.notDeepEqual(hoverFor(playback, at), hoverFor(first, at));
  });
});

describe('the position in the hover', () => {
  const segments = (changes: Partial<NowPlaying> = {}, now = at) =>
    read(changes, undefined, now).seekBar.flatMap((row) => links([row]));
  const played = (changes: Partial<NowPlaying> = {}, now = at) =>
    read(changes, undefined, now)
      .seekBar.flatMap((row) => icons([row]))
      .filter((icon) => icon === 'earshot-button-segment-played').length;

  it('is twelve links that go to where they begin, within this song, between steps of 15 seconds', () => {
    const times = [
      '0:00',
      '0:16',
      '0:33',
      '0:50',
      '1:06',
      '1:23',
      '1:40',
      '1:56',
      '2:13',
      '2:30',
      '2:46',
      '3:03',
    ];
    assert.deepEqual(
      segments().map((link) => [link.attributes['title'], link.alts, commandOf(link), argumentsOf(link)]),
      [
        ['Back 15 Seconds', ['Back 15 Seconds'], 'earshot.seekBackward', [song.uri]],
        ...times.map((time) => [`Go to ${time}`, [`Go to ${time}`], 'earshot.seekTo', [time, song.uri]]),
        ['Forward 15 Seconds', ['Forward 15 Seconds'], 'earshot.seekForward', [song.uri]],
      ],
    );
  });

  it('is about whatever plays where that has no URI', () => {
    const [, first] = segments({ item: { ...song, kind: 'local', uri: undefined } });
    assert.deepEqual(first && argumentsOf(first), ['0:00']);
  });

  const positions: readonly (readonly [
    what: string,
    changes: Partial<NowPlaying>,
    position: number,
    count: number,
  ])[] = [
    ['at the beginning', {}, 0, 0],
    ['half a part later', {}, 8_400, 1],
    ['halfway', {}, 100_000, 6],
    ['at the end', {}, 199_000, 12],
    ['past the end', {}, 900_000, 12],
    ['paused halfway, however late it is', { kind: 'paused', progressMs: 100_000 }, 900_000, 6],
  ];
  for (const [what, changes, position, count] of positions) {
    it(`shows as played what has been played: ${what}`, () => {
      assert.equal(played({ startedAt: at, ...changes }, at + position), count);
    });
  }

  const unknown: readonly (readonly [what: string, changes: Partial<NowPlaying>])[] = [
    ['nobody knows it', { progressMs: undefined, startedAt: undefined }],
    ['nobody knows the end', { item: { ...song, durationMs: undefined } }],
    ['another song is about to come', { changing: true }],
  ];
  for (const [what, changes] of unknown) {
    it(`is not shown where ${what}`, () => {
      assert.deepEqual(segments(changes), []);
      assert.ok(!hover(changes).commands.includes('earshot.seekTo'));
    });
  }

  it('is shown and does nothing where nobody may seek', () => {
    const fixed: Partial<NowPlaying> = { disallows: ['seeking'] };
    assert.deepEqual(segments(fixed), []);
    assert.equal(played(fixed), played());
    assert.ok(!hover(fixed).commands.includes('earshot.seekTo'));
  });
});

describe('the buttons of the hover', () => {
  const buttons = (changes: Partial<NowPlaying>) => [read(changes).toolbar];

  it('are called what they do, for those who hear them and for those who point at them', () => {
    const names = links(buttons({ liked: true, shuffle: true })).map((link) => {
      assert.deepEqual(link.alts, [link.attributes['title']]);
      return link.alts[0];
    });
    assert.deepEqual(names, [
      'Previous',
      'Play or Pause',
      'Next',
      'Remove from Liked Songs',
      'Turn Shuffle Off',
      'Repeat: Off',
      'Show Queue…',
      'Volume Down',
      'Set Volume…',
      'Volume Up',
    ]);
  });

  it('are squares of 24 pixels, each by a picture without colours that comes from nowhere', () => {
    const { seekBar, toolbar } = read();
    const squares = links([...seekBar, toolbar]).filter(({ icons: shown }) => shown.length > 0);
    assert.equal(squares.length, 14 + 9);
    const pictures = all([...seekBar, toolbar], 'img').filter(({ attributes }) => attributes['alt'] !== '');
    for (const { attributes } of pictures) {
      assert.match(attributes['src'] ?? '', /^data:image\/gif;base64,[A-Za-z0-9+/]+=*$/);
      assert.equal(attributes['height'], '24');
      assert.equal(attributes['width'], attributes['alt'] === 'Set Volume…' ? '1' : '24');
    }
  });

  it('tell by their colour what is on', () => {
    const on = (changes: Partial<NowPlaying>) =>
      all(buttons(changes), 'span').flatMap(({ attributes, icons: shown }) =>
        attributes['style']?.includes('textLink') ? shown : [],
      );
    assert.deepEqual(on({}), []);
    assert.deepEqual(on({ liked: true, shuffle: true, repeat: 'track' }), [
      'earshot-button-liked',
      'earshot-button-shuffle-on',
      'earshot-button-repeat-one',
    ]);
  });

  it('take as much room for one volume as for another', () => {
    const text = (volume: number | undefined) =>
      links(buttons({ device: { ...kitchen, volume } })).find(({ alts }) => alts[0] === 'Set Volume…')?.text;
    assert.deepEqual(
      [0, 40, 100, undefined].map((volume) => text(volume)?.length),
      [4, 4, 4, 4],
    );
  });

  it('leave out shuffle and repeat where nobody knows how they are set', () => {
    const unknown = { shuffle: undefined, repeat: undefined } as unknown as Partial<NowPlaying>;
    const commands = commandsIn(buttons(unknown));
    assert.equal(commands.length, 8);
    assert.ok(!commands.includes('earshot.toggleShuffle') && !commands.includes('earshot.cycleRepeat'));
  });
});

describe('the links of the hover', () => {
  it('lead from artists and album to their pages, and to the song’s own by one way', () => {
    assert.deepEqual(pagesIn(read().rows), [
      ['Listen on Spotify', page('track', '1a2b3c4d5e6f7g8h9i0j1k')],
      ['The Borrowed Oars', page('artist', '2b3c4d5e6f7g8h9i0j1k2l')],
      ['Ines Quill', page('artist', '3c4d5e6f7g8h9i0j1k2l3m')],
      ['Low Tide Letters', page('album', '4d5e6f7g8h9i0j1k2l3m4n')],
    ]);
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
      const { rows, place, names } = read({ item });
      assert.deepEqual(pagesIn(rows), []);
      assert.match(place.text, /^\s*Kitchen\s*Spotify$/u);
      for (const { name } of item.artists) assert.ok(names.text.includes(name));
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
          'seeking',
        ],
      },
      ['next', 'previous', 'toggleShuffle', 'cycleRepeat', 'seekTo', 'seekBackward', 'seekForward'],
    ],
    [
      'the volume is fixed',
      { device: { ...kitchen, hasVolume: false } },
      ['setVolume', 'volumeUp', 'volumeDown'],
    ],
    ['it is a local file', { item: none[0]?.[1] ?? song }, ['like']],
    [
      'it is an advertisement',
      { item: none[1]?.[1] ?? song },
      ['like', 'seekTo', 'seekBackward', 'seekForward'],
    ],
    [
      'Spotify wants Premium',
      { premiumRequired: true },
      [
        ...['previous', 'playPause', 'next', 'toggleShuffle', 'cycleRepeat', 'selectDevice', 'setVolume'],
        ...['volumeUp', 'volumeDown', 'seekTo', 'seekBackward', 'seekForward'],
      ],
    ],
  ];
  for (const [what, changes, disabled] of states) {
    it(`run the commands that the hover may run, and no others, when ${what}`, () => {
      const { commands } = hover(changes);
      const run = new Set(commandsIn(read(changes).rows));
      assert.deepEqual([...run].toSorted(), commands.toSorted());
      for (const command of disabled) assert.ok(!commands.includes(`earshot.${command}`), command);
      assert.equal(commands.length, 14 - disabled.length);
    });
  }

  it('keep the icons of buttons without use, without a link and without a name', () => {
    const useless = read({ disallows: ['skipping_next'] });
    assert.deepEqual(icons(useless.rows), icons(read().rows));
    assert.ok(!links(useless.rows).some((link) => link.icons.includes('earshot-button-next')));
    assert.ok(!useless.toolbar.alts.includes('Next'));
    const idle = all([useless.toolbar], 'span').find((one) => one.icons.includes('earshot-button-next'));
    assert.equal(idle?.attributes['style'], 'color:var(--vscode-disabledForeground);');
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
      const [shown] = artwork(read({ item: { ...song, image: { url, ratio } } }).rows);
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
        const changed = read({ item: { ...song, image: { url: image ?? '', ratio: undefined } } }).rows;
        assert.deepEqual(
          artwork(changed).map(({ src }) => src),
          [image],
        );
        const without = (rows: readonly Row[]) =>
          rows.map(({ elements, ...rest }) => [rest, elements.filter(({ name }) => name !== 'img')]);
        assert.deepEqual(without(changed), without(read().rows));
      }
    });
  }
});

describe('names in the hover', () => {
  /** The icons that the hover has of its own. */
  const own = () => icons(read({}, 'x').rows);
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
    const shown = read(named(name), name);
    const { rows, names, problem, place } = shown;
    assert.deepEqual(icons(rows), own(), markdown);
    const alt = `Artwork of ${name}`;
    assert.deepEqual(artwork(rows), [{ src: song.image?.url, alt, width: '96', height: '96' }]);
    // Controls, device and attribution, one artist and the album.
    assert.equal(links(rows).length, 10 + 2 + 2, markdown);
    for (const link of links(rows)) {
      const safe = isCommand(link)
        ? /^command:earshot\.[A-Za-z]+(\?[\w.%-]+)?$/.test(address(link)) &&
          commands.includes(commandOf(link))
        : /^https:\/\/open\.spotify\.com\/(track|artist|album)\/[A-Za-z0-9]{22}$/.test(address(link));
      assert.ok(safe, address(link));
    }
    for (const { attributes } of all(rows, 'span')) {
      const style = attributes['style'] ?? 'color:var(--vscode-x);';
      assert.match(style, /^color:var\(--vscode-[A-Za-z-]+\);$/);
      assert.ok((attributes['title'] ?? name) === name);
    }
    // Each of them says the name, or its beginning where it is long, and nothing else.
    const [title, by, album] = names.text.split('\n');
    const cut = name.length > 40 ? cutToColumns(name, 40) : name;
    assert.deepEqual([title, by, album], [name, `${cut}, ${cut}`, name]);
    assert.equal(problem[0]?.text, ` ${name}`);
    assert.equal(all([place], 'span')[0]?.text, ` ${cut}`);
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
