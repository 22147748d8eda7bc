import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fromRoot } from '../vscode/root';
import { setStage, song, type Stage } from './stage';
import './support';

type Texts = Readonly<Record<string, string>>;
const texts = (...names: string[]) => JSON.parse(readFileSync(fromRoot(...names), 'utf8')) as Texts;

describe('in another language', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  for (const locale of ['de', 'ja']) {
    it(`leads from the palette through the sign-in to the song and its hover: ${locale}`, async () => {
      const code = texts('l10n', `bundle.l10n.${locale}.json`);
      const manifest = texts(`package.nls.${locale}.json`);
      const said = (english: string) => code[english] ?? assert.fail(`No text for “${english}”.`);
      stage = await setStage({ locale });
      const window = await stage.open();
      await window.waitForStatus(song, (text) => text?.endsWith(said('Sign in to Spotify')) ?? false);
      await window.runCommand(`Spotify: ${manifest['command.signIn'] ?? ''}`);
      const consentPage = await window.pageOpenedBy(() => window.messages.clickDialog(said('Continue')));
      await consentPage.click('#agree');
      await window.waitForStatus(song, /^<music> Kettle/);
      await consentPage.close();
      const hover = await window.hover(song);
      assert.ok((await hover.text()).includes(said('Listen on Spotify')));
      await hover.close();
      // What VS Code makes of the manifest: no title is left in English, or as its key.
      const commands = await window.commandsFor('Spotify: ');
      assert.deepEqual(
        commands.filter((title) => title.includes('%')),
        [],
      );
      assert.ok(commands.includes(`Spotify: ${manifest['command.showAccount'] ?? ''}`), commands.join());
      await window.close();
    });
  }
});
