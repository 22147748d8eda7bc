import assert from 'node:assert/strict';
import { linkTypes, parseLink, type CatalogItem, type Link, type LinkType } from '../../../src/model/link';
import { linkHover, undescribedHover } from '../../../src/render/linkHover';

function link(uri: string): Link {
  const parsed = parseLink(uri);
  assert.ok(parsed);
  return parsed;
}

const track: CatalogItem = {
  link: link('spotify:track:4uLU6hMCjMI75M1A2tKUQC'),
  title: 'Lamplight Ferry',
  by: [{ name: 'Ines Quill', uri: 'spotify:artist:2b3c4d5e6f7g8h9i0j1k2l' }],
  album: { name: 'Low Tide Letters', uri: 'spotify:album:4d5e6f7g8h9i0j1k2l3m4n' },
  durationMs: 214_000,
  released: '2024-03-08',
  parts: undefined,
  image: { url: 'https://i.scdn.co/image/abc', ratio: 16 / 9 },
};
const album: CatalogItem = {
  ...track,
  link: link('spotify:album:4d5e6f7g8h9i0j1k2l3m4n'),
  album: undefined,
  durationMs: undefined,
  parts: 11,
};

/** The characters that a reader sees. */
function shown(markdown: string): string {
  return markdown
    .replace(/<wbr>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ');
}

describe('the hover of a link in an editor', () => {
  it('says what it is, by whom, how long and from when', () => {
    const text = shown(linkHover(track, true).markdown);
    assert.match(text, /Lamplight Ferry .*Ines Quill .*Low Tide Letters .*Song · 3:34 · 2024/);
  });

  it('marks what is explicit', () => {
    assert.match(shown(linkHover({ ...track, explicit: true }, true).markdown), /Song · Explicit · 3:34/);
  });

  for (const released of ['', '0000', '0000-00-00', 'soon', '24']) {
    it(`says no year where ${released === '' ? 'nothing' : `“${released}”`} is said`, () => {
      assert.match(shown(linkHover({ ...track, released }, true).markdown), /Song · 3:34 (?!·)/);
    });
  }

  it('counts the songs of an album', () => {
    assert.match(shown(linkHover(album, false).markdown), /Album · 11 songs · 2024/);
  });

  it('says that it is an audiobook or a chapter of one', () => {
    const book = { ...album, link: link('spotify:audiobook:4d5e6f7g8h9i0j1k2l3m4n'), parts: 12 };
    assert.match(shown(linkHover(book, false).markdown), /Audiobook · 12 chapters · 2024/);
    const chapter = { ...track, link: link('spotify:chapter:4d5e6f7g8h9i0j1k2l3m4n') };
    assert.match(shown(linkHover(chapter, false).markdown), /Audiobook chapter · 3:34 · 2024/);
  });

  it('shows the artwork whole, and links it to what it is of', () => {
    const { markdown } = linkHover(track, false);
    assert.match(
      markdown,
      /<a href="https:\/\/open\.spotify\.com\/track\/4uLU6hMCjMI75M1A2tKUQC"[^>]*><img /,
    );
    assert.match(markdown, /<img [^>]* width="96" height="54">/);
    assert.doesNotMatch(linkHover({ ...track, image: undefined }, false).markdown, /<img [^>]*width="96"/);
  });

  it('counts the songs of a playlist, and says whose it is', () => {
    const by = [{ name: 'Moss & Fern', uri: undefined }];
    const playlist = { ...album, link: link('spotify:playlist:4d5e6f7g8h9i0j1k2l3m4n'), by, released: '' };
    assert.match(shown(linkHover(playlist, false).markdown), /Moss & Fern .*Playlist · 11 songs (?!·)/);
  });

  const play = 'earshot.playLink';
  const save = 'earshot.row.save';
  const actions: Readonly<Record<LinkType, readonly string[]>> = {
    track: [play, 'earshot.addToQueue', 'earshot.like'],
    episode: [play, 'earshot.addToQueue', save],
    album: [play, save],
    artist: [play, save],
    show: [play, save],
    playlist: [play, save],
    audiobook: [play, save],
    chapter: [play],
  };
  for (const [type, commands] of Object.entries(actions)) {
    it(`lets who is signed in do with the link of a ${type} what can be done, and nobody else`, () => {
      const catalogItem = { ...track, link: link(`spotify:${type}:4d5e6f7g8h9i0j1k2l3m4n`) };
      const hover = linkHover(catalogItem, true);
      assert.deepEqual(hover.commands, commands);
      assert.deepEqual(linkHover(catalogItem, false).commands, []);
      assert.doesNotMatch(linkHover(catalogItem, false).markdown, /command:/);
      const queries = Array.from(
        hover.markdown.matchAll(/command:[\w.]+\?([^"]*)"/g),
        ([, query = '']) => query,
      );
      assert.equal(queries.length, commands.length);
      for (const query of queries) {
        assert.deepEqual(JSON.parse(decodeURIComponent(query)), [catalogItem.link.uri]);
        assert.match(query, /^[\w%.-]+$/);
      }
    });
  }

  it('says of what Spotify keeps to itself that it does, and plays it', () => {
    const said = linkTypes.flatMap((type) => {
      const hover = undescribedHover(link(`spotify:${type}:4d5e6f7g8h9i0j1k2l3m4n`), true);
      return hover ? [[type, hover.commands[0], shown(hover.markdown).replace(/ \$\(play\).*/, '')]] : [];
    });
    const where = 'which may not be available in your country.';
    assert.deepEqual(said, [
      ['playlist', play, 'Spotify does not share the details of this playlist with other apps.'],
      ['audiobook', play, `Spotify does not share the details of this audiobook, ${where}`],
      ['chapter', play, `Spotify does not share the details of this chapter, ${where}`],
    ]);
  });

  it('shows a nasty name as its characters', () => {
    const title = '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)';
    const { markdown } = linkHover({ ...track, title, by: [{ name: title, uri: undefined }] }, false);
    assert.doesNotMatch(markdown, /command:|\$\(sync|<img src=x/);
    assert.equal(shown(markdown).split('command:workbench.action.quit').length, 3);
  });
});
