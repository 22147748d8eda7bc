import assert from 'node:assert/strict';
import { getL10nJson } from '@vscode/l10n-dev';
import { readdirSync, readFileSync } from 'node:fs';
import { fromRoot } from '../../vscode/root';

const read = (...names: string[]) => readFileSync(fromRoot(...names), 'utf8');
const texts = (...names: string[]) => JSON.parse(read(...names)) as Readonly<Record<string, string>>;

/** As VS Code calls its display languages, besides English. */
const languages = ['de', 'es', 'fr', 'ja', 'pt-br', 'zh-cn'];

/** What has to be in a translation as it is in the text: places for values, icons, commands and names of settings. */
function fixedParts(text: string): string[] {
  const parts = /\{[^}]+\}|\$\([\w~-]+\)|command:[\w.]+|`[^`]+`|\b(?:earshot|http|remote)\.[a-zA-Z.]+\w/g;
  return Array.from(text.matchAll(parts), ([part]) => part).sort();
}

/** The texts of the code by their keys: the English, and behind it what its translators are told. */
async function codeTexts(): Promise<Readonly<Record<string, string>>> {
  const files = readdirSync(fromRoot('src', 'messages')).map((file) => read('src', 'messages', file));
  const found = await getL10nJson(files.map((contents) => ({ extension: '.ts', contents })));
  return Object.fromEntries(
    Object.entries(found).map(([key, text]) => [key, typeof text === 'string' ? text : text.message]),
  );
}

describe('the languages', () => {
  let code: Readonly<Record<string, string>>;
  const manifest = texts('package.nls.json');
  before(async () => {
    code = await codeTexts();
  });

  it('are those that have files, and no others', () => {
    const named = (folder: string, pattern: RegExp) =>
      readdirSync(fromRoot(folder))
        .flatMap((file) => pattern.exec(file)?.[1] ?? [])
        .sort();
    assert.deepEqual(named('l10n', /^bundle\.l10n\.(.+)\.json$/), languages);
    assert.deepEqual(named('.', /^package\.nls\.(.+)\.json$/), languages);
  });

  it('have in English each text that package.json refers to, and no other', () => {
    const referred = Array.from(read('package.json').matchAll(/"%([^%"]+)%"/g), ([, key = '']) => key);
    assert.deepEqual(Object.keys(manifest).sort(), [...new Set(referred)].sort());
  });

  for (const language of languages) {
    for (const [what, file, english] of [
      ['code', ['l10n', `bundle.l10n.${language}.json`], () => code],
      ['manifest', [`package.nls.${language}.json`], () => manifest],
    ] as const) {
      it(`have each text of the ${what} in ${language}, and no other`, () => {
        assert.deepEqual(Object.keys(texts(...file)).sort(), Object.keys(english()).sort());
      });

      it(`keep in ${language} what is no word in the texts of the ${what}`, () => {
        const translated = texts(...file);
        const faults = Object.entries(english()).filter(([key, text]) => {
          const translation = translated[key] ?? '';
          return translation.trim() === '' || fixedParts(translation).join() !== fixedParts(text).join();
        });
        assert.deepEqual(
          faults.map(([key]) => [key, translated[key]]),
          [],
        );
      });
    }
  }
});
