import assert from 'node:assert/strict';
import {
  canBeQueued,
  libraryTakes,
  linkAt,
  linkTypes,
  namesItem,
  pageOf,
  parseLink,
  shortLinkIn,
  unplayableIn,
  type Link,
} from '../../../src/model/link';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const track = { type: 'track', id, uri: `spotify:track:${id}` };
const playlist = { type: 'playlist', id, uri: `spotify:playlist:${id}` };

describe('a link of Spotify’s', () => {
  for (const type of linkTypes) {
    it(`can name something of the type ${type}, by its page and by its URI`, () => {
      const link = { type, id, uri: `spotify:${type}:${id}` };
      assert.deepEqual(parseLink(`https://open.spotify.com/${type}/${id}`), link);
      assert.deepEqual(parseLink(`spotify:${type}:${id}`), link);
    });
  }

  const tracks: readonly (readonly [what: string, text: string])[] = [
    ['with a query', `https://open.spotify.com/track/${id}?si=9f8e7d6c5b4a4f3e`],
    ['with a longer query', `https://open.spotify.com/track/${id}?si=9f8e&context=spotify%3Aalbum%3Ax&nd=1`],
    ['with a place in the page', `https://open.spotify.com/track/${id}#0:42`],
    ['with a slash at the end', `https://open.spotify.com/track/${id}/`],
    ['with a slash and a query', `https://open.spotify.com/track/${id}/?si=1`],
    ['in a language', `https://open.spotify.com/intl-de/track/${id}`],
    ['in a language of a country', `https://open.spotify.com/intl-pt-br/track/${id}?si=1`],
    ['to be embedded', `https://open.spotify.com/embed/track/${id}?utm_source=generator`],
    ['in a language, to be embedded', `https://open.spotify.com/intl-fr/embed/track/${id}`],
    ['of the old web player', `https://play.spotify.com/track/${id}`],
    ['without encryption', `http://open.spotify.com/track/${id}`],
    ['with blanks around', `  https://open.spotify.com/track/${id}\n`],
    ['as a URI with blanks around', `\tspotify:track:${id} \r\n`],
    ['without a scheme', `open.spotify.com/track/${id}`],
    ['without a scheme, with a query', `open.spotify.com/track/${id}?si=1&context=spotify:album:x`],
    ['without a scheme but with slashes, as pages have it', `//open.spotify.com/embed/track/${id}`],
    ['in capitals, as phones begin a line', `Https://Open.Spotify.Com/track/${id}`],
    ['in capitals without a scheme', `OPEN.SPOTIFY.COM/track/${id}`],
    ['as a URI in capitals', `Spotify:track:${id}`],
    ['with the port that it has anyway', `https://open.spotify.com:443/track/${id}`],
    ['in a language with a script in capitals', `https://open.spotify.com/intl-zh-TW/track/${id}`],
    ['to be embedded, in a language', `https://open.spotify.com/embed/intl-de/track/${id}`],
    ['in angle brackets', `<https://open.spotify.com/track/${id}?si=1>`],
    ['as a URI in angle brackets', `<spotify:track:${id}>`],
    ['as a Markdown link', `[Kettle on the Moor](https://open.spotify.com/track/${id}?si=1)`],
    ['as a Markdown link with brackets in it', `[a \\] [b] (c)](https://open.spotify.com/track/${id})`],
    ['as a Markdown link with a title', `[a](<https://open.spotify.com/track/${id}> "b)")`],
    ['as a Markdown picture', `![a](spotify:track:${id})`],
    ['as we copy it in Markdown', `[a](https://open.spotify.com/track/${id}) – The Paper Lanterns`],
    ['as a URI with a query', `spotify:track:${id}?context=spotify:album:x`],
    ['as a URI with a fragment', `spotify:track:${id}#0:42`],
    // What a browser takes out of an address before it asks.
    ['with a detour', `https://open.spotify.com/../album/../track/./${id}`],
    ['broken across lines', `https://open.spotify.com/tra\nck/${id}`],
  ];
  for (const [what, text] of tracks) {
    it(`can come ${what}`, () => {
      assert.deepEqual(parseLink(text), track);
    });
  }

  for (const text of [
    `spotify:user:wren:playlist:${id}`,
    `spotify:user:wren%20hedge:playlist:${id}`,
    `https://open.spotify.com/user/wren/playlist/${id}`,
    `https://open.spotify.com/user/wren%20hedge/playlist/${id}?si=1`,
  ]) {
    it(`can name a playlist with its owner: ${text}`, () => {
      assert.deepEqual(parseLink(text), playlist);
    });
  }

  const foreign: readonly (readonly [what: string, text: string])[] = [
    ['nothing', ''],
    ['blanks', '  '],
    ['a word', 'Lamplight Ferry'],
    ['an ID alone', id],
    ['an ID that is too short', `spotify:track:${id.slice(1)}`],
    ['an ID that is too long', `spotify:track:${id}x`],
    ['a page of an ID that is too short', `https://open.spotify.com/track/${id.slice(1)}`],
    ['a page of an ID that is too long', `https://open.spotify.com/track/${id}x`],
    ['an ID with other characters', `spotify:track:${id.slice(1)}-`],
    ['an ID with letters of other alphabets', `spotify:track:${id.slice(1)}é`],
    ['an unknown type', `spotify:user:${id}`],
    ['a page of an unknown type', `https://open.spotify.com/user/${id}`],
    ['a type in capitals', `spotify:TRACK:${id}`],
    ['a local file', 'spotify:local:Attic+Tapes::demo:180'],
    ['an advertisement', `spotify:ad:${id}`],
    ['a collection', 'spotify:user:wren:collection'],
    ['the start page', 'https://open.spotify.com/'],
    ['a search', `https://open.spotify.com/search/track/${id}`],
    ['a page further down', `https://open.spotify.com/track/${id}/lyrics`],
    ['a host that begins alike', `https://open.spotify.com.evil.example/track/${id}`],
    ['a host that ends alike', `https://evil-open.spotify.com/track/${id}`],
    ['a host with another dot', `https://open-spotify.com/track/${id}`],
    ['a host below', `https://evil.open.spotify.com/track/${id}`],
    ['another host of Spotify’s', `https://developer.spotify.com/track/${id}`],
    ['another host', `https://evil.example/track/${id}`],
    ['another host after a user', `https://open.spotify.com@evil.example/track/${id}`],
    ['another host after a password', `https://open.spotify.com:x@evil.example/track/${id}`],
    ['a user before the host', `https://wren@open.spotify.com/track/${id}`],
    ['another port', `https://open.spotify.com:8443/track/${id}`],
    ['a link in the query of another host', `https://evil.example/?https://open.spotify.com/track/${id}`],
    ['a scheme of scripts', `javascript:alert('https://open.spotify.com/track/${id}')`],
    ['a script with a comment', `javascript://open.spotify.com/track/${id}`],
    ['data', `data:text/html,https://open.spotify.com/track/${id}`],
    ['a file', `file://open.spotify.com/track/${id}`],
    ['a command', 'command:workbench.action.quit'],
    ['text before it', `look: https://open.spotify.com/track/${id}`],
    ['text after it', `https://open.spotify.com/track/${id} look`],
    ['a URI with more parts', `spotify:track:${id}:x`],
    ['a line after it', `spotify:track:${id}\nspotify:track:${id}`],
    ['a line before it', `x\nhttps://open.spotify.com/track/${id}`],
    ['a language that is a path', `https://open.spotify.com/intl-de/evil/track/${id}`],
    ['a user that is a path', `https://open.spotify.com/user/a/b/playlist/${id}`],
    ['a host with a dot at its end', `https://open.spotify.com./track/${id}`],
    ['another host without a scheme', `evil.example/open.spotify.com/track/${id}`],
    ['a user before the host without a scheme', `wren@open.spotify.com/track/${id}`],
    ['a Markdown link that leads elsewhere', `[https://open.spotify.com/track/${id}](https://evil.example/)`],
    ['a short link', 'https://spotify.link/AbC123'],
    ['a release to come', `https://open.spotify.com/prerelease/${id}`],
    ['far too long for one', `https://open.spotify.com/track/${id}?${'x'.repeat(2_000)}`],
  ];
  for (const [what, text] of foreign) {
    it(`is not ${what}: ${JSON.stringify(text.slice(0, 100))}`, () => {
      assert.equal(parseLink(text), undefined);
    });
  }
});

