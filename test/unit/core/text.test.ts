import assert from 'node:assert/strict';
import {
  clean,
  clockTime,
  escapeIcons,
  escapeLinks,
  graphemes,
  isolate,
  parseClockTime,
} from '../../../src/core/text';
import { pick, seeded } from '../support';

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

  it('has nothing left to do the second time, whatever the text', () => {
    const random = seeded(1);
    const parts = ['a', 'é', '👩‍🎤', ' ', '\t', '\n', '\u0000', '\u202e', '\u2069', '\ud800', 'ש', '\u2028'];
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: 8 }, () => pick(random, parts)).join('');
      const once = clean(text);
      assert.equal(clean(once), once, JSON.stringify(text));
      assert.ok(once.isWellFormed());
    }
  });
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
