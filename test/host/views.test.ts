import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { fault } from '../spotify';
import { Profile } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

/** A row, and how VS Code is to show it. */
type Shown = vscode.TreeItem & { readonly row: unknown };

describe('a tree of the library', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(async () => {
    assert.deepEqual(window.user.told, []);
    await profile.end();
  });

  const tree = (name: string) => window.registered.trees.get(name) ?? assert.fail(name);
  /** The rows that stand there, or below a row, as VS Code asks for them. */
  const look = async (name: string, parent?: unknown): Promise<Shown[]> => {
    const { provider } = tree(name);
    const rows = (await provider.getChildren(parent)) ?? [];
    return Promise.all(rows.map(async (row) => Object.assign(await provider.getTreeItem(row), { row })));
  };
  const texts = ({ label, description }: Shown) => [label, description];
  const icon = ({ iconPath }: Shown) => (iconPath as vscode.ThemeIcon).id;
  const at = (rows: readonly Shown[], index: number) => rows.at(index) ?? assert.fail();
  const requests = () => profile.spotify.requests.length;

  it('shows one page of each list, with the way to more, and loads nothing twice', async () => {
    const counts: Record<string, number> = {};
    const names = ['queue', 'playlists', 'likedSongs', 'recentlyPlayed', 'albums', 'shows'];
    for (const name of names) counts[name] = (await look(name)).length;
    const one = { playlists: 51, likedSongs: 51, recentlyPlayed: 0, albums: 11, shows: 3, queue: 1 };
    assert.deepEqual(counts, one);
    assert.match(tree('recentlyPlayed').view.message ?? '', /no recently played songs/);
    const before = requests();
    assert.equal((await look('playlists')).length, 51);
    assert.equal(requests(), before);
    await window.run('loadMore', at(await look('playlists'), -1).row);
    const rows = await look('playlists');
    assert.deepEqual([rows.length, texts(at(rows, -1))], [101, ['Load More…', '100 of 300']]);
  });

  it('opens playlists and albums, and says of which it cannot see the contents', async () => {
    const playlists = await look('playlists');
    const [album] = await look('albums');
    assert.equal((await look('playlists', at(playlists, 0).row)).length, 50);
    assert.equal((await look('albums', album?.row)).length, 12);
    const [sentence] = await look('playlists', at(playlists, 3).row);
    assert.match(String(sentence?.description), /only the contents of playlists that you own/);
    assert.deepEqual([sentence?.label, sentence?.command?.command], ['Play Playlist', 'earshot.row.play']);
    const before = requests();
    const again = await look('playlists');
    await look('playlists', at(again, 3).row);
    assert.deepEqual(
      [icon(at(again, 2)), icon(at(again, 3)), requests()],
      ['list-unordered', 'lock', before],
    );
  });

  it('has pinned playlists first', async () => {
    const fifth = at(await look('playlists'), 4);
    await window.run('pinPlaylist', fifth.row);
    const [first] = await look('playlists');
    assert.deepEqual([first?.label, first?.contextValue], [fifth.label, 'playlist pinned']);
    await window.run('unpinPlaylist', first?.row);
    assert.equal(at(await look('playlists'), 4).label, fifth.label);
  });

  it('says what is in the way, tries again, and forgets all with the session', async () => {
    profile.spotify.faults.add(fault.serverError({ status: 503 }), {
      when: ({ path }) => path === '/v1/me/tracks',
    });
    const [failed] = await look('likedSongs');
    assert.deepEqual(failed && texts(failed), ['Try Again', 'Spotify reported a server error (HTTP 503).']);
    profile.spotify.faults.clear();
    let changes = 0;
    tree('likedSongs').provider.onDidChangeTreeData?.(() => (changes += 1));
    await window.run('loadMore', failed?.row);
    assert.deepEqual([changes, (await look('likedSongs')).length], [1, 51]);
    await window.run('pinPlaylist', at(await look('playlists'), 4).row);
    const isPinned = () => profile.kept.includes('earshot.pinnedPlaylists');
    assert.ok(isPinned());
    await window.run('signOut');
    await until('the tree is told', () => changes > 1);
    assert.deepEqual(await look('likedSongs'), []);
    // They are of the account, as what was searched for and added to.
    await until('the pins are gone', () => !isPinned());
  });
});
