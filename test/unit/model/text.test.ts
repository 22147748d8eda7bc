import assert from 'node:assert/strict';
import {
  clean,
  cleanAndCut,
  clockTime,
  dayAndTime,
  escapeIcons,
  escapeLinks,
  graphemes,
  isolate,
  parseClockTime,
} from '../../../src/model/text';
import { hour, minute, pick, seeded } from '../support';

describe('cleaning a text', () => {
  const table: readonly (readonly [what: string, text: string, cleaned: string])[] = [
    ['leaves plain text as it is', 'Lamplight Ferry', 'Lamplight Ferry'],
    ['trims', '  Ferry \n', 'Ferry'],
    ['makes one blank of a run of white space', 'Low\r\n\t \u00a0Tide', 'Low Tide'],
    ['makes a blank of a line and a paragraph separator', 'a\u2028b\u2029c', 'a b c'],
    ['takes out C0 controls', 'Be\u0000l\u0007l', 'Bell'],
    ['takes out DEL and C1 controls', 'Be\u007fl\u0085\u009bl', 'Bell'],
    ['takes the sting out of a terminal escape', '\u001b[31mred', '[31mred'],
    ['takes out bidirectional embeddings and overrides', '\u202a\u202b\u202dabc\u202egnp\u202c', 'abcgnp'],
    ['takes out bidirectional isolates', '\u2066a\u2067b\u2068c\u2069', 'abc'],
    ['takes out bidirectional marks', 'a\u200eb\u200fc\u061cd', 'abcd'],
    ['makes a replacement character of a lone high surrogate', 'a\ud83db', 'a\ufffdb'],
    ['makes a replacement character of a lone low surrogate', 'a\udc00', 'a\ufffd'],
    ['keeps joined emoji', '👩‍🎤 👨‍👩‍👧‍👦 🇳🇴', '👩‍🎤 👨‍👩‍👧‍👦 🇳🇴'],
    ['keeps the joiners that Persian and Hindi need', 'می\u200cخواهم क्\u200dष', 'می\u200cخواهم क्\u200dष'],
    ['keeps combining marks', 'e\u0301clair', 'e\u0301clair'],
    ['keeps markup, which is plain text here', '**[x](command:y)** <b>', '**[x](command:y)** <b>'],
    ['leaves nothing of what was nothing but steering', '\u0000\u202e \u2069', ''],
  ];
  for (const [what, text, cleaned] of table) {
    it(what, () => {
      assert.equal(clean(text), cleaned);
    });
  }

  it('leaves one blank where a control character stood between two', () => {
    assert.equal(clean('Low \u0007 Tide'), 'Low Tide');
  });
});

describe('cutting a text', () => {
  const long = 'And then the rain came down again. '.repeat(100_000);
  const family = '👨‍👩‍👧‍👦';
  const table: readonly (readonly [what: string, text: string, cut: string])[] = [
    ['leaves what fits', 'Lamplight Ferry', 'Lamplight Ferry'],
    ['leaves what just fits', 'x'.repeat(30), 'x'.repeat(30)],
    ['marks what does not', 'x'.repeat(31), `${'x'.repeat(29)}…`],
    ['leaves no blank before the mark', `${'x'.repeat(28)} ${'x'.repeat(30)}`, `${'x'.repeat(28)}…`],
    ['cleans it, too', ' \u0000Low\n\n Tide\u202e ', 'Low Tide'],
    ['counts what is left of it', `${'\u0000'.repeat(60)}${'x'.repeat(30)}`, 'x'.repeat(30)],
    ['cuts no character of two units', '🦊'.repeat(20), `${'🦊'.repeat(14)}…`],
    ['cuts no character with marks', 'e\u0301'.repeat(20), `${'e\u0301'.repeat(14)}…`],
    ['cuts no family', `${family} `.repeat(9), `${family} ${family}…`],
    ['cuts where a character that has no end begins', `Song ${`${family}\u200d`.repeat(40_000)}`, 'Song…'],
    [
      'cuts a character that has no end',
      `${family}\u200d`.repeat(40_000),
      `${family}\u200d${family}\u200d👨‍👩…`,
    ],
    ['cuts what is far too long', long, 'And then the rain came down a…'],
    ['leaves nothing of what says nothing for long', ' \u0000'.repeat(100_000), ''],
  ];
  for (const [what, text, cut] of table) {
    it(what, () => {
      assert.equal(cleanAndCut(text, 30), cut);
    });
  }
});

