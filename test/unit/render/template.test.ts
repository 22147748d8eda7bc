import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { formatMessage } from '../../../src/messages/settings';
import { clean, graphemes, textColumns } from '../../../src/model/text';
import { backslashMarkdown } from '../../../src/render/markup';
import {
  copyTokens,
  labelTokens,
  parseTemplate,
  renderTemplate,
  renderText,
  showsPosition,
  TemplateError,
  type Token,
} from '../../../src/render/template';
import { pick, seeded } from '../support';

const values: Readonly<Record<Token, string>> = {
  icon: '$(music)',
  title: 'Lamplight Ferry',
  artists: 'Ines Quill',
  album: 'Low Tide Letters',
  position: '1:23',
  duration: '3:20',
  device: 'Kitchen',
  link: 'https://open.spotify.com/track/1a2b3c4d5e6f7g8h9i0j1k',
  uri: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k',
};

const noValues = Object.fromEntries(labelTokens.map((token) => [token, ''])) as Record<Token, string>;

function render(format: string, changes: Partial<Record<Token, string>> = {}, maxLength = 500): string {
  return renderTemplate(parseTemplate(format), { ...values, ...changes }, maxLength);
}

/** What VS Code shows for a label: its `labelWithIconsRegex`, icons as `icon`, and the text between them. */
interface Shown {
  readonly icon: boolean;
  readonly text: string;
}

