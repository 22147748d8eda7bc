import { setStage, song } from './stage';
import './support';

describe('the walkthrough', () => {
  it('leads to the song by steps that complete by themselves', async () => {
    const stage = await setStage({ settings: { 'earshot.clientId': '' } });
    const window = await stage.open();
    await window.waitForStatus(song, /Sign in/);
    await window.runCommand('Spotify: Get Started');
    const step = (title: string) => window.page.locator('.getting-started-step').filter({ hasText: title });
    const done = (title: string) => step(title).locator('.codicon-getting-started-step-checked').waitFor();
    const press = (button: string) => window.page.getByRole('button', { name: button, exact: true }).click();

    await press('Open the Dashboard');
    await window.messages.clickDialog('Cancel');
    await done('Create an app');
    await step('Copy the redirect URI').click();
    await press('Copy Redirect URI');
    await done('Copy the redirect URI');
    await step('Paste the client ID').click();
    await press('Set Client ID');
    await window.quickInput.waitFor('Client ID of Your Spotify App');
    const consentPage = await window.pageOpenedBy(async () => {
      await window.quickInput.type(stage.spotify.apps.default.clientId);
      await window.quickInput.accept();
      await done('Paste the client ID');
    });
    await consentPage.click('#agree');
    await window.waitForStatus(song, /^<music> Kettle/);
    await done('Sign in');
    await done('Play something');
    await window.close();
    await stage.close();
  });
});