describe('a link to an episode of an embedded podcast', () => {
  for (const [type, address] of [
    ['episode', `https://open.spotify.com/embed-podcast/episode/${id}`],
    ['show', `https://open.spotify.com/embed-podcast/show/${id}?utm_source=generator`],
  ] as const) {
    it(`names the ${type}: ${address}`, () => {
      assert.deepEqual(parseLink(address), { type, id, uri: `spotify:${type}:${id}` });
    });
  }
});

describe('what can be done with a link', () => {
  const possible = (can: (link: Link) => boolean) =>
    linkTypes.filter((type) => can({ type, id, uri: `spotify:${type}:${id}` }));

  it('is to play it by itself, where it is no collection', () => {
    assert.deepEqual(possible(namesItem), ['track', 'episode', 'chapter']);
  });

  it('is to keep in the library what that takes, by its URI and by nothing else', () => {
    const uris = [
      ...linkTypes.map((type) => `spotify:${type}:${id}`),
      `${track.uri}?x=1`,
      `open.spotify.com/track/${id}`,
    ];
    const refused = uris.filter((uri) => !libraryTakes(uri));
    assert.deepEqual(refused, [`spotify:chapter:${id}`, `${track.uri}?x=1`, `open.spotify.com/track/${id}`]);
    assert.equal(libraryTakes(undefined), false);
  });

  it('is to queue what Spotify queues', () => {
    assert.deepEqual(possible(canBeQueued), ['track', 'episode']);
  });

  for (const [text, type] of [
    [`https://open.spotify.com/prerelease/${id}?si=1`, 'prerelease'],
    [`open.spotify.com/intl-de/prerelease/${id}`, 'prerelease'],
    [`spotify:prerelease:${id}`, 'prerelease'],
    ['spotify:local:Attic+Tapes::demo:180', 'local'],
    ['https://open.spotify.com/local/Attic%20Tapes//demo/180', 'local'],
    [track.uri, undefined],
    ['spotify:collection', undefined],
    ['https://evil.example/prerelease/1', undefined],
    ['', undefined],
  ] as const) {
    it(`is ${type ? `not to play it, as it is of the type ${type}` : 'not known to be impossible'}: ${text}`, () => {
      assert.equal(unplayableIn(text), type);
    });
  }
});

