import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import manifest from '../../../package.json';
import { fromRoot } from '../../vscode/root';

const { repository, homepage, bugs, icon, galleryBanner, keywords } = manifest;

describe('what the Marketplace and Open VSX show', () => {
  it('is all said in package.json', () => {
    const address = 'https://github.com/earshot/earshot-for-spotify';
    assert.deepEqual([homepage, repository.url, bugs.url], [address, `${address}.git`, `${address}/issues`]);
    assert.deepEqual([manifest.license, manifest.pricing, manifest.qna], ['MIT', 'Free', bugs.url]);
    // None of the others is about music, or about anything but code.
    assert.deepEqual(manifest.categories, ['Other']);
    assert.match(galleryBanner.color, /^#[\da-f]{6}$/);
    assert.ok(['dark', 'light'].includes(galleryBanner.theme));
  });

  it('is found by words, each said once, and no more than the Marketplace takes', () => {
    assert.deepEqual(keywords, [...new Set(keywords)].sort());
    assert.ok(keywords.includes('spotify') && keywords.length <= 30);
  });

  it('has an icon that is sharp enough: a square PNG', () => {
    // https://www.w3.org/TR/png/#11IHDR: width and height, in pixels.
    const png = readFileSync(fromRoot(icon));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.ok(width >= 128 && width === height, `${width} x ${height}`);
  });
});

describe('the pictures in the README', () => {
  const readme = readFileSync(fromRoot('README.md'), 'utf8');
  /** What vsce puts before a relative link of `![]()` and of `<img src>`, in the VSIX. */
  const base = `${homepage}/raw/HEAD/`;
  const places = (pattern: RegExp) => Array.from(readme.matchAll(pattern), ([, place = '']) => place);
  const relative = [...places(/!\[[^\]]*\]\(([^)]+)\)/g), ...places(/<img src="([^"]+)"/g)];
  const absolute = places(/\bsrcset="([^"]+)"/g);

  it('have an address that leads to the repository in the stores, too', () => {
    assert.deepEqual(
      absolute.filter((place) => !place.startsWith(base)),
      [],
      'vsce leaves srcset as it is',
    );
    assert.deepEqual(
      relative.filter((place) => !/^media\/readme\/[\w-]+\.(png|webp)$/.test(place)),
      [],
    );
  });

  it('are in the repository, and not in the VSIX', () => {
    const lines = readFileSync(fromRoot('.vscodeignore'), 'utf8').split('\n');
    const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).replace('**', ''));
    const ships = (file: string) => taken.some((start) => file.startsWith(start));
    assert.ok(lines[0] === '**' && ships('media/icon.png') && ships('media/walkthrough/app.svg'));
    const files = [...relative, ...absolute.map((place) => place.replace(base, ''))];
    assert.ok(files.length >= 3);
    assert.deepEqual(
      files.filter((file) => !existsSync(fromRoot(file)) || ships(file)),
      [],
    );
  });
});
