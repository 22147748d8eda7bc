import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fault, songs } from '../spotify';
import { readable } from './window/markdown';
import { Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const { plain, episode, markup } = songs;
const lines: readonly (readonly [text: string, said: readonly string[]])[] = [
  [
    `A song: https://open.spotify.com/intl-de/track/${plain.id}?si=0123456789abcdef, and more.`,
    ['Kettle on the Moor', 'The Paper Lanterns', 'Odile Marsh', 'Second Harbour', 'Song · 3:34 · 2024'],
  ],
  [`An album: spotify:album:${plain.album.id}`, ['Second Harbour', 'Album · 11 songs · 2024']],
  [
    `An artist: (https://open.spotify.com/artist/${plain.artists[0]?.id ?? ''})`,
    ['The Paper Lanterns', 'Artist'],
  ],
  [
    `An episode: [listen](https://open.spotify.com/episode/${episode.id})`,
    ['Ep. 12: What the Bins Said', 'Slow Radio for Cats'],
  ],
  [`A show: "spotify:show:${episode.show.id}"`, ['Slow Radio for Cats', 'Podcast']],
  [`A nasty one: ${markup.uri}`, ['**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)']],
  ['Nothing: https://open.spotify.com/track/0000000000000000000000', []],
  ['Elsewhere: https://open.spotify.com.example/track/0000000000000000000000', []],
  ['Short: https://spotify.link/AbC123', []],
  [`Far to the right: ${'x'.repeat(50_000)} https://open.spotify.com/track/${plain.id}`, [plain.title]],
];

describe('a link in an editor', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  let document: vscode.TextDocument;
  before(async () => {
    document = await vscode.workspace.openTextDocument({ content: lines.map(([text]) => text).join('\n') });
  });
  beforeEach(async () => {
    profile = await Profile.make();
    window = profile.open();
    await window.shows(signedOut);
  });
  afterEach(() => profile.end());

  /** The hover over a line's link as Markdown, with the commands that it trusts; `undefined` for none. */
  async function hover(line: number, text = document): Promise<vscode.MarkdownString | undefined> {
    const at = /(?:https:|spotify:)/.exec(text.lineAt(line).text)?.index ?? 0;
    const { token } = new vscode.CancellationTokenSource();
    const found = await window.registered.hoverProvider?.provideHover(
      text,
      new vscode.Position(line, at + 9),
      token,
    );
    return found?.contents[0] as vscode.MarkdownString | undefined;
  }

  const lookups = () => profile.requests(/^GET \/v1\/(tracks|albums|artists|episodes|shows)\//).length;
  const grants = () =>
    profile.spotify.requests.filter(({ body }) => body.includes('client_credentials')).length;

  it('says nothing while there is neither a session nor a client secret, and asks nothing', async () => {
    assert.equal(await hover(0), undefined);
    assert.deepEqual(profile.requests(), []);
  });

  it('is asked for once, and anew when somebody else may be signed in', async () => {
    const asked: number[] = [];
    for (let time = 0; time < 2; time += 1) {
      await profile.signIn(window);
      await hover(0);
      await hover(0);
      asked.push(lookups());
      await window.run('signOut');
      await window.shows(signedOut);
    }
    assert.deepEqual(asked, [1, 2]);
  });

  it('says what it is by the app’s own credentials, asked for once', async () => {
    const consentPage = profile.toBrowser(window, () => window.run('setClientSecret'));
    (await window.user.box('Client Secret of Your Spotify App')).enter(
      profile.spotify.apps.default.clientSecret,
    );
    await consentPage;
    const proofs = grants();
    assert.equal(proofs, 1, 'the secret is proved before it is kept');
    await hover(0);
    const hovers = await Promise.all(lines.map((_line, line) => hover(line)));
    for (const [line, [text, said]] of lines.entries()) {
      const value = readable(hovers[line]?.value);
      const missing = said.filter((part) => !value.includes(part));
      assert.deepEqual(missing, [], `${text}\n${value}`);
      if (said.length === 0) assert.equal(value, '');
      assert.doesNotMatch(value, /command:earshot/, 'nobody is signed in who could play it');
    }
    assert.equal(grants(), proofs + 1, 'one token for all links');
    assert.equal(lookups(), 7);
    assert.deepEqual(profile.requests(/short/), [], 'no short link is followed by itself');
    assert.ok(await hover(0));
    assert.equal(lookups(), 7, 'a link is asked about once');
  });

  it('that is short is followed when somebody wants to play or queue it, and not before', async () => {
    await profile.signIn(window);
    const { shortLinks, player } = profile.spotify;
    const short = () => profile.requests(/short/);
    shortLinks.set('spotify.link/AbC123', `https://open.spotify.com/episode/${episode.id}?si=1`);
    window.user.clipboard = 'https://spotify.link/AbC123?_p=1';
    const played = window.run('playLink');
    const box = await window.user.box('Play Link');
    assert.equal(box.value, window.user.clipboard, 'what was copied is offered');
    assert.deepEqual(short(), []);
    box.enter(box.value);
    await played;
    await until('the episode plays', () => player.item?.uri === episode.uri);
    await window.run('addToQueue', 'https://spotify.link/AbC123');
    await until('it is in the queue', () => player.state.queue.some(({ uri }) => uri === episode.uri));
    assert.deepEqual(short(), Array(2).fill('GET /short/spotify.link/AbC123'));

    shortLinks.set('spotify.link/AbC123', `https://open.spotify.com/show/${episode.show.id}`);
    await window.run('addToQueue', 'https://spotify.link/AbC123');
    await window.user.message('This is not the Spotify link or URI of a song or an episode.');
    const told = 'Earshot cannot resolve this short link.';
    shortLinks.set('spotify.link/AbC123', `${profile.spotify.url}/v1/me`);
    await window.run('playLink', 'https://spotify.link/AbC123');
    (await window.user.message(told)).choose('Open in Browser');
    await until('the browser opens', () => window.user.ran.some(([id]) => id === 'vscode.open'));
    const broken = profile.spotify.faults.add(fault.reset(), { path: /short/, times: Infinity });
    await window.run('playLink', 'https://spotify.link/AbC123');
    await window.user.message(told);
    broken.remove();
    assert.match(window.log, /warn GET 127\.0\.0\.1:\d+\/short\/spotify\.link\/AbC123: ECONNRESET$/m);
  });

  it('says what playlists and audiobooks are, and of what Spotify keeps to itself that it does', async () => {
    await profile.signIn(window);
    const { collection, faults } = profile.spotify;
    const own = (type: 'playlist' | 'audiobook', index: number) => collection.own(type).at(index);
    const missing = 'spotify:playlist:37i9dQZF1EYkqdzj48dyYq';
    const uris = [own('playlist', 0), own('playlist', 3), own('audiobook', 0), missing, own('playlist', 1)];
    const text = await vscode.workspace.openTextDocument({ content: uris.join('\n') });
    const refusal = '{"error":{"status":403,"message":"Forbidden"}}';
    faults.add(fault.body(403, 'application/json', refusal), {
      path: new RegExp(uris[4]?.slice(-22) ?? ''),
      times: 1,
    });
    const kept = 'Spotify does not share the details of this playlist with other apps.';
    const wanted = ['Playlist · 5000 songs', 'Moss & Fern', 'Audiobook', kept, kept];
    for (const [line, said] of wanted.entries()) {
      const value = readable((await hover(line, text))?.value);
      assert.ok(value.includes(said), `${said}: ${value}`);
    }
    assert.deepEqual(window.user.told, []);
  });

  it('can be played and queued by who is signed in', async () => {
    await profile.signIn(window);
    const found = await hover(3);
    const commands = Array.from(
      found?.value.matchAll(/command:(earshot\.[\w.]+)\?([^\s"')]+)/g) ?? [],
      ([, id = '', args = '']) => {
        return [id, ...(JSON.parse(decodeURIComponent(args)) as unknown[])] as const;
      },
    );
    assert.deepEqual(
      commands.map(([id]) => id),
      ['earshot.playLink', 'earshot.addToQueue', 'earshot.row.save'],
    );
    assert.deepEqual(found?.isTrusted, { enabledCommands: commands.map(([id]) => id) });
    for (const [id, ...args] of commands.slice(0, 2)) await window.run(id.replace('earshot.', ''), ...args);
    await until('the episode plays', () => profile.spotify.player.item?.uri === episode.uri);
    await until('it is in the queue', () =>
      profile.spotify.player.state.queue.some(({ uri }) => uri === episode.uri),
    );
  });
});