describe('isolating right-to-left text', () => {
  const table: readonly (readonly [text: string, isolated: boolean])[] = [
    ['גשם על הגג', true],
    ['فرقة الرصيف', true],
    ['ܫܠܡܐ', true],
    ['ދިވެހި', true],
    ['ߒߞߏ', true],
    ['Rain (גשם) 12', true],
    ['Rain 12', false],
    ['', false],
    ['雨', false],
  ];
  for (const [text, isolated] of table) {
    it(`${isolated ? 'isolates' : 'leaves alone'} “${text}”`, () => {
      assert.equal(isolate(text), isolated ? `\u2068${text}\u2069` : text);
    });
  }
});

describe('escaping for labels', () => {
  const icons: readonly (readonly [text: string, escaped: string])[] = [
    ['$(bell)', '\\$(bell)'],
    ['$(sync~spin)', '\\$(sync~spin)'],
    ['a $(debug-pause) b $(x)', 'a \\$(debug-pause) b \\$(x)'],
    ['\\$(x)', '\\\\$(x)'],
    ['$$(x)', '$\\$(x)'],
    ['$($(x))', '$(\\$(x))'],
    ['$()', '$()'],
    ['$(two words)', '$(two words)'],
    ['$(under_score)', '$(under_score)'],
    ['$ (x)', '$ (x)'],
    ['plain', 'plain'],
  ];
  for (const [text, escaped] of icons) {
    it(`writes ${text} in a label as ${escaped}`, () => {
      assert.equal(escapeIcons(text), escaped);
    });
  }
});

describe('a text in a message', () => {
  /** As VS Code finds links there (`linkedText.ts`). */
  const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

  for (const text of [
    '[x](command:workbench.action.quit)',
    'a [b](https://example.com "c") [d](file:///e)',
    '[[x](command:y)](command:z)',
  ]) {
    it(`has no links, whatever it is: ${text}`, () => {
      assert.match(text, links);
      assert.doesNotMatch(escapeLinks(text), links);
    });
  }

  it('is left as it is without them', () => {
    assert.equal(escapeLinks('Ferry [live] (2019)'), 'Ferry [live] (2019)');
  });
});

describe('counting characters', () => {
  const ones = ['a', 'e\u0301', '👨‍👩‍👧‍👦', '🇳🇴', '👍🏽', '5️⃣', '\u1112\u1161\u11ab', 'नि', '🏴‍☠️', '한'];
  for (const one of ones) {
    it(`counts “${one}” as one`, () => {
      assert.deepEqual(graphemes(one), [one]);
      assert.deepEqual(graphemes(`${one}x${one}`), [one, 'x', one]);
    });
  }

  it('counts what a reader does not see as one, as no font draws it, by its parts', () => {
    const joined = '👩\u200d'.repeat(5_000);
    assert.ok(graphemes(joined).length >= 5_000);
    assert.equal(graphemes(joined).join(''), joined);
    assert.deepEqual(graphemes(`a${joined}b`).slice(0, 1), ['a']);
  });

  it('counts in a long text as in a short one', () => {
    const random = seeded(5);
    for (let round = 0; round < 50; round += 1) {
      const parts = Array.from({ length: 400 }, () => pick(random, ones));
      // Nothing that stands before it belongs to a character.
      assert.deepEqual(graphemes(parts.join('x')), parts.flatMap((part) => [part, 'x']).slice(0, -1));
    }
  });

  it('counts halves of characters, too, wherever they stand', () => {
    for (const length of [1, 64, 127, 128, 129, 300]) {
      for (const text of ['\ud83d'.repeat(length), `${'x'.repeat(length)}\ud83d`, '\udc00'.repeat(length)]) {
        assert.equal(graphemes(text).length, text.length);
      }
    }
  });

  it('finds none in an empty text', () => {
    assert.deepEqual(graphemes(''), []);
  });
});

