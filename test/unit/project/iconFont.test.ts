import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { contributes } from '../../../package.json';
import { iconFont } from '../../iconFont';
import { fromRoot } from '../../vscode/root';

describe('the icon font', () => {
  const { woff, icons } = iconFont();
  const ids = Object.keys(icons);

  it('is what `npm run icons` makes of the drawings, to the byte, and package.json says the same', () => {
    assert.ok(readFileSync(fromRoot('media', 'icons.woff')).equals(woff), 'Run npm run icons.');
    assert.deepEqual(contributes.icons, icons);
  });

  it('names icons by letters and hyphens only, since hovers show no others', () => {
    for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)+$/);
  });

  it('has every icon of ours that the code names', () => {
    const files = readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts'));
    const named = sources.flatMap((file) =>
      Array.from(
        readFileSync(fromRoot('src', file), 'utf8').matchAll(/\$\((earshot-[a-z-]+)\)/g),
        ([, id = '']) => id,
      ),
    );
    assert.ok(named.length > 10, `${named.length} icons are named`);
    assert.deepEqual(
      named.filter((id) => !ids.includes(id)),
      [],
    );
  });
});
