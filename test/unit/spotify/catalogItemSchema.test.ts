import assert from 'node:assert/strict';
import { linkTypes, parseLink, type Link } from '../../../src/model/link';
import { readCatalogItem } from '../../../src/spotify/catalogItemSchema';

const link = (type: string) => parseLink(`spotify:${type}:4uLU6hMCjMI75M1A2tKUQC`) as Link;
const artist = { name: 'Ines Quill', uri: 'spotify:artist:2b3c4d5e6f7g8h9i0j1k2l' };
const images = [
  { url: 'https://i.scdn.co/image/640', width: 640 },
  { url: 'https://i.scdn.co/image/300', width: 300 },
  { url: 'https://i.scdn.co/image/64', width: 64 },
];

describe('what a link names', () => {
  it('is read of a track, with the artwork of its album', () => {
    const album = {
      name: 'Low Tide',
      uri: 'spotify:album:4d5e6f7g8h9i0j1k2l3m4n',
      images,
      release_date: '2024-03-08',
    };
    const body = { name: 'Ferry', artists: [artist, null], album, duration_ms: 5_000, explicit: true };
    assert.deepEqual(readCatalogItem(link('track'), body), {
      link: link('track'),
      title: 'Ferry',
      by: [artist],
      album: { name: 'Low Tide', uri: album.uri },
      durationMs: 5_000,
      released: '2024-03-08',
      parts: undefined,
      image: { url: 'https://i.scdn.co/image/300', ratio: undefined },
      explicit: true,
    });
  });

  it('is read of an episode, by its show', () => {
    const show = { name: 'Night Post', uri: 'spotify:show:4d5e6f7g8h9i0j1k2l3m4n', images: [] };
    const entry = readCatalogItem(link('episode'), { name: 'Bins', show, images, duration_ms: 9_000 });
    assert.deepEqual(entry?.by, [{ name: 'Night Post', uri: show.uri }]);
    assert.equal(entry.image?.url, 'https://i.scdn.co/image/300');
  });

  for (const duration_ms of [undefined, null, 0, -1, 'soon']) {
    it(`is of no length that anybody knows when Spotify says ${String(duration_ms)}`, () => {
      assert.equal(readCatalogItem(link('track'), { name: 'Ferry', duration_ms })?.durationMs, undefined);
    });
  }

  it('is read of albums and shows, with how much is in them', () => {
    assert.equal(readCatalogItem(link('album'), { name: 'Low Tide', total_tracks: 11 })?.parts, 11);
    assert.equal(readCatalogItem(link('show'), { name: 'Night Post', total_episodes: 40 })?.parts, 40);
    assert.equal(readCatalogItem(link('album'), { name: 'Low Tide', total_tracks: -1 })?.parts, undefined);
  });

  const authors = [{ name: 'Ines Quill' }, null, { name: '' }];
  const writers = [{ name: 'Ines Quill', uri: undefined }];
  const book = { name: 'The Bins', uri: 'spotify:audiobook:4d5e6f7g8h9i0j1k2l3m4n' };

  it('is read of an audiobook, by its authors, with how many chapters it has', () => {
    const entry = readCatalogItem(link('audiobook'), {
      name: 'The Bins',
      authors,
      images,
      total_chapters: 12,
    });
    assert.deepEqual(
      [entry?.by, entry?.album, entry?.parts, entry?.image?.url],
      [writers, undefined, 12, images[1]?.url],
    );
  });

  it('is read of a chapter, with its audiobook and the authors of that', () => {
    const entry = readCatalogItem(link('chapter'), { name: 'One', audiobook: { ...book, authors, images } });
    assert.deepEqual([entry?.by, entry?.album, entry?.image?.url], [writers, book, images[1]?.url]);
    assert.deepEqual(readCatalogItem(link('chapter'), { name: 'One', show: book })?.album, book);
  });

  const playlists: readonly (readonly [what: string, body: object, by: readonly string[], parts?: number])[] =
    [
      ['as since February 2026', { owner: { display_name: 'Wren' }, items: { total: 7 } }, ['Wren'], 7],
      ['as before', { owner: { display_name: 'Wren' }, tracks: { total: 7 } }, ['Wren'], 7],
      ['of others, whose items are not told of', { owner: { display_name: 'Moss' } }, ['Moss']],
      ['of nobody', { owner: { display_name: null }, items: null, tracks: { total: -1 } }, []],
    ];
  for (const [what, body, by, parts] of playlists) {
    it(`is read of playlists, ${what}`, () => {
      const entry = readCatalogItem(link('playlist'), { name: 'Moor', images, ...body });
      const names = entry?.by.map(({ name }) => name);
      assert.deepEqual([names, entry?.parts, entry?.image?.url], [by, parts, images[1]?.url]);
    });
  }

  it('needs no more than a name: Spotify has removed much, and removes more', () => {
    for (const type of linkTypes) {
      const nulls = {
        artists: null,
        album: null,
        show: null,
        audiobook: null,
        owner: null,
        items: null,
        tracks: null,
        authors: null,
        images: null,
        duration_ms: null,
        release_date: null,
      };
      const entry = readCatalogItem(link(type), { name: 'x', ...nulls });
      assert.deepEqual([entry?.title, entry?.by, entry?.image], ['x', [], undefined]);
    }
  });

  it('loses what would steer', () => {
    assert.equal(readCatalogItem(link('track'), { name: 'a\u202eb\n' })?.title, 'ab');
  });

  for (const body of [undefined, null, {}, [], 'x', { name: '' }, { name: 7 }, { name: null }]) {
    it(`is not to be had from ${body === undefined ? 'no body' : JSON.stringify(body)}`, () => {
      assert.equal(readCatalogItem(link('track'), body), undefined);
    });
  }
});