function show(label: string): Shown[] {
  const shown: Shown[] = [];
  let end = 0;
  for (const match of label.matchAll(/(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g)) {
    shown.push({ icon: false, text: label.slice(end, match.index) });
    shown.push(
      match[1] === undefined
        ? { icon: true, text: match[2] ?? '' }
        : { icon: false, text: `$(${match[2] ?? ''})` },
    );
    end = match.index + match[0].length;
  }
  shown.push({ icon: false, text: label.slice(end) });
  return shown;
}

const isolates = /[\u2066-\u2069]/g;

/** The text that is shown, an icon as one private character, without the marks that nobody sees. */
function visible(label: string): string {
  return show(label)
    .map(({ icon, text }) => (icon ? '\ue000' : text))
    .join('')
    .replace(isolates, '');
}

function iconsIn(label: string): string[] {
  return show(label)
    .filter(({ icon }) => icon)
    .map(({ text }) => text);
}

describe('a format', () => {
  for (const token of labelTokens) {
    it(`replaces {${token}}`, () => {
      assert.equal(render(`<{${token}}>`), `<${values[token]}>`);
    });
  }

  const table: readonly (readonly [
    what: string,
    format: string,
    changes: Partial<Record<Token, string>>,
    label: string,
  ])[] = [
    ['has blanks around a name', '{ title }', {}, 'Lamplight Ferry'],
    ['has a group whose token says something', '{title}[ – {artists}]', {}, 'Lamplight Ferry – Ines Quill'],
    ['has a group whose token is empty', '{title}[ – {artists}]', { artists: '' }, 'Lamplight Ferry'],
    [
      'has a group with one of two tokens empty',
      '{title}[ ({album}, {device})]',
      { device: '' },
      'Lamplight Ferry',
    ],
    ['has a group without a token', '{title}[ !]', {}, 'Lamplight Ferry !'],
    ['has a group around the icon', '[{icon} ]{title}', { icon: '' }, 'Lamplight Ferry'],
    [
      'has two groups',
      '{title}[ – {artists}][ · {album}]',
      { artists: '' },
      'Lamplight Ferry · Low Tide Letters',
    ],
    ['has an empty token outside of a group', '{title} – {artists}', { artists: '' }, 'Lamplight Ferry –'],
    ['has braces of its own', '{{{title}}}', {}, '{Lamplight Ferry}'],
    ['has square brackets of its own', '[[{title}]]', {}, '[Lamplight Ferry]'],
    ['has square brackets in a group', '{title}[ [[{artists}]] ]', {}, 'Lamplight Ferry [Ines Quill]'],
    ['has a group in brackets', '[[[{title}]]]', {}, '[Lamplight Ferry]'],
    ['has icons', '$(heart) {title} $(sync~spin)', {}, '$(heart) Lamplight Ferry $(sync~spin)'],
    ['has blanks at its ends', '  {title}  ', {}, 'Lamplight Ferry'],
    [
      'has tokens in the value of a token',
      '{title}',
      { title: '{artists} [{album}]' },
      '{artists} [{album}]',
    ],
    ['has no token at all', 'music', {}, 'music'],
  ];
  for (const [what, format, changes, label] of table) {
    it(`that ${what} is written out`, () => {
      assert.equal(render(format, changes), label);
    });
  }

  it('of which nothing is left gives an empty label', () => {
    assert.equal(renderTemplate(parseTemplate('[{title}][ {artists}]'), noValues, 50), '');
  });

  const faults: readonly (readonly [format: string, sentence: string])[] = [
    ['', 'The format is empty.'],
    ['[]', 'The format is empty.'],
    ['[{title}', 'The format has an unclosed “[”. Write “[[” for the character itself.'],
    ['{title}[', 'The format has an unclosed “[”. Write “[[” for the character itself.'],
    ['[{title}[ – {artists}]]', 'The format has an unclosed “[”. Write “[[” for the character itself.'],
    ['{title}]', 'The format has an unmatched “]”. Write “]]” for the character itself.'],
    ['[{title}] ]', 'The format has an unmatched “]”. Write “]]” for the character itself.'],
    ['{title', 'The format has a single “{”. Write “{{” for the character itself.'],
    ['title}', 'The format has a single “}”. Write “}}” for the character itself.'],
    ['{ti[t]le}', 'The format has a single “{”. Write “{{” for the character itself.'],
    [
      '{titel}',
      'Unknown token {titel}. Available tokens: {icon}, {title}, {artists}, {album}, {position}, {duration}, {device}.',
    ],
    [
      '{}',
      'Unknown token {}. Available tokens: {icon}, {title}, {artists}, {album}, {position}, {duration}, {device}.',
    ],
    [
      '{TITLE}',
      'Unknown token {TITLE}. Available tokens: {icon}, {title}, {artists}, {album}, {position}, {duration}, {device}.',
    ],
  ];
  for (const [format, sentence] of faults) {
    it(`“${format}” is refused with a sentence`, () => {
      assert.throws(
        () => parseTemplate(format),
        (error) => error instanceof TemplateError && formatMessage(error.fault) === sentence,
      );
    });
  }

  const ticking: readonly (readonly [format: string, ticks: boolean])[] = [
    ['{title}', false],
    ['{title} {position}', true],
    ['{title}[ {position}]', true],
    ['{title} {{position}} {duration}', false],
  ];
  for (const [format, ticks] of ticking) {
    it(`“${format}” ${ticks ? 'changes' : 'does not change'} from second to second`, () => {
      assert.equal(showsPosition(parseTemplate(format)), ticks);
    });
  }
});

describe('a format for copying', () => {
  const copy = (
    format: string,
    changes: Partial<Record<Token, string>> = {},
    escape?: (value: string) => string,
  ) => renderText(parseTemplate(format, copyTokens), { ...values, ...changes }, escape);

  for (const token of copyTokens) {
    it(`replaces {${token}}`, () => {
      assert.equal(copy(`<{${token}}>`), `<${values[token]}>`);
    });
  }

  it('knows link and URI, and no icon; a format for the status bar knows it the other way round', () => {
    const unknown = (name: string, tokens: string) => (error: unknown) =>
      error instanceof TemplateError &&
      formatMessage(error.fault) === `Unknown token {${name}}. Available tokens: ${tokens}.`;
    const common = '{title}, {artists}, {album}, {position}, {duration}, {device}';
    assert.throws(
      () => parseTemplate('{icon} {title}', copyTokens),
      unknown('icon', `${common}, {link}, {uri}`),
    );
    assert.throws(() => parseTemplate('{link}'), unknown('link', `{icon}, ${common}`));
    assert.throws(() => parseTemplate('{uri}', labelTokens), unknown('uri', `{icon}, ${common}`));
  });

  const settings = new Map(
    contributes.configuration.flatMap(({ properties }) => Object.entries(properties as object)),
  ) as ReadonlyMap<string, { readonly default: string }>;
  const text = settings.get('earshot.copy.text')?.default ?? '';
  const markdown = settings.get('earshot.copy.markdown')?.default ?? '';
  const link = values.link;
  const table: readonly (readonly [
    what: string,
    format: string,
    changes: Partial<Record<Token, string>>,
    escape: typeof backslashMarkdown | undefined,
    copied: string,
  ])[] = [
    ['as text by default', text, {}, undefined, `Lamplight Ferry – Ines Quill ${link}`],
    ['as text without artists', text, { artists: '' }, undefined, `Lamplight Ferry ${link}`],
    ['as text without a link', text, { link: '' }, undefined, 'Lamplight Ferry – Ines Quill'],
    ['as Markdown by default', markdown, {}, backslashMarkdown, `[Lamplight Ferry](${link}) – Ines Quill`],
    [
      'as Markdown without artists',
      markdown,
      { artists: '' },
      backslashMarkdown,
      `[Lamplight Ferry](${link})`,
    ],
    [
      'as Markdown with a title that would steer it',
      markdown,
      { title: '**[x](command:y)**', artists: 'a_b_' },
      backslashMarkdown,
      `[\\*\\*\\[x\\](command:y)\\*\\*](${link}) – a\\_b\\_`,
    ],
    [
      'as text with a title as it is',
      text,
      { title: '**[x](y)** $(bell) \\ {artists}', artists: 'גשם' },
      undefined,
      `**[x](y)** $(bell) \\ {artists} – גשם ${link}`,
    ],
    [
      'with marks of its own, which are not escaped',
      '**{title}** $(heart)',
      { title: '*' },
      backslashMarkdown,
      '**\\*** $(heart)',
    ],
    [
      'with two tokens of which one is empty',
      '{title}[ ({album}, {device})]',
      { device: '' },
      undefined,
      'Lamplight Ferry',
    ],
    [
      'with an empty token outside of a group',
      '{title} – {artists}',
      { artists: '' },
      undefined,
      'Lamplight Ferry –',
    ],
    ['with lines', '{title}\n{artists}\n', {}, undefined, 'Lamplight Ferry\nInes Quill'],
    ['of which nothing is left', '[{title}]', { title: '' }, undefined, ''],
    ['however long it is', '{title}', { title: 'x'.repeat(900) }, undefined, 'x'.repeat(900)],
  ];
  for (const [what, format, changes, escape, copied] of table) {
    it(`copies a song ${what}`, () => {
      assert.equal(copy(format, changes, escape), copied);
    });
  }

  it('has nothing to say for what nobody knows', () => {
    assert.equal(renderText(parseTemplate('{title}[ – {artists}]', copyTokens), { title: 'x' }), 'x');
    assert.equal(renderText(parseTemplate('{title}|{album}', copyTokens), { title: 'x' }), 'x|');
  });
});

describe('a title is data', () => {
  const nasty = [
    '**[x](command:y)** $(sync~spin)',
    '\\$(x)',
    '\\\\$(x)',
    '$(bell)$(bell)',
    '$$(bell)',
    '$($(bell))',
    '$(',
    '<b>&amp;</b>',
    '`code`',
  ];
  for (const title of nasty) {
    it(`“${title}” is shown as these characters, beside the icon of the format`, () => {
      const label = render('{icon} {title}', { title });
      assert.deepEqual(iconsIn(label), ['music']);
      assert.equal(visible(label), `\ue000 ${title}`);
    });
  }

  it('and makes no icon together with what follows it', () => {
    for (const label of [
      render('{title}{artists}', { title: 'Cash $', artists: '(bell)' }),
      render('{title}(bell)', { title: 'Cash $' }),
      render('$({title})', { title: 'bell' }),
      render('{title}{artists}{album}', { title: '$', artists: '(bell', album: ')' }),
      render('{title}[{artists}]', { title: '$', artists: '(bell)' }),
    ]) {
      assert.deepEqual(iconsIn(label), [], label);
      assert.match(visible(label), /\$\(bell\)$/);
    }
  });

  it('and takes no icon away from the format by a backslash at its end', () => {
    const label = render('{title}{icon}', { title: 'Up and over \\' });
    assert.deepEqual(iconsIn(label), ['music'], label);
  });

  it('and keeps to itself where it is written from right to left', () => {
    assert.equal(render('{title} – {artists}', { title: 'גשם', artists: 'Ines' }), '\u2068גשם\u2069 – Ines');
  });

  it('and is closed in itself when it is cut', () => {
    assert.equal(
      render('{title} – {artists}', { title: 'גשם על הגג כל הלילה' }, 10),
      '\u2068גשם על…\u2069 –',
    );
  });

  it('and nobody else’s icon is taken for one when a cut brings things together', () => {
    const label = render('{title}$(heart)', { title: '$(bell) and much more' }, 10);
    assert.deepEqual(iconsIn(label), ['heart'], label);
  });
});

describe('the longest text', () => {
  const clusters: readonly (readonly [what: string, cluster: string, columns: number])[] = [
    ['a letter', 'a', 1],
    ['a letter with a combining mark', 'e\u0301', 1],
    ['a letter with three combining marks', 'o\u0302\u0323\u0301', 1],
    ['a family joined with ZWJ', '👨‍👩‍👧‍👦', 2],
    ['a flag', '🇳🇴', 2],
    ['a skin tone', '👍🏽', 2],
    ['a keycap', '5️⃣', 2],
    ['a syllable of Hangul jamo', '\u1112\u1161\u11ab', 2],
    ['a syllable of Hangul', '한', 2],
    ['kana', 'か', 2],
    ['kana of half the width', 'ｶ', 1],
    ['a Chinese character', '雨', 2],
    ['a letter of full width', 'Ａ', 2],
    ['Devanagari with a vowel sign', 'नि', 1],
    ['a flag of England', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 2],
  ];

  it('cuts by grapheme, never inside one', () => {
    for (const [what, cluster, columns] of clusters) {
      for (const length of [10, 11, 17]) {
        const label = render('{title}', { title: cluster.repeat(30) }, length);
        assert.equal(label, `${cluster.repeat(Math.floor((length - 1) / columns))}…`, `${what}, ${length}`);
      }
    }
  });

  for (const [what, cluster, columns] of clusters) {
    it(`is not exceeded by as many of ${what} as fit, which takes ${columns}`, () => {
      const most = 12 / columns;
      assert.equal(render('{title}', { title: cluster.repeat(most) }, 12), cluster.repeat(most));
      const cut = `${cluster.repeat(Math.floor(11 / columns))}…`;
      assert.equal(render('{title}', { title: cluster.repeat(most + 1) }, 12), cut);
    });
  }

  const table: readonly (readonly [what: string, format: string, maxLength: number, label: string])[] = [
    ['lets a text be that fits exactly', '{title}', 15, 'Lamplight Ferry'],
    ['counts the ellipsis', '{title}', 14, 'Lamplight Fer…'],
    ['leaves no blank before the ellipsis', '{title}', 11, 'Lamplight…'],
    ['counts an icon as one', '{icon} {title}', 17, '$(music) Lamplight Ferry'],
    ['cuts after an icon', '{icon} {title}', 16, '$(music) Lamplight Fer…'],
    ['cuts before an icon', '{title}$(heart)', 15, 'Lamplight Fer…$(heart)'],
    ['shortens the artists first', '{title}[ – {artists}]', 25, 'Lamplight Ferry – Ines Q…'],
    [
      'leaves nothing of artists of whom it would say nothing',
      '{title}[ – {artists}]',
      21,
      'Lamplight Ferry',
    ],
    ['shortens the title last', '{title}[ – {artists}]', 10, 'Lamplight…'],
    ['keeps the position', '{title}[ – {artists}] {position}', 24, 'Lamplight Ferry 1:23'],
    ['keeps it before the names', '{position} {title}[ – {artists}]', 14, '1:23 Lampligh…'],
    ['keeps all that tells a time', '{title} {position}/{duration}{icon}', 16, 'Lamp… 1:23/3:20$(music)'],
    [
      'keeps the album longer than the artists',
      '{artists} {album} {title}',
      36,
      'Low Tide Letters Lamplight Ferry',
    ],
    ['shortens a title that comes twice in both places', '{title}|{title}', 21, 'Lamplight…|Lamplight…'],
    ['keeps the format’s own text', 'A very long saying {title}', 10, 'A very long saying L…'],
    [
      'keeps icon and times even where they alone are longer',
      '{position}{position}{position}{icon}',
      10,
      '1:231:231:23$(music)',
    ],
    ['counts a bracket once', '[[{position}]][[{duration}]]', 12, '[1:23][3:20]'],
  ];
  for (const [what, format, maxLength, label] of table) {
    it(what, () => {
      assert.equal(render(format, {}, maxLength), label);
    });
  }

  it('does not count an icon whose name VS Code does not take for one as one', () => {
    const label = render('$(not_an_icon) {title}', {}, 20);
    assert.ok(textColumns(visible(label)) <= 20, label);
  });
});

describe('any format with any song', () => {
  const pieces = [
    ...labelTokens.map((token) => `{${token}}`),
    '[ – {artists}]',
    '[{album}{device}]',
    '[[',
    '}}',
    '$(heart)',
    '$(sync~spin)',
    ' ',
    ' · ',
    '$',
    '(',
    ')',
    'é',
  ];
  const parts = [
    'a',
    'Zoë ',
    'e\u0301',
    '👨‍👩‍👧‍👦',
    '🇳🇴',
    '🇳',
    '\u1112\u1161\u11ab',
    'नि',
    'גשם',
    'ليل',
    '$',
    '(',
    '$(bell)',
    '$(sync~spin)',
    'x)',
    '\\$',
    '](',
    '\u0301',
    '\u200d',
  ];
  const random = seeded(7);
  const text = (longest: number) =>
    Array.from({ length: Math.floor(random() * longest) }, () => pick(random, parts)).join('');
  const cases = Array.from({ length: 500 }, () => ({
    format: Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(random, pieces)).join(''),
    changes: {
      title: clean(text(20)),
      artists: clean(text(10)),
      album: clean(text(5)),
      device: clean(text(3)),
    },
    maxLength: 10 + Math.floor(random() * 30),
  }));

  it('shows every character of a song that fits', () => {
    for (const { changes } of cases) {
      const { title, artists } = changes;
      const label = render('{icon}{title}|{artists}', changes);
      assert.equal(visible(label), `\ue000${title}|${artists}`.trim());
    }
  });

  it('ends in what a reader counts as whole characters of the song', () => {
    for (const { changes, maxLength } of cases) {
      const label = visible(render('{title}', changes, maxLength));
      const whole = graphemes(changes.title);
      const kept = label.endsWith('…') ? label.slice(0, -1) : label;
      const fits = whole.some((_, count) => whole.slice(0, count).join('').trimEnd() === kept);
      assert.ok(fits || kept === changes.title, JSON.stringify({ title: changes.title, label }));
    }
  });
});