describe('writing a time', () => {
  const table: readonly (readonly [ms: number, text: string])[] = [
    [0, '0:00'],
    [999, '0:00'],
    [1_000, '0:01'],
    [59_999, '0:59'],
    [60_000, '1:00'],
    [83_000, '1:23'],
    [600_000, '10:00'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [3_723_000, '1:02:03'],
    [36_000_000, '10:00:00'],
  ];
  for (const [ms, text] of table) {
    it(`writes ${ms} ms as ${text}`, () => {
      assert.equal(clockTime(ms), text);
    });
  }
});

describe('reading a time', () => {
  const table: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['0', 0],
    ['83', 83_000],
    ['90', 90_000],
    ['99999', 99_999_000],
    ['0:00', 0],
    ['1:23', 83_000],
    ['01:23', 83_000],
    ['1:5', 65_000],
    ['59:59', 3_599_000],
    ['90:00', 5_400_000],
    ['100:00', 6_000_000],
    ['1:02:03', 3_723_000],
    ['10:00:00', 36_000_000],
    ['  1:23\t', 83_000],
    ['', undefined],
    [' ', undefined],
    [':', undefined],
    [':23', undefined],
    ['1:', undefined],
    ['1:60', undefined],
    ['1:60:00', undefined],
    ['1:99:00', undefined],
    ['1:100:00', undefined],
    ['1:59:59', 7_199_000],
    ['99:59:59', 359_999_000],
    ['1:99', undefined],
    ['1:234', undefined],
    ['1:23:', undefined],
    ['1::23', undefined],
    ['1:2:3:4', undefined],
    ['1 : 23', undefined],
    ['-5', undefined],
    ['+5', undefined],
    ['-1:23', undefined],
    ['1.5', undefined],
    ['1,5', undefined],
    ['1:23.5', undefined],
    ['1.23', 83_000],
    ['0.05', 5_000],
    ['1.02.03', 3_723_000],
    ['1.60', undefined],
    ['1.234', undefined],
    ['1.23.', undefined],
    ['.23', undefined],
    ['1:23.50', undefined],
    ['1.02:03', undefined],
    ['1m', 60_000],
    ['2m30s', 150_000],
    ['1h2m', 3_720_000],
    ['1h2m3s', 3_723_000],
    ['1h3s', 3_603_000],
    ['90m', 5_400_000],
    ['83s', 83_000],
    [' 1H 2M 3S ', 3_723_000],
    ['2 min 30 sec', 150_000],
    // An hour and a half, or an hour and half a minute: that is not ours to decide.
    ['1h30', undefined],
    ['2m30', undefined],
    ['30s2m', undefined],
    ['2m2m', undefined],
    ['-1m', undefined],
    ['1.5m', undefined],
    ['h', undefined],
    ['s', undefined],
    ['1d', undefined],
    ['1:23 min', undefined],
    ['1:23s', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['١:٢٣', undefined],
    ['100000', undefined],
    ['1000:00', undefined],
    ['100:00:00', undefined],
    ['1:23\n1:23', undefined],
    ['NaN', undefined],
  ];
  for (const [text, ms] of table) {
    it(`reads ${JSON.stringify(text)} as ${ms === undefined ? 'no time' : `${ms} ms`}`, () => {
      assert.equal(parseClockTime(text), ms);
    });
  }

  it('reads what is written as a time', () => {
    for (let ms = 0; ms < 11 * 3_600_000; ms += 7_777_000 / 13) {
      assert.equal(parseClockTime(clockTime(ms)), Math.floor(ms / 1000) * 1000);
    }
  });
});

describe('a moment', () => {
  const now = Date.UTC(2026, 10, 4, 12);
  const weekday = (ms: number) => new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(ms);
  const date = (ms: number) =>
    new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(ms);
  for (const sign of [1, -1]) {
    const direction = sign > 0 ? 'ahead' : 'ago';
    for (const [what, off, says] of [
      ['now', 0, []],
      ['less than half a day', 12 * hour - 1, []],
      ['half a day', 12 * hour, [weekday]],
      ['less than a day', 24 * hour - minute, [weekday]],
      ['more than a day', 24 * hour + 1, [date]],
      ['a year', 365 * 24 * hour, [date]],
    ] as const) {
      it(`has its ${says.map((one) => (one === date ? 'date' : 'weekday')).join() || 'time alone'} when it is ${what} ${direction}`, () => {
        const ms = now + sign * off;
        const text = dayAndTime(ms, now);
        assert.match(text, /\d.\d\d/);
        assert.equal(
          text.includes(weekday(ms)),
          says.some((one) => one === weekday),
          text,
        );
        assert.equal(
          text.includes(date(ms)),
          says.some((one) => one === date),
          text,
        );
      });
    }
  }
});