describe('a short link', () => {
  for (const [text, address] of [
    ['https://open.spotify.com/s/AbC_1-2', 'https://open.spotify.com/s/AbC_1-2'],
    ['https://spotify.link/AbC123', 'https://spotify.link/AbC123'],
    ['https://spotify.app.link/AbC123?_p=c11534dc&x=y#z', 'https://spotify.app.link/AbC123'],
    ['http://spotify.link/AbC123/', 'https://spotify.link/AbC123'],
    [' Spotify.link/AbC123 ', 'https://spotify.link/AbC123'],
    ['<https://spotify.link/AbC123>', 'https://spotify.link/AbC123'],
    ['[a song](https://spotify.link/AbC123)', 'https://spotify.link/AbC123'],
    [`https://open.spotify.com/track/${id}`, undefined],
    ['https://open.spotify.com/s/', undefined],
    ['https://open.spotify.com/s/a/b', undefined],
    ['https://spotify.link/', undefined],
    ['https://spotify.link/a/b', undefined],
    ['https://spotify.link/a%2Fb', undefined],
    ['https://spotify.link:8443/a', undefined],
    ['https://wren@spotify.link/a', undefined],
    ['https://spotify.link.evil.example/a', undefined],
    ['https://evil-spotify.link/a', undefined],
    ['https://127.0.0.1/s/a', undefined],
    ['https://accounts.spotify.com/s/a', undefined],
    ['spotify://spotify.link/a', undefined],
    ['file://spotify.link/a', undefined],
    ['', undefined],
  ] as const) {
    it(`${address ? `is asked at ${address}` : 'is not'}: ${text}`, () => {
      assert.equal(shortLinkIn(text), address);
    });
  }
});