/** Whether there is nothing wrong with a format. */
function isGood(format: string, tokens: readonly Token[]): boolean {
  try {
    parseTemplate(format, tokens);
    return true;
  } catch {
    return false;
  }
}

/** The settings that are formats, and the tokens that each may name. */
const [, statusBar, , copying] = contributes.configuration.map(({ properties }) => properties);
const formatSettings = [
  [statusBar?.['earshot.statusBar.format'], labelTokens],
  [copying?.['earshot.copy.text'], copyTokens],
  [copying?.['earshot.copy.markdown'], copyTokens],
] as const;

describe('a format and values of any length', () => {
  const tooLong = new TemplateError({ kind: 'formatTooLong' });
  it('are refused in a sentence where the format is longer than anybody writes', () => {
    for (const source of ['x'.repeat(1_001), '{title}'.repeat(15_000), '['.repeat(100_000)]) {
      assert.throws(() => parseTemplate(source), tooLong);
      assert.throws(() => parseTemplate(source, copyTokens), tooLong);
    }
    assert.ok(parseTemplate('x'.repeat(1_000)));
    assert.deepEqual(
      formatSettings.map(([setting]) => setting?.maxLength),
      [1_000, 1_000, 1_000],
    );
  });

  it('are red in the settings exactly when they are refused', () => {
    const random = seeded(15);
    const parts = [
      '{',
      '}',
      '[',
      ']',
      '{{',
      ']]',
      '{title}',
      '{ uri }',
      '{icon}',
      '{titel}',
      '{}',
      'a\n',
      '$(',
    ];
    const refusals = { red: 0, fine: 0 };
    for (let round = 0; round < 3_000; round += 1) {
      const format = Array.from({ length: Math.floor(random() * 8) }, () => pick(random, parts)).join('');
      for (const [setting, tokens] of formatSettings) {
        const red = !new RegExp(setting?.pattern ?? '', 'u').test(format);
        assert.equal(red, !isGood(format, tokens), JSON.stringify(format));
        refusals[red ? 'red' : 'fine'] += 1;
      }
    }
    assert.ok(refusals.red > 1_000 && refusals.fine > 1_000, JSON.stringify(refusals));
  });

  it('are found to be wrong in the settings at once, however long', () => {
    const started = performance.now();
    for (const part of ['[]]]', '[[[', ']]', '{{', '[a]', '{title}', '[{title}', 'a', '{ ']) {
      const format = part.repeat(Math.floor(999 / part.length));
      for (const [setting] of formatSettings) new RegExp(setting?.pattern ?? '', 'u').test(`${format}{`);
    }
    assert.ok(performance.now() - started < 1_000, `${performance.now() - started} ms`);
  });

  for (const [what, letter] of [
    ['letters', 'x'],
    ['families', '👨‍👩‍👧‍👦'],
    ['marks on one letter', '\u0301'],
    ['icons', '$(x)'],
    ['backslashes', '\\'],
    ['Hebrew', 'א'],
  ] as const) {
    it(`are rendered as fast as what is shown of them: ${what}`, () => {
      const [longest, title] = ['{icon}{position}{title}'.repeat(43), letter.repeat(100_000)];
      const started = performance.now();
      const template = parseTemplate(longest);
      for (let second = 0; second < 60; second += 1) {
        const label = renderTemplate(template, { ...values, title, position: String(second) }, 500);
        assert.equal(visible(label).endsWith('…'), true);
      }
      // Of one title alone all characters take longer than that.
      assert.ok(performance.now() - started < 1_000, `${performance.now() - started} ms`);
    });
  }

  it('are cut where they would be if all of them were looked at', () => {
    const random = seeded(16);
    const parts = ['x', '👨‍👩‍👧‍👦', 'e\u0301', ' ', '$(bell)', '\\', 'א', '🇳🇴'];
    for (let round = 0; round < 300; round += 1) {
      const title = Array.from({ length: 1 + Math.floor(random() * 60) }, () => pick(random, parts)).join('');
      const most = 10 + Math.floor(random() * 40);
      const whole = graphemes(title);
      const starts = whole.map((_, count) => whole.slice(0, count).join(''));
      const first = starts.findLast((start) => textColumns(start) < most)?.trimEnd() ?? '';
      const label = render('{title}', { title }, most);
      if (textColumns(title) > most)
        assert.equal(label, render('{title}', { title: `${first}…` }).trim(), title);
      else assert.equal(label, render('{title}', { title }), title);
    }
  });
});
