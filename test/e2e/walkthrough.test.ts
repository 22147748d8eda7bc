import assert from 'node:assert/strict';
import type { Workbench } from '../vscode/workbench';
import { setStage, song } from './stage';
import './support';

describe('the first minute', () => {
  it('leads to the song by the keyboard alone, by steps that are ticked by what was achieved', async () => {
    const stage = await setStage({ settings: { 'earshot.clientId': '' } });
    const window = await stage.open();
    const { page, quickInput, messages } = window;
    const ticked = (title: string) =>
      page.locator(`.codicon-getting-started-step-checked[aria-label^="${title}"]`);
    await window.waitForStatus(song, /Sign in/);
    await page.keyboard.press('F1');
    await quickInput.type('>Spotify: Sign In');
    await quickInput.row('Spotify: Sign In').waitFor();
    await quickInput.accept();
    await quickInput.waitFor('Sign In to Spotify');
    await page.keyboard.press('Enter');

    await press(window, 'Create an app at Spotify');
    await press(window, 'Copy Redirect URI');
    await messages.notification('under Redirect URIs').waitFor();
    await press(window, 'Open Dashboard');
    await messages.dialogButton('Cancel').waitFor();
    await page.keyboard.press('Escape');
    await press(window, 'Copy a name');
    await messages.waitForPassing('Copied “My Status Bar”.');
    assert.equal(await ticked('Create an app').count(), 0, 'nobody knows of an app yet');
    await press(window, 'Paste the client ID');
    await press(window, 'Set Client ID');
    await quickInput.waitFor('Client ID of Your Spotify App');
    const consentPage = await window.pageOpenedBy(async () => {
      await page.keyboard.type(stage.spotify.apps.default.clientId);
      await page.keyboard.press('Enter');
    });
    await consentPage.locator('#agree').press('Enter');
    await messages.waitForPassing('Signed in as Wren Hedge.');
    await window.waitForStatus(song, /^<music> Kettle/);
    for (const title of ['Play something', 'Create an app', 'Paste the client', 'Sign in', 'Control what']) {
      await ticked(title).waitFor();
    }
    assert.deepEqual(
      window.messagesSeen.filter((text) => text.includes('registered in your Spotify app')),
      [],
    );
    await window.close();
    await stage.close();
  });
});

/** More than there is in a window between two things that Tab leads to. */
const mostTabs = 80;

/** Goes on by Tab until what has the focus begins with this name, and presses Enter there. */
async function press({ page }: Workbench, name: string): Promise<void> {
  const seen: string[] = [];
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    const focused = page.locator('*:focus').last();
    const text = (await focused.count()) === 0 ? '' : (await focused.innerText()).trim();
    if (text.startsWith(name)) return page.keyboard.press('Enter');
    seen.push(text);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to "${name}", only to ${JSON.stringify(seen)}.`);
}
