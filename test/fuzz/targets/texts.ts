import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linkAt, pageOf, parseLink, searchPage, shortLinkIn, unplayableIn } from '../../../src/model/link';
import { readRow } from '../../../src/model/library/rowReference';
import {
  clean,
  cleanAndCut,
  cutToColumns,
  graphemes,
  parseClockTime,
  textColumns,
} from '../../../src/model/text';
import { backslashMarkdown, escapeMarkdown } from '../../../src/render/markup';
import {
  copyTokens,
  labelTokens,
  parseTemplate,
  renderTemplate,
  renderText,
  TemplateError,
  type Template,
} from '../../../src/render/template';
import { readPageMessage } from '../../../src/webview/nowPlaying/protocol';
import { anything, damaged, damagedValue, id, shortText, text, textOf, uriOf } from '../arbitraries';
import { assertSpeaks, assertTitle, assertUri, foreignIcon, iconsIn, overTheWire } from '../invariants';
import { target } from '../target';

const formatParts = [
  ...[
    '{icon}',
    '{title}',
    '{ artists }',
    '{album}',
    '{position}',
    '{duration}',
    '{device}',
    '{link}',
    '{titel}',
    '{}',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{{',
    '}}',
    '[[',
    ']]',
    '$(heart)',
    '$(',
    '$',
    '(',
    ')',
    '\\',
    ' ',
    ' · ',
    'é',
    'a\n',
    'ש',
  ],
];
const format = fc.oneof({ weight: 6, arbitrary: textOf(formatParts) }, { weight: 1, arbitrary: text });
const cleaned = (texts: fc.Arbitrary<string>) => texts.map((one) => cleanAndCut(one));
const values = fc.record({
  title: cleaned(text),
  artists: cleaned(shortText),
  album: cleaned(shortText),
  device: cleaned(shortText),
  position: fc.constantFrom('', '1:23'),
  icon: fc.constantFrom('$(music)', '$(loading~spin)', ''),
});
type Values = typeof values extends fc.Arbitrary<infer T> ? T : never;

/** A format; `undefined` for one that is refused, in a sentence that holds nothing which VS Code would make a link of. */
function parsed(
  source: string,
  tokens = labelTokens as Parameters<typeof parseTemplate>[1],
): Template | undefined {
  try {
    return parseTemplate(source, tokens);
  } catch (error) {
    assert.ok(error instanceof TemplateError, String(error));
    assertTitle(error.message);
    assert.ok(error.message.length < 400);
    return undefined;
  }
}

/** What is shown of a label, an icon as one private character, without the marks that nobody sees. */
const shownOf = (label: string) =>
  label
    .replace(/(\\)?(\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g, (_, escape: unknown, icon: string) =>
      escape ? icon : '\ue000',
    )
    .replace(/[\u2060\u2066-\u2069]/g, '');

function assertRendered([source, data, most]: readonly [string, Values, number]): void {
  const template = parsed(source);
  if (!template) return;
  const label = renderTemplate(template, data, most);
  const own: readonly string[] = source.match(/\$\([A-Za-z0-9-]+(~[A-Za-z]+)?\)|\{\s*icon\s*\}/g) ?? [];
  const icons = iconsIn(label);
  assert.ok(icons.length <= own.length, label);
  assert.ok(
    icons.every((icon) => !foreignIcon.test(icon) || own.includes(`$(${icon})`)),
    label,
  );
  // Whoever writes a format may rearrange it.
  if (!/[\u2066-\u2069]/.test(source))
    assert.match(label, /^([^\u2066-\u2069]*\u2068[^\u2066-\u2069]*\u2069)*[^\u2066-\u2069]*$/);
  // The format's own text, the position and the least of a title are never cut.
  const least = renderTemplate(
    template,
    { ...data, title: '雨…', artists: '', album: '', device: '' },
    10_000,
  );
  assert.ok(textColumns(shownOf(label)) <= Math.max(most, textColumns(shownOf(least))), label);
}

function assertCopied([source, data]: readonly [string, Values]): void {
  const template = parsed(source, copyTokens);
  if (!template) return;
  const written = renderText(template, { ...data, link: `https://open.spotify.com/track/${id}` });
  assert.ok(written.length <= source.length * 4_100);
  assert.equal(written, written.trim());
}

/** Characters as an HTML page shows them, and nothing but those. */
const shownInHtml = (html: string) =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

function assertEscaped(data: string): void {
  const html = escapeMarkdown(data);
  assert.equal(shownInHtml(html), data);
  assert.doesNotMatch(html.replace(/&#\d{2,3};/g, ''), /[\n\r!-/:-@[-`{-~]/);
  const markdown = backslashMarkdown(data);
  assert.equal(markdown.replace(/\\([\\`*_[\]<>|~#&$])/g, '$1'), data);
  assert.doesNotMatch(markdown.replace(/\\[\\`*_[\]<>|~#&$]/g, ''), /[\\`*_[\]<>|~#&$]/);
}

function assertCut([data, longest]: readonly [string, number]): void {
  const cut = cleanAndCut(data, longest);
  assertTitle(cut, longest);
  assert.ok(cut.isWellFormed());
  const short = clean(data.slice(0, 4 * longest));
  assert.ok(short.startsWith(cut.replace(/…$/, '')) || clean(data).startsWith(cut.replace(/…$/, '')));
  const columns = cutToColumns(short, longest);
  assert.ok(textColumns(columns) <= longest);
  assert.equal(graphemes(columns).join(''), columns);
  assert.ok(columns === short || columns === '' || columns.endsWith('…'));
}

const types = 'track album artist episode show playlist audiobook chapter local ad prerelease user'.split(
  ' ',
);
const address = fc
  .tuple(
    fc.constantFrom('', ' ', '<', '[x](', '![](', 'https://', 'HTTPS://x@', 'http://'),
    fc.constantFrom(
      'spotify:',
      'spotify://',
      'open.spotify.com/',
      'play.spotify.com/intl-de/',
      'spotify.link/',
      'open.spotify.com/s/',
      'https://open.spotify.com/embed/',
      'OPEN.spotify.com:443/',
      'open.spotify.com.x.example/',
    ),
    fc.array(fc.oneof(fc.constantFrom(...types, id, 'x', '%2e', ''), shortText), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('/', ':'),
    fc.constantFrom('', '?si=1', '#x', ')', '>', '/', '.', ' '),
  )
  .map(([before, start, parts, glue, after]) => before + start + parts.join(glue) + after);
const anyAddress = fc.oneof({ weight: 4, arbitrary: address }, { weight: 1, arbitrary: text });

function assertLink(source: string): void {
  const link = parseLink(source);
  if (link) {
    assert.deepEqual(parseLink(link.uri), link);
    assert.match(link.uri, /^spotify:[a-z]+:[A-Za-z0-9]{22}$/);
    assert.deepEqual(parseLink(pageOf(link.uri) ?? ''), link);
    assert.deepEqual(parseLink(`<${link.uri}>`), link);
  }
  const short = shortLinkIn(source);
  if (short !== undefined)
    assert.match(short, /^https:\/\/(open\.spotify\.com\/s|spotify(\.app)?\.link)\/[\w-]+$/);
  assert.ok(link === undefined || (short === undefined && unplayableIn(source) === undefined));
  const page = searchPage(source);
  assert.match(page, /^https:\/\/open\.spotify\.com\/search\/[^/?#\\<>"\s]*$/);
  assert.ok(page.length < 2_000);
}

const line = fc.tuple(
  fc.array(fc.oneof(anyAddress, shortText), { maxLength: 6 }).map((all) => all.join(' ')),
  fc.nat(400),
);

/** Each character of a link leads to it, and no other does. */
function assertLinkAt([source, at]: readonly [string, number]): void {
  const found = linkAt(source, at);
  if (!found) return;
  const { link, start, end } = found;
  assert.ok(start <= at && at <= end && end <= source.length);
  assert.deepEqual(parseLink(source.slice(start, end)), link);
  for (const place of [start, end]) assert.deepEqual(linkAt(source, place)?.link, link);
}

const clock = fc.oneof(
  shortText,
  fc
    .array(fc.constantFrom('1', '59', '60', '007', ':', '.', 'h', 'm', 's', ' ', '-', 'e9'), { maxLength: 7 })
    .map((all) => all.join('')),
);

function assertTime(source: string): void {
  const ms = parseClockTime(source);
  assert.ok(
    ms === undefined ||
      (Number.isInteger(ms) && ms >= 0 && ms <= 100 * 3_600_000 + 1_000 * 60_000 + 100_000_000),
  );
}

const row = { item: { uri: uriOf('track'), title: 'x' }, within: { context: uriOf('album'), position: 3 } };
const listed = { item: row.item, within: { uris: [uriOf('track'), uriOf('episode')] } };

/** What another extension may give our commands; not all of it is JSON. */
function assertRow(given: unknown): void {
  const reference = readRow(given);
  if (!reference) return;
  const { link, title, within } = reference;
  assertUri(link.uri);
  assertTitle(title);
  if (!within) return;
  const uris = 'uris' in within ? within.uris : [within.context];
  assert.ok(uris.length >= 1 && uris.length <= 100);
  uris.forEach(assertUri);
}

const given = fc.oneof(
  damaged(row, listed).map((json) => {
    try {
      return JSON.parse(json) as unknown;
    } catch {
      return json;
    }
  }),
  damagedValue(row),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
);

const pageMessage = fc.tuple(
  damagedValue({ command: 'earshot.seekTo', args: ['1:23', uriOf('track')] }),
  anything,
);

function assertPageMessage(messages: readonly unknown[]): void {
  for (const message of messages) {
    const known = readPageMessage(message);
    if (!known) continue;
    assert.match(known.command, /^(ready|earshot\.|workbench\.action\.openSettings$)/);
    assert.ok(known.args.length <= 2 && JSON.stringify(known.args).length < 3_000);
    assertSpeaks(known.args.filter((one) => typeof one === 'number'));
    assert.deepEqual(overTheWire(readPageMessage(overTheWire(known))), overTheWire(known));
  }
}

export const texts = [
  target(
    'text: a format, as a label',
    fc.tuple(format, values, fc.integer({ min: 10, max: 60 })),
    assertRendered,
  ),
  target('text: a format, as what is copied', fc.tuple(format, values), assertCopied),
  target('text: a word in Markdown', shortText, assertEscaped, ['\n\n# ']),
  target('text: a title that is cut', fc.tuple(text, fc.integer({ min: 2, max: 60 })), assertCut),
  target('text: the address of something', anyAddress, assertLink),
  target('text: addresses in a line', line, assertLinkAt),
  target('text: a time', clock, assertTime),
  target('text: what a command is given', given, assertRow),
  target('text: what a page of ours asks for', pageMessage, assertPageMessage),
];
