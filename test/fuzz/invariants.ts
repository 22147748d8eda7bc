import assert from 'node:assert/strict';
import { parseLink } from '../../src/model/link';
import type { Image, Item, Named } from '../../src/model/playback/item';
import { positionAt } from '../../src/model/playback/nowPlaying';
import { lastNowPlaying, type Playback } from '../../src/model/playback/playback';
import { clean, longestList, longestTitle } from '../../src/model/text';
import type { Hover } from '../../src/render/hover';
import { nowPlayingView } from '../../src/render/nowPlayingView';
import { present } from '../../src/render/statusText';
import { parseTemplate } from '../../src/render/template';
import type { WindowRequest } from '../../src/model/commands/windowRequest';
import { readOutcome, readToFollower } from '../../src/windows/protocol';
import { everythingShown } from '../shown';
import { readHover } from '../unit/render/hoverReader';
import { secrets } from './arbitraries';

/* What has to be so of whatever becomes of what came from outside. */

export const now = Date.UTC(2026, 10, 2, 9);
const month = 30 * 24 * 3_600_000;

/** As it arrives in another window. */
export const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** No text that people see may say it, and no number be none. */
export function assertSpeaks(shown: unknown): void {
  if (typeof shown === 'string')
    assert.doesNotMatch(shown, /undefined|null|NaN|\[object|Infinity|Invalid|\de[+-]\d/);
  if (typeof shown === 'number') assert.ok(Number.isFinite(shown));
  if (typeof shown === 'object' && shown !== null) Object.values(shown).forEach(assertSpeaks);
}

/** Nothing of it may be said, in messages and logs. */
export function assertKeepsSecrets(said: string): void {
  for (const secret of Object.values(secrets)) assert.ok(!said.includes(secret), said);
}

export function assertTitle(title: string, longest = longestTitle): void {
  assert.equal(clean(title), title);
  assert.ok(title.length <= longest);
}

export function assertUri(uri: string | undefined): void {
  if (uri !== undefined) assert.equal(parseLink(uri)?.uri, uri);
}

export function assertNamed({ name, uri }: Named): void {
  assertTitle(name);
  assertUri(uri);
}

export function assertImage(image: Image | undefined): void {
  if (!image) return;
  assert.match(image.url, /^https:\/\/[^()[\]|$\\<>"\s]+$/);
  assert.ok(image.ratio === undefined || image.ratio > 0);
}

export function assertItem({ title, artists, album, durationMs, uri, image }: Item): void {
  assert.notEqual(title, '');
  assertTitle(title);
  assert.ok(artists.length <= longestList);
  artists.forEach(assertNamed);
  if (album) assertNamed(album);
  assert.ok(durationMs === undefined || (durationMs >= 1 && durationMs <= month));
  assertUri(uri);
  assertImage(image);
}

/** What VS Code takes for icons (`labelWithIconsRegex` in its `iconLabels.ts`); a backslash before one makes it text. */
export function iconsIn(label: string): string[] {
  const found = label.matchAll(/(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g);
  return [...found].flatMap(([, escape, name = '']) => (escape === undefined ? [name] : []));
}

/** Of ours none is called like that. */
export const foreignIcon = /^(bell|sync.*)$/;

/** The first icon of a label may be ours. */
export function assertLabel(label: string): void {
  assert.deepEqual(
    iconsIn(label).filter((name, index) => index > 0 || foreignIcon.test(name)),
    [],
  );
}

/** Links lead to Spotify or run commands that the hover names, and nothing else in it means anything. */
export function assertHover({ markdown, commands }: Hover): void {
  for (const { icons, elements } of readHover(markdown)) {
    assert.ok(!icons.some((icon) => foreignIcon.test(icon)), markdown);
    for (const { attributes } of elements) {
      const { href = 'https://open.spotify.com/' } = attributes;
      const [, command] = /^command:([\w.]+)/.exec(href) ?? [];
      assert.ok(command ? commands.includes(command) : href.startsWith('https://open.spotify.com/'), href);
    }
  }
}

const template = parseTemplate('{icon} {title}[ {artists}][ {album}][ {position}][ {device}]');
const settings = { ...everythingShown, template, maxLength: 60 };

/** All that a state shows. */
export function assertShown(playback: Playback, at = now + 1_000): void {
  const presentation = present(playback, settings, at);
  const nowPlaying = lastNowPlaying(playback);
  if (nowPlaying) {
    const position = positionAt(nowPlaying, at);
    const { durationMs = Infinity } = nowPlaying.item;
    assert.ok(position === undefined || (position >= 0 && position <= durationMs));
  }
  assertSpeaks(nowPlayingView(playback, true, at));
  if (!presentation) return;
  const { tooltip, ...more } = presentation;
  assertSpeaks(more);
  assertLabel(presentation.text);
  if (typeof tooltip !== 'string') assertHover(tooltip);
}

/** What this window reads, others can be told of: they check it whole, and show the same. */
export function assertShared(playback: Playback): void {
  const message = overTheWire({ type: 'playback', playback });
  assert.deepEqual(overTheWire(readToFollower(message)), message);
}

/** The same of the result of a request. */
export function assertResult(kind: WindowRequest['kind'], result: unknown): void {
  const outcome = overTheWire({ kind: 'done', result });
  assert.deepEqual(overTheWire(readOutcome(kind, outcome)), outcome);
}
