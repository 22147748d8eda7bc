import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

const { plain, episode, markup } = songs;
const lines = [
  `A song: https://open.spotify.com/intl-de/track/${plain.id}?si=0123456789abcdef, and more.`,
  `An album: spotify:album:${plain.album.id}`,
  `An artist: (https://open.spotify.com/artist/${plain.artists[0]?.id ?? ''})`,
  `An episode: [listen](https://open.spotify.com/episode/${episode.id})`,
  `A show: "spotify:show:${episode.show.id}"`,
  `A nasty one: ${markup.uri}`,
  'Nothing: https://open.spotify.com/track/0000000000000000000000',
  'Elsewhere: https://open.spotify.com.example/track/0000000000000000000000',
];

describe('links in an editor', () => {
  let stage: Stage;
  let window: Workbench;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-links-'));
    await writeFile(path.join(folder, 'notes.txt'), lines.join('\n\n'));
    stage = await setStage();
    window = await stage.open({ folder });
    await window.waitForStatus(song, /Sign in/);
  });
  after(async () => {
    await window.close();
    await stage.close();
    await rm(folder, { recursive: true });
  });

  async function openNotes(): Promise<void> {
    await window.page.keyboard.press('Control+P');
    await window.quickInput.type('notes.txt');
    await window.quickInput.row('notes.txt').first().click();
    await window.page.locator('.view-line').filter({ hasText: 'A song' }).waitFor();
  }

  /** Long enough for a hover that comes at all, in milliseconds: VS Code waits a third of a second. */
  const noHoverMs = 3_000;

  /** The text of the hover over the link in the line that begins so, or undefined when none comes within a time. */
  async function hover(beginning: string, timeout?: number): Promise<string | undefined> {
    await window.page.mouse.move(640, 20);
    const line = window.page.locator('.view-line > span').filter({ hasText: beginning });
    // A line is drawn anew while VS Code still finds links in it.
    const boxes: Awaited<ReturnType<typeof line.boundingBox>>[] = [];
    await poll(async () => boxes.unshift(await line.boundingBox()) > 0 && boxes[0] !== null);
    const [box] = boxes;
    assert.ok(box);
    const rows = window.page
      .locator('.monaco-editor .monaco-hover .hover-row')
      .filter({ hasText: 'Spotify' });
    await rows.waitFor({ state: 'hidden' });
    await window.page.mouse.move(box.x + 220, box.y + box.height / 2, { steps: 4 });
    await poll(() => rows.isVisible(), timeout);
    return (await rows.allInnerTexts())[0]?.replace(/\s+/g, ' ');
  }

  const grants = () => stage.spotify.requests.filter(({ body }) => body.includes('client_credentials'));
  const lookups = () =>
    stage.spotify.requests.filter(({ path: asked }) =>
      /^\/v1\/(tracks|albums|artists|episodes|shows)\//.test(asked),
    );

  it('say nothing while there is neither a session nor a client secret, and ask nothing', async () => {
    await openNotes();
    assert.equal(await hover('A song', noHoverMs), undefined);
    assert.equal(stage.spotify.requests.length, 0);
  });

  it('say what they are by the app’s own credentials', async () => {
    await window.runCommand('Spotify: Set Client Secret…');
    await window.quickInput.type(stage.spotify.apps.default.clientSecret);
    const consent = await window.pageOpenedBy(async () => {
      await window.quickInput.accept();
      window.messages
        .dialogButton('Continue')
        .click()
        .catch(() => undefined);
    });
    await consent.close();
    await window.page.bringToFront();
    await window.messages.dismissNotification('waiting for you to agree');
    const proofs = grants().length;
    assert.equal(proofs, 1, 'the secret is proved before it is kept');
    assert.match(
      (await hover('A song')) ?? '',
      /Kettle on the Moor The Paper Lanterns, Odile Marsh Second Harbour Song · 3:34 · 2024/,
    );
    assert.match((await hover('An album')) ?? '', /Second Harbour .*Album · 11 songs · 2024/);
    assert.match((await hover('An artist')) ?? '', /The Paper Lanterns Artist/);
    assert.match((await hover('An episode')) ?? '', /Ep\. 12: What the Bins Said Slow Radio for Cats/);
    assert.match((await hover('A show')) ?? '', /Slow Radio for Cats .*Podcast/);
    assert.ok(
      (await hover('A nasty one'))?.includes(
        '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)',
      ),
    );
    assert.equal(await hover('Nothing', noHoverMs), undefined);
    assert.equal(await hover('Elsewhere', noHoverMs), undefined);
    assert.equal(grants().length, proofs + 1, 'one token for all links');
    assert.equal(lookups().length, 7);
    assert.match((await hover('A song')) ?? '', /Kettle/);
    assert.equal(lookups().length, 7, 'a link is asked about once');
    assert.doesNotMatch((await hover('A song')) ?? '', /Play|Queue/);
  });

  it('can be played and queued by who is signed in', async () => {
    await signIn(window);
    assert.match((await hover('An episode')) ?? '', /Play.*Queue/);
    await window.page.locator('.monaco-editor .monaco-hover a:visible').filter({ hasText: 'Play' }).click();
    assert.ok(await poll(() => stage.spotify.player.item?.uri === episode.uri), 'the episode plays');
    assert.match((await hover('A song')) ?? '', /Kettle/);
    await window.page.locator('.monaco-editor .monaco-hover a:visible').filter({ hasText: 'Queue' }).click();
    const queued = () => stage.spotify.player.state.queue.some(({ uri }) => uri === plain.uri);
    assert.ok(await poll(queued), 'the song is in the queue');
  });
});
