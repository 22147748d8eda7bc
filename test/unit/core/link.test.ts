import assert from 'node:assert/strict';
import { linkInText, linkTypes, pageOf, parseLink } from '../../../src/core/link';

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
    ['a page further up', `https://open.spotify.com/../track/${id}`],
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
    ['no scheme', `open.spotify.com/track/${id}`],
    ['no scheme but slashes', `//open.spotify.com/track/${id}`],
    ['text before it', `look: https://open.spotify.com/track/${id}`],
    ['text after it', `https://open.spotify.com/track/${id} look`],
    ['a URI with a query', `spotify:track:${id}?si=1`],
    ['a URI with more parts', `spotify:track:${id}:x`],
    ['a line after it', `spotify:track:${id}\nspotify:track:${id}`],
    ['a line before it', `x\nhttps://open.spotify.com/track/${id}`],
    ['a language that is a path', `https://open.spotify.com/intl-de/evil/track/${id}`],
    ['a user that is a path', `https://open.spotify.com/user/a/b/playlist/${id}`],
  ];
  for (const [what, text] of foreign) {
    it(`is not ${what}: ${JSON.stringify(text)}`, () => {
      assert.equal(parseLink(text), undefined);
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
  ];
  for (const [text, link] of texts) {
    it(`is found in ${text}`, () => {
      const found = linkInText.exec(text)?.[0] ?? '';
      assert.equal(found, link);
      assert.deepEqual(parseLink(found), track);
    });
  }

  it('is not cut out of a longer one', () => {
    for (const text of [`${page}x`, `${page}/lyrics`, `${track.uri}x`, `${track.uri}:x`]) {
      assert.equal(parseLink(linkInText.exec(text)?.[0] ?? ''), undefined, text);
    }
  });
});