describe('the page of a URI', () => {
  for (const type of linkTypes) {
    it(`is on open.spotify.com for the type ${type}`, () => {
      assert.equal(pageOf(`spotify:${type}:${id}`), `https://open.spotify.com/${type}/${id}`);
    });
  }

  const table: readonly (readonly [uri: string | undefined, page: string | undefined])[] = [
    [undefined, undefined],
    ['', undefined],
    ['spotify:local:a:b:c:180', undefined],
    ['command:workbench.action.quit', undefined],
    [`spotify:track:${id})`, undefined],
    ['https://evil.example/track/1', undefined],
    [`https://open.spotify.com.evil.example/track/${id}`, undefined],
    [`spotify:user:wren:playlist:${id}`, `https://open.spotify.com/playlist/${id}`],
    // Whatever it was made of, nothing of that stays but type and ID.
    [`http://play.spotify.com/intl-de/embed/track/${id}?si=x)#y`, `https://open.spotify.com/track/${id}`],
  ];
  for (const [uri, page] of table) {
    it(`of ${uri ?? 'nothing'} is ${page ?? 'not there'}`, () => {
      assert.equal(pageOf(uri), page);
    });
  }
});

describe('a link amid a text', () => {
  const page = `https://open.spotify.com/track/${id}`;
  const texts: readonly (readonly [text: string, link: string])[] = [
    [`Hear ${page}.`, page],
    [`Hear ${page}, and more`, page],
    [`(${page})`, page],
    [`[song](${page}?si=9f8e).`, `${page}?si=9f8e`],
    [`_${page}_`, page],
    [`"${page}";`, page],
    [`<${page}/>`, `${page}/`],
    [`${track.uri}.`, track.uri],
    [`${track.uri}: great`, track.uri],
    [`'${track.uri}',`, track.uri],
    [`https://open.spotify.com/intl-pt-br/track/${id}!`, `https://open.spotify.com/intl-pt-br/track/${id}`],
    [`Hear open.spotify.com/track/${id}.`, `open.spotify.com/track/${id}`],
    [`Hear Open.Spotify.com/intl-zh-TW/track/${id}!`, `Open.Spotify.com/intl-zh-TW/track/${id}`],
    [`key: ${track.uri}?context=spotify%3Aalbum%3Ax;`, `${track.uri}?context=spotify%3Aalbum%3Ax`],
    [`LINK=${page}#0:42`, `${page}#0:42`],
    [`link:${page}`, page],
    [`https://evil.example/?u=${page}`, page],
    [`听${page}很好`, page],
    [`**${page}**`, page],
  ];
  for (const [text, link] of texts) {
    it(`is found in ${text}, from its first character to its last, and nowhere else`, () => {
      const start = text.indexOf(link);
      const end = start + link.length;
      for (let at = 0; at <= text.length; at += 1) {
        const there = at >= start && at <= end;
        assert.deepEqual(linkAt(text, at), there ? { link: track, start, end } : undefined, `at ${at}`);
      }
    });
  }

  for (const text of [
    `${page}x`,
    `${page}/lyrics`,
    `${track.uri}x`,
    `${track.uri}:x`,
    `evil-open.spotify.com/track/${id}`,
    `https://evil.open.spotify.com/track/${id}`,
    `https://evil.example/open.spotify.com/track/${id}`,
    `https://wren@open.spotify.com/track/${id}`,
    `https://open.spotify.com:x@evil.example/track/${id}`,
    `https://open.spotify.com.evil.example/track/${id}`,
    `javascript://open.spotify.com/track/${id}`,
    `notspotify:track:${id}`,
    'https://spotify.link/AbC123',
    `https://open.spotify.com/prerelease/${id}`,
    '',
  ]) {
    it(`is not cut out of another: ${text}`, () => {
      for (let at = 0; at <= text.length; at += 1) assert.equal(linkAt(text, at), undefined, `at ${at}`);
    });
  }

  it('is the one below the mouse, where one stands in another', () => {
    const text = `https://open.spotify.com/album/${id}?highlight=${track.uri} ${track.uri}`;
    assert.equal(linkAt(text, text.indexOf('spotify:track') + 5)?.link.type, 'album');
    assert.equal(linkAt(text, text.length)?.link.type, 'track');
  });

  it('is found on a line of 50,000 characters, whatever the rest of it looks like', () => {
    for (const filler of [
      'x',
      'spotify:',
      'https://open.spotify.com/',
      'spotify:track:x?',
      '[](',
      ' ',
      '/',
    ]) {
      const rest = filler.repeat(50_000 / filler.length);
      const text = `${rest} ${page} ${rest}`;
      const start = rest.length + 1;
      assert.deepEqual(linkAt(text, start + 9), { link: track, start, end: start + page.length });
      for (const at of [0, 25_000, text.length]) assert.equal(linkAt(text, at), undefined);
    }
  });
});
