import assert from 'node:assert/strict';
import { setStage, signIn, song } from './stage';
import './support';

describe('the oldest VS Code', () => {
  it('signs in, shows the song and its hover, and signs out', async () => {
    const stage = await setStage({ version: '1.99' });
    const window = await stage.open();
    await signIn(window);
    const hover = await window.hover(song);
    assert.match(await hover.text(), /Kettle on the Moor\nThe Paper Lanterns, Odile Marsh\nSecond Harbour\n/);
    await hover.close();
    await window.runCommand('Spotify: Sign Out');
    await window.waitForStatus(song, /Sign in to Spotify/);
    await window.close();
    await stage.close();
  });
});
