import assert from 'node:assert/strict';
import { songs } from '../../spotify';
import { Visitor, allScopes, type Answer } from './visitor';

const scopes = `${allScopes} user-read-recently-played playlist-read-private playlist-modify-public`;
const privately = 'playlist-modify-private';

interface Listed {
  readonly uri: string;
  readonly name: string;
}

describe('the stand-in: choosing music', () => {
  let visitor: Visitor;
  let token: string;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
    token = visitor.token(scopes);
  });
  afterEach(() => visitor.spotify.close());

  const collection = () => visitor.spotify.collection;
  const read = (path: string) => visitor.call('GET', path, token);
  const message = ({ json }: Answer) => (json['error'] as { message: string }).message;
  const itemsOf = (answer: Answer) => answer.json['items'] as Record<string, Listed | null>[];
  const play = (body: object) =>
    visitor.call('PUT', '/me/player/play', token, {
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}` },
    });
  const send = (method: string, path: string, body: object, by = token) =>
    visitor.call(method, path, by, {
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${by}` },
    });
  const playlistAt = (index: number) => {
    const uri = collection().own('playlist').at(index);
    return collection().playlist(uri) ?? assert.fail(uri);
  };
  const id = (uri: string) => uri.split(':')[2] ?? '';

  const sized: readonly (readonly [path: string, total: number])[] = [
    ['/me/tracks', 5_000],
    ['/me/playlists', 300],
    ['/me/albums', 120],
    ['/me/shows', 30],
    ['/me/episodes', 90],
    ['/me/audiobooks', 12],
  ];
  for (const [path, total] of sized) {
    it(`pages ${path}, ${total} of them, the last page like the first`, async () => {
      const first = await read(`${path}?limit=10`);
      assert.deepEqual([first.json['total'], itemsOf(first).length], [total, 10]);
      assert.ok(String(first.json['next']).endsWith(`/v1${path}?offset=10&limit=10`));
      const last = await read(`${path}?limit=10&offset=${total - 4}`);
      assert.deepEqual([itemsOf(last).length, last.json['next']], [4, null]);
      assert.equal(itemsOf(await read(`${path}?offset=${total}`)).length, 0);
    });
  }

  it('says the same in every run', async () => {
    const [before] = itemsOf(await read('/me/tracks'));
    const another = await Visitor.arrive();
    const [after] = itemsOf(await another.call('GET', '/me/tracks', another.token(scopes)));
    await another.spotify.close();
    assert.deepEqual(after?.['track']?.uri, before?.['track']?.uri);
  });

  const refused: readonly (readonly [path: string, says: string])[] = [
    ['/me/tracks?limit=51', 'Invalid limit'],
    ['/me/tracks?limit=0', 'Invalid limit'],
    ['/me/playlists?offset=-1', 'Invalid offset'],
    ['/me/player/recently-played?limit=51', 'Invalid limit'],
    ['/me/player/recently-played?before=1&after=1', 'Cannot specify both before and after'],
    ['/search?q=ferry&type=track&limit=11', 'Invalid limit'],
    ['/search?q=ferry&type=track&offset=1001', 'Invalid offset'],
    ['/search?q=&type=track', 'No search query'],
    ['/search?q=ferry', 'Missing parameter type'],
    ['/search?q=ferry&type=track,spell', 'Bad search type field'],
    ['/playlists/short', 'Invalid base62 id'],
  ];
  for (const [path, says] of refused) {
    it(`answers 400 to ${path}: ${says}`, async () => {
      const answer = await read(path);
      assert.deepEqual([answer.status, message(answer)], [400, says]);
    });
  }

  const scoped: readonly (readonly [path: string, scope: string])[] = [
    ['/me/tracks', 'user-library-read'],
    ['/me/albums', 'user-library-read'],
    ['/me/shows', 'user-library-read'],
    ['/me/episodes', 'user-library-read'],
    ['/me/audiobooks', 'user-library-read'],
    ['/me/playlists', 'playlist-read-private'],
    ['/me/player/recently-played', 'user-read-recently-played'],
  ];
  for (const [path, scope] of scoped) {
    it(`answers ${path} with the scope ${scope} alone`, async () => {
      const others = scopes.split(' ').filter((one) => one !== scope);
      assert.equal((await visitor.call('GET', path, visitor.token(others.join(' ')))).status, 403);
      assert.equal((await visitor.call('GET', path, visitor.token(scope))).status, 200);
    });
  }

  it('searches all types in one request, ten of each, and finds playlists that are null', async () => {
    const types = ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook'];
    const { json } = await read(`/search?q=kettle&type=${types.join(',')}&limit=10`);
    assert.deepEqual(
      Object.keys(json),
      types.map((type) => `${type}s`),
    );
    const { items } = json['playlists'] as { items: (Listed | null)[] };
    assert.deepEqual([items.length, items.filter((one) => one === null).length], [10, 3]);
    const tracks = json['tracks'] as { items: Listed[]; next: string };
    assert.equal(tracks.items[0]?.uri, songs.plain.uri);
    assert.ok(tracks.items.every(({ name }) => name.toLowerCase().includes('kettle')));
    assert.match(tracks.next, /\/v1\/search\?q=kettle&type=track&offset=10&limit=10$/);
  });

  it('says of what was played lately when that was, and goes back from there', async () => {
    collection().recentlyPlayed = 50;
    const first = await read('/me/player/recently-played?limit=30');
    const { before } = first.json['cursors'] as { before: string };
    const second = await read(`/me/player/recently-played?limit=30&before=${before}`);
    assert.deepEqual([itemsOf(first).length, itemsOf(second).length, second.json['next']], [30, 20, null]);
    const [oldest, older] = [itemsOf(first)[29], itemsOf(second)[0]];
    assert.ok(JSON.stringify(oldest?.['played_at']) > JSON.stringify(older?.['played_at']));
  });

  it('lists what is saved first, and no more what is removed', async () => {
    const [first, second] = itemsOf(await read('/me/tracks'));
    const was = first?.['track']?.uri ?? '';
    await visitor.call('DELETE', `/me/library?uris=${was}`, token);
    await visitor.call('PUT', `/me/library?uris=${songs.plain.uri}`, token);
    const now = await read('/me/tracks');
    assert.equal(now.json['total'], 5_000);
    assert.deepEqual(
      itemsOf(now)
        .slice(0, 2)
        .map((one) => one['track']?.uri),
      [songs.plain.uri, second?.['track']?.uri],
    );
    const contains = await read(`/me/library/contains?uris=${was},${second?.['track']?.uri ?? ''}`);
    assert.equal(contains.text, '[false,true]');
  });

  const shapes = [
    ['new', ['items'], ['item']],
    ['old', ['tracks'], ['track']],
    ['both', ['items', 'tracks'], ['item', 'track']],
  ] as const;
  for (const [fieldNames, counts, named] of shapes) {
    it(`has ${counts.join(' and ')} in playlists, and ${named.join(' and ')} in what is in them`, async () => {
      collection().fieldNames = fieldNames;
      const [playlist] = itemsOf(await read('/me/playlists'));
      const [entry] = itemsOf(await read(`/playlists/${playlistAt(0).id}/items`));
      const among = (fields: readonly string[], one: object = {}) => fields.filter((field) => field in one);
      assert.deepEqual(among(['items', 'tracks'], playlist), counts);
      assert.deepEqual(among(['item', 'track'], entry), named);
    });
  }

  it('has 5,000 items in a playlist, with songs, episodes, files and what is there no more', async () => {
    const answer = await read(`/playlists/${playlistAt(0).id}/items?limit=50&offset=4950`);
    const kinds = itemsOf(answer).map((one) => one['item']?.uri.split(':')[1] ?? 'gone');
    assert.equal(answer.json['total'], 5_000);
    assert.deepEqual([...new Set(kinds)].toSorted(), ['episode', 'gone', 'local', 'track']);
  });

  it('shows the items of the user’s own playlists and of shared ones, and at times not even those', async () => {
    const own = playlistAt(0);
    const [others, shared] = [playlistAt(3), playlistAt(7)];
    const statuses = async () =>
      Promise.all(
        [own, others, shared].map(async (one) => (await read(`/playlists/${one.id}/items`)).status),
      );
    assert.deepEqual(await statuses(), [200, 403, 200]);
    collection().refused.add(own.uri);
    assert.deepEqual(await statuses(), [403, 403, 200]);
    const whole = await read(`/playlists/${others.id}`);
    assert.deepEqual([whole.json['name'], 'items' in whole.json], [others.name, false]);
    assert.equal((await read(`/playlists/37i9dQZF1EYkqdzj48dyYq`)).status, 404);
  });

  it('adds to a playlist, takes every occurrence out of it, and says what it is from then on', async () => {
    const { id: playlistId, snapshotId } = playlistAt(0);
    const path = `/playlists/${playlistId}/items`;
    const { uri } = songs.plain;
    const added = await send('POST', path, { uris: [uri, uri] });
    assert.equal(added.status, 201);
    assert.notEqual(added.json['snapshot_id'], snapshotId);
    assert.equal((await read(path)).json['total'], 5_002);
    const removed = await send('DELETE', path, { items: [{ uri }], snapshot_id: added.json['snapshot_id'] });
    assert.equal(removed.status, 200);
    assert.equal((await read(path)).json['total'], 5_000);
    assert.equal(
      collection().playlist(`spotify:playlist:${playlistId}`)?.snapshotId,
      removed.json['snapshot_id'],
    );
  });

  const edits: readonly (readonly [
    what: string,
    number,
    index: number,
    method: string,
    body: object,
    string?,
  ])[] = [
    ['a playlist of somebody else’s', 403, 3, 'POST', { uris: [songs.plain.uri] }],
    ['a private playlist without its scope', 403, 1, 'POST', { uris: [songs.plain.uri] }],
    ['a private playlist with its scope', 201, 1, 'POST', { uris: [songs.plain.uri] }, privately],
    ['a song that there is not', 400, 0, 'POST', { uris: [`spotify:track:${'0'.repeat(22)}`] }],
    ['an album', 400, 0, 'POST', { uris: [`spotify:album:${'0'.repeat(22)}`] }],
    ['nothing', 400, 0, 'POST', {}],
    ['101 songs', 400, 0, 'POST', { uris: Array.from({ length: 101 }, () => songs.plain.uri) }],
    ['a place that there is not', 400, 0, 'POST', { uris: [songs.plain.uri], position: 5_001 }],
    ['the first place', 201, 0, 'POST', { uris: [songs.plain.uri], position: 0 }],
    ['the old name of what is taken out', 400, 0, 'DELETE', { tracks: [{ uri: songs.plain.uri }] }],
    ['an old snapshot', 400, 0, 'DELETE', { items: [{ uri: songs.plain.uri }], snapshot_id: 'old' }],
  ];
  for (const [what, status, index, method, body, by] of edits) {
    it(`answers ${status} to a change of a playlist that names ${what}`, async () => {
      const path = `/playlists/${playlistAt(index).id}/items`;
      assert.equal((await send(method, path, body, by ? visitor.token(by) : token)).status, status);
    });
  }

  it('lists the tracks of an album without the album, and an artist’s albums by ten', async () => {
    const album = collection().own('album').at(0);
    const tracks = itemsOf(await read(`/albums/${id(album)}/tracks`));
    assert.deepEqual([tracks.length, 'album' in (tracks[0] ?? {})], [12, false]);
    const artist = collection().artistOf(id(album));
    assert.equal(itemsOf(await read(`/artists/${artist.id}/albums?limit=10`)).length, 4);
    assert.equal((await read(`/artists/${artist.id}/albums?limit=11`)).status, 400);
    assert.equal((await read(`/albums/${'0'.repeat(22)}/tracks`)).status, 404);
  });

  it('knows by its ID all that it lists', async () => {
    const own = (type: 'track' | 'album' | 'show' | 'episode' | 'audiobook') => collection().own(type).at(1);
    const artist = `spotify:artist:${collection().artistOf(id(own('album'))).id}`;
    for (const uri of [own('track'), own('album'), own('show'), own('episode'), own('audiobook'), artist]) {
      const [, type = ''] = uri.split(':');
      assert.equal((await read(`/${type}s/${id(uri)}`)).json['uri'], uri);
    }
  });

  it('plays an album or a playlist from a place in it on, where a place counts what is there no more', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain]);
    const album = collection().own('album').at(0);
    const [, , third] = collection().tracksOf(id(album));
    await play({ context_uri: album, offset: { position: 2 } });
    assert.deepEqual([player.item?.uri, player.context?.uri], [third?.uri, album]);
    await play({ context_uri: album, offset: { uri: third?.uri } });
    assert.equal(player.item?.uri, third?.uri);
    const playlist = playlistAt(0);
    await play({ context_uri: playlist.uri, offset: { position: 36 } });
    assert.equal(player.item?.uri, collection().playlistItem(playlist, 36));
    assert.equal((await play({ context_uri: album, offset: { position: 12 } })).status, 400);
  });

  it('plays a list of URIs from a place in it on', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain]);
    const uris = [0, 1, 2].map((index) => collection().own('track').at(index));
    await play({ uris, offset: { position: 1 } });
    assert.deepEqual([player.item?.uri, player.context], [uris[1], null]);
    await visitor.call('POST', '/me/player/next', token);
    assert.equal(player.item?.uri, uris[2]);
  });

  it('plays an artist or a show as a whole, and refuses a place in it', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain]);
    const artist = `spotify:artist:${collection().artistOf(id(collection().own('album').at(0))).id}`;
    for (const uri of [artist, collection().own('show').at(0)]) {
      const answer = await play({ context_uri: uri, offset: { position: 1 } });
      assert.equal(answer.status, 400);
      assert.match(message(answer), /^Can't have offset for context type: (ARTIST|SHOW)$/);
      assert.equal((await play({ context_uri: uri })).status, 200);
      assert.equal(player.context?.uri, uri);
    }
  });
});
