import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import * as l10n from '@vscode/l10n';
import { build } from 'esbuild';
import { contributes } from '../../../package.json';
import { fromRoot } from '../../vscode/root';
import type { language, surfaces, Surface } from './attribution/surfaces';

interface Loaded {
  readonly language: typeof language;
  readonly surfaces: typeof surfaces;
}

type Load = (require: NodeJS.Require, module: object, exports: object) => void;

const languages = ['de', 'es', 'fr', 'ja', 'pt-br', 'zh-cn'];

/** The surfaces in a language of ours; texts are constants, so that the code is loaded anew for each. */
function surfacesIn(
  script: Script,
  name: string,
): { readonly all: readonly Surface[]; readonly tag: string } {
  const file = fromRoot('l10n', `bundle.l10n.${name}.json`);
  l10n.config({ contents: name === 'en' ? {} : readFileSync(file, 'utf8') });
  try {
    const module = { exports: {} };
    (script.runInThisContext() as Load)(createRequire(fromRoot('out', 'x.js')), module, module.exports);
    const { language, surfaces } = module.exports as Loaded;
    return { all: surfaces(), tag: language };
  } finally {
    l10n.config({ contents: {} });
  }
}

/** By Spotify's design guidelines and developer terms. */
function faultsOf({ name, hasPage, links, brand, images, given, viewItem }: Surface): readonly string[] {
  const foreign = links.filter((link) => !/^(https:\/\/open\.spotify\.com\/|spotify:)/.test(link));
  const menu = contributes.menus['view/item/context'].find(({ command }) => command === 'earshot.row.open');
  const pattern = /viewItem =~ \/(.*)\/$/.exec(menu?.when ?? '')?.[1] ?? '';
  return [
    ...(brand.includes('Spotify') ? [] : [`${name} does not name Spotify, but says “${brand}”`]),
    ...(hasPage && links.length === 0 ? [`${name} has no way to Spotify`] : []),
    ...foreign.map((link) => `${name} leads to ${link}`),
    ...(images.join() === given.join() ? [] : [`${name} shows ${images.join()} instead of ${given.join()}`]),
    ...(viewItem === undefined || new RegExp(pattern).test(viewItem) === hasPage
      ? []
      : [`${name} has no “Open in Spotify” in its menu, or has it without a page`]),
  ];
}

describe('what shows Spotify’s metadata', () => {
  let script: Script;
  before(async () => {
    const entry = fromRoot('test', 'unit', 'render', 'attribution', 'surfaces.ts');
    const { outputFiles } = await build({
      ...{ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false },
      external: ['@vscode/l10n', 'vscode', '@sinonjs/fake-timers', 'oauth4webapi', 'esbuild'],
    });
    script = new Script(`(function (require, module, exports) {${outputFiles[0]?.text}\n})`);
  });

  for (const language of ['en', ...languages]) {
    it(`names Spotify, leads there and nowhere else, and leaves artwork as it is, in ${language}`, () => {
      const { all, tag } = surfacesIn(script, language);
      assert.equal(tag.toLowerCase(), language);
      assert.ok(all.length > 50, `${all.length} surfaces`);
      assert.deepEqual(all.flatMap(faultsOf), []);
    });
  }
});
