import { type Item, advertisement, chapter, episode, localFile, track } from './items';

/** The default list, by name: invented songs, most of them with something nasty in the title. */
export const songs = {
  plain: track({
    title: 'Kettle on the Moor',
    artists: ['The Paper Lanterns', 'Odile Marsh'],
    album: 'Second Harbour',
    durationMs: 214_000,
  }),
  /** Emoji joined with ZWJ, a flag of two letters, a skin tone, a keycap. */
  emoji: track({
    title: '👩\u200D🎤 👨\u200D👩\u200D👧\u200D👦 🏴\u200D☠\uFE0F 👍🏽 5\uFE0F⃣ Picnic 🇳🇴',
    artists: ['Zoë 🦊\uFE0E', 'e\u0301clair'],
    album: 'Cloud☁\uFE0FBook',
    durationMs: 201_000,
  }),
  /** Right to left, with digits and a Latin word between. */
  rightToLeft: track({
    title: 'גשם על הגג 12 (remix) לילה',
    artists: ['فرقة الرصيف ٣'],
    album: 'חלון',
    durationMs: 236_000,
    hasArt: false,
  }),
  /** Markdown, a command link, HTML and an icon of VS Code. */
  markup: track({
    title: '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)',
    artists: ['`back` | tick', '_under_ [score](https://example.com)'],
    album: '# <b>Loud</b> & $(bell) ${title}',
    durationMs: 187_000,
  }),
  /** Control characters, line breaks, a bidirectional override and invisible ones. */
  control: track({
    title: 'Bell\u0007 and\r\n\ttabs \u202Egnp.exe\u202C \u2066iso\u2069\u200B\uFEFF\u0000 end',
    artists: ['Nul\u0000l', '\u202Elatem'],
    album: 'Escape \u001B[31mred\u001B[0m',
    durationMs: 163_000,
  }),
  /** 600 characters without a place to break in the first half. */
  long: track({
    title: `${'Ohwellohwell'.repeat(25)} ${'and then the rain came down again '.repeat(9)}`
      .slice(0, 600)
      .trim(),
    artists: Array.from({ length: 12 }, (_, index) => `Choir Member Number ${index + 1}`),
    album: 'The Long Title Sessions, Recorded in One Breath at the Old Waterworks',
    durationMs: 421_000,
    explicit: true,
  }),
  episode: episode({
    title: 'Ep. 12: What the Bins Said',
    show: 'Slow Radio for Cats',
    durationMs: 1_845_000,
  }),
  local: localFile({ title: 'demo take 3: final (2)', artists: ['Attic Tapes'], album: 'Four Track' }),
  advertisement: advertisement(),
  shownAdvertisement: advertisement({ title: 'Teapots, now twice as full', listed: true }),
  chapter: chapter({ title: 'Landfall' }),
} as const satisfies Record<string, Item>;

/** The default list in the order in which it plays; advertisements and the chapter come when they are told to. */
export const defaultList: readonly Item[] = [
  songs.plain,
  songs.emoji,
  songs.rightToLeft,
  songs.markup,
  songs.control,
  songs.long,
  songs.episode,
  songs.local,
];
