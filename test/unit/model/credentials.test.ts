import assert from 'node:assert/strict';
import { valueMessage } from '../../../src/messages/credentials';
import { fileFaultMessage, namesOfCredentials, unusedMessage } from '../../../src/messages/credentialsFile';
import { decode, entriesIn, mostLines, type Entries } from '../../../src/model/credentialEntries';
import {
  canBeIgnored,
  credentialFault,
  ignoreLine,
  hasOnlyCredentials,
  kindsOf,
  readCredentials,
  unusedNames,
  withIgnored,
  type Credentials,
} from '../../../src/model/credentials';
import { parseDotenv } from '../../../src/platform/node/dotenv';

const id = '0123456789abcdef0123456789abcdef';
const other = 'f'.repeat(32);
const secret = 's3cr3t'.repeat(5);
const token = 'AQ-refresh_token.~';

/** The entries of a text; none where it is not read. */
const entries = (text: string): Entries => entriesIn(text, parseDotenv) ?? {};
const read = (text: string) => readCredentials(entries(text));
const all: Credentials = { clientId: id, clientSecret: secret, refreshToken: token };

describe('the credentials of a file', () => {
  const spellings: readonly (readonly [string, string, string])[] = [
    ['CLIENT_ID', 'CLIENT_SECRET', 'REFRESH_TOKEN'],
    ['client_id', 'client_secret', 'refresh_token'],
    ['clientId', 'clientSecret', 'refreshToken'],
    ['spotify-client-id', 'spotify-client-secret', 'spotify-refresh-token'],
    ['SPOTIFY_CLIENT_ID', 'SPOTIFY_CLIENT_SECRET', 'SPOTIFY_REFRESH_TOKEN'],
    ['SPOTIPY_CLIENT_ID', 'SPOTIPY_CLIENT_SECRET', 'SPOTIPY_REFRESH_TOKEN'],
    ['SpotifyClientID', 'SpotifyClientSecret', 'SpotifyRefreshToken'],
    ['NEXT_PUBLIC_SPOTIFY_CLIENT_ID', 'RSPOTIFY_CLIENT_SECRET', 'MY_SPOTIFY_REFRESH_TOKEN'],
    ['SPOTIFY_ID', 'SPOTIFY_SECRET', 'SPOTIFY_REFRESH_TOKEN'],
    ['AUTH_SPOTIFY_ID', 'AUTH_SPOTIFY_SECRET', 'AUTH_SPOTIFY_REFRESH_TOKEN'],
    ['spotify.client.id', 'spotify.client.secret', 'spotify.refresh.token'],
    // novatorem/novatorem and those who copied it
    ['SPOTIFY_CLIENT_ID', 'SPOTIFY_SECRET_ID', 'SPOTIFY_REFRESH_TOKEN'],
    // Yooooomi/your_spotify
    ['SPOTIFY_PUBLIC', 'SPOTIFY_SECRET', 'SPOTIFY_REFRESH'],
    ['SPOTIPY_PUBLIC_KEY', 'SPOTIPY_SECRET_KEY', 'API_SPOTIFY_REFRESH'],
  ];
  for (const names of spellings) {
    it(`may be called ${names.join(', ')}`, () => {
      assert.deepEqual(read(`${names[0]}=${id}\n${names[1]}=${secret}\n${names[2]}=${token}\n`), all);
    });
  }

  const forms: readonly (readonly [string, string])[] = [
    ['in quotes of all kinds', `CLIENT_ID="${id}"\nCLIENT_SECRET='${secret}'\nREFRESH_TOKEN=\`${token}\``],
    ['with export', `export CLIENT_ID=${id}\nexport CLIENT_SECRET=${secret}\nexport REFRESH_TOKEN=${token}`],
    [
      'with comments and blank lines',
      `# mine\n\nCLIENT_ID=${id} # the app\n#CLIENT_ID=${other}\nCLIENT_SECRET=${secret}\n\nREFRESH_TOKEN=${token} #`,
    ],
    [
      'with the line ends of Windows',
      `CLIENT_ID=${id}\r\nCLIENT_SECRET=${secret}\r\nREFRESH_TOKEN=${token}\r\n`,
    ],
    ['with a byte order mark', `\ufeffCLIENT_ID=${id}\nCLIENT_SECRET=${secret}\nREFRESH_TOKEN=${token}`],
    ['with blanks', `  CLIENT_ID = ${id}  \nCLIENT_SECRET: ${secret}\n\tREFRESH_TOKEN =" ${token} "`],
    [
      'with a semicolon at the end of each line',
      `CLIENT_ID=${id};\nCLIENT_SECRET="${secret}";\nexport REFRESH_TOKEN='${token}' ; # mine`,
    ],
    ['with a comma there', `clientId: '${id}',\nclientSecret: "${secret}",\nrefreshToken: ${token},`],
    ['in JSON', JSON.stringify({ client_id: id, client_secret: secret, refresh_token: token, scope: null })],
    [
      'in JSON of several lines, with what is not a text beside them',
      JSON.stringify(
        { clientId: id, clientSecret: secret, refreshToken: ` ${token} `, port: 7, a: {} },
        null,
        2,
      ),
    ],
    ['in capitals', `CLIENT_ID=${id.toUpperCase()}\nCLIENT_SECRET=${secret}\nREFRESH_TOKEN=${token}`],
    [
      'among those of others',
      `GOOGLE_CLIENT_ID=7\nGOOGLE_CLIENT_SECRET=8\nSPOTIFY_USER_ID=9\nSPOTIFY_CLIENT_ID=${id}\nSPOTIFY_CLIENT_SECRET=${secret}\nSPOTIFY_REFRESH_TOKEN=${token}`,
    ],
    [
      'twice, where one says that it is Spotify’s',
      `CLIENT_ID=${other}\nSPOTIFY_CLIENT_ID=${id}\nCLIENT_SECRET=${secret}\nREFRESH_TOKEN=${token}`,
    ],
    [
      'twice, the same',
      `SPOTIFY_CLIENT_ID=${id}\nSPOTIPY_CLIENT_ID=${id}\nCLIENT_SECRET=${secret}\nREFRESH_TOKEN=${token}`,
    ],
  ];
  for (const [what, text] of forms) {
    it(`may stand ${what}`, () => {
      assert.deepEqual(read(text), all);
    });
  }

  it('need not be complete', () => {
    assert.deepEqual(read(`CLIENT_ID=${id}\nCLIENT_SECRET=\nREFRESH_TOKEN=""`), { clientId: id });
    assert.deepEqual(read(`REFRESH_TOKEN=${token}`), { refreshToken: token });
    assert.deepEqual(read(JSON.stringify({ client_id: id, client_secret: null })), { clientId: id });
  });

  it('are no flags: what is called public is the client ID beside the secret only', () => {
    assert.deepEqual(read(`SPOTIFY_PUBLIC=true\nCLIENT_ID=${id}`), { clientId: id });
    const fault = read(`SPOTIFY_PUBLIC=${id.slice(1)}\nSPOTIFY_SECRET=${secret}`);
    assert.deepEqual(fault, { kind: 'clientIdLength', length: 31 });
  });

  const unused: readonly (readonly [what: string, text: string, sentence: string])[] = [
    ['nothing is', `CLIENT_ID=${id}\nGOOGLE_KEY=${other}`, ''],
    ['a name is empty', `CLIENT_ID=${id}\nSPOTIFY_KEY=`, ''],
    ['one is', `CLIENT_ID=${id}\nSPOTIFY_KEY=${other}`, 'Earshot does not use SPOTIFY_KEY.'],
    [
      'several are',
      `spotify-key=${other}\nA=1\nSPOTIPY_REDIRECT_URI=x\nSPOTIFY_PUBLIC=${id}`,
      'Earshot does not use spotify-key, SPOTIPY_REDIRECT_URI, and SPOTIFY_PUBLIC.',
    ],
    [
      'one is that has more in it',
      JSON.stringify({ spotify: { client_id: id, client_secret: secret } }),
      'Earshot does not use spotify.',
    ],
    ['one is that VS Code might make a link of', JSON.stringify({ '[spotify](command:a)': '1' }), ''],
    [
      'a great many are',
      Array.from({ length: 9 }, (_, index) => `SPOTIFY_${index}=${other}`).join('\n'),
      'Earshot does not use SPOTIFY_0, SPOTIFY_1, SPOTIFY_2, SPOTIFY_3, and SPOTIFY_4.',
    ],
  ];
  for (const [what, text, sentence] of unused) {
    it(`leave names of Spotify’s over where ${what}, which are named without their values`, () => {
      assert.equal(unusedMessage(unusedNames(entries(text))), sentence);
    });
  }

  const none = /^It does not contain CLIENT_ID, CLIENT_SECRET, or REFRESH_TOKEN\.$/;
  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', none],
    ['garbage', '\0\u0001PNG\r\n\x1a\n{"a": [1, 2}', none],
    ['JSON', JSON.stringify({ a: 1 }, undefined, 2), none],
    ['somebody else’s', `GOOGLE_CLIENT_ID=${id}`, none],
    [
      'a name of Spotify’s that means nothing here',
      `SPOTIFY_KEY=${other}`,
      /^It does not contain CLIENT_ID, CLIENT_SECRET, or REFRESH_TOKEN\. Earshot does not use SPOTIFY_KEY\.$/,
    ],
    ['a list in JSON', JSON.stringify([id, secret]), none],
    ['JSON that is no object', 'null', none],
    ['a name that is a part of JavaScript', '__proto__=1\nconstructor=2\ntoString=3', none],
    [
      'a client ID that is too short',
      `CLIENT_ID=${id.slice(1)}`,
      /^A Spotify client ID has 32 characters\. This one has 31\.$/,
    ],
    ['a client ID that was not filled in', 'CLIENT_ID=your-client-id', /only digits and letters from a to f/],
    [
      'two client IDs',
      `SPOTIFY_CLIENT_ID=${id}\nSPOTIPY_CLIENT_ID=${other}`,
      /^It has more than one client ID\. Keep only one\.$/,
    ],
    ['a secret with blanks', `CLIENT_SECRET=${secret} ${secret}`, /^A client secret cannot contain spaces/],
    [
      'a secret of two lines',
      `CLIENT_SECRET="${secret}\n${secret}"`,
      /^A client secret cannot contain spaces/,
    ],
    ['a token with blanks', `REFRESH_TOKEN=${token} ${token}`, /^A refresh token cannot contain spaces/],
    ['an endless token', `REFRESH_TOKEN=${'A'.repeat(4097)}`, /^A refresh token cannot contain spaces/],
  ];
  for (const [what, text, sentence] of faults) {
    it(`are refused when there is ${what}, in a sentence without a value`, () => {
      const fault = read(text);
      assert.ok('kind' in fault);
      const said = fileFaultMessage(fault);
      assert.match(said, sentence);
      for (const value of [id.slice(1), other, secret, token]) assert.ok(!said.includes(value));
    });
  }

  it('are called by their names', () => {
    const names = (found: Credentials) => namesOfCredentials(kindsOf(found));
    assert.equal(names(all), 'the client ID, the client secret, and the refresh token');
    assert.equal(
      names({ clientSecret: secret, refreshToken: token }),
      'the client secret and the refresh token',
    );
    assert.equal(names({ refreshToken: token }), 'the refresh token');
  });
});

describe('a file of credentials', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg==\n-----END PRIVATE KEY-----';
  const mine = `CLIENT_ID=${id}\nCLIENT_SECRET=${secret}\n`;
  const cases: readonly (readonly [what: string, text: string, onlyCredentials: boolean])[] = [
    ['nothing but credentials', `${mine}REFRESH_TOKEN=${token}`, true],
    [
      'them in quotes, with export, blank lines and semicolons',
      `\n export CLIENT_ID = "${id.toUpperCase()}";\r\n\r\n\tclient_secret: '${secret}' \r\n`,
      true,
    ],
    ['one of them twice', `${mine}SPOTIFY_CLIENT_ID=${id}`, true],
    ['an empty one', `${mine}REFRESH_TOKEN=\n`, true],
    ['what means something beside another', `SPOTIFY_PUBLIC=${id}\nSPOTIFY_SECRET=${secret}`, true],
    ['them in JSON', JSON.stringify({ client_id: id, client_secret: secret, refresh_token: null }), true],
    ['a comment', `# the old one was ${other}\n${mine}`, false],
    ['a comment behind one', `CLIENT_ID=${id} # Anna’s\nCLIENT_SECRET=${secret}`, false],
    ['free text', `${mine}ask Anna before you change this\n`, false],
    ['a private key', `${mine}${key}\n`, false],
    ['a private key in quotes', `${mine}KEY="${key}"\n`, false],
    ['a name of somebody else’s', `${mine}DATABASE_URL=postgres:\n`, false],
    ['an empty name of somebody else’s', `${mine}DATABASE_URL=\n`, false],
    ['another client ID', `SPOTIFY_CLIENT_ID=${id}\nGITHUB_CLIENT_ID=${other}`, false],
    ['a client ID that was not imported', `SPOTIFY_CLIENT_ID=${id}\nCLIENT_ID=${other}`, false],
    ['an earlier value of the same name', `CLIENT_ID=${other}\n${mine}`, false],
    ['a name of Spotify’s without use', `${mine}SPOTIFY_REDIRECT_URI=http:`, false],
    ['what means nothing alone', `SPOTIFY_PUBLIC=${other}\nSPOTIFY_CLIENT_ID=${id}`, false],
    ['JSON after it', `${mine}{"a": 1}`, false],
    ['other things in JSON', JSON.stringify({ client_id: id, database: 'postgres:' }), false],
    ['an object in JSON', JSON.stringify({ client_id: id, client_secret: {}, database: {} }), false],
    ['an object in the place of one in JSON', `{"client_id":"${id}","clientId":{"a":"${other}"}}`, false],
  ];
  for (const [what, text, onlyCredentials] of cases) {
    it(`${onlyCredentials ? 'is not needed any more' : 'is kept'} when it has ${what}`, () => {
      const found = read(text);
      assert.equal(hasOnlyCredentials(text, 'kind' in found ? { clientId: id } : found), onlyCredentials);
    });
  }

  const large = 64 * 1024;
  const nasty: readonly (readonly [what: string, text: string])[] = [
    ['line breaks', '\n'.repeat(large)],
    ['the line breaks of Windows', '\r\n'.repeat(large / 2)],
    ['blank lines', ' \t\n'.repeat(large / 3)],
    ['equals signs', '='.repeat(large)],
    ['quotes', '"'.repeat(large)],
    ['a name, and blanks', `A=${' '.repeat(large)}`],
    ['blanks before a name', `${' '.repeat(large)}A=1`],
    ['backslashes', `A="${'\\'.repeat(large)}`],
    ['quotes after backslashes', `A="${'\\"'.repeat(large / 2)}`],
    ['lines that open a quote', `A="${'\\"\nA="'.repeat(400)}`],
    ['tabs', '\t'.repeat(large)],
    ['semicolons in one of ours', `CLIENT_SECRET=${';'.repeat(3_000)}${secret}`],
  ];
  for (const [what, text] of nasty) {
    it(`is read, also with tens of thousands of ${what} around it`, () => {
      const found = entries(`${text}\nSPOTIFY_REFRESH_TOKEN=${token}\n${text}`);
      assert.equal(found['SPOTIFY_REFRESH_TOKEN'], token);
    });
  }

  it('gets to what knows the format in pieces that have no blank lines and end soon', () => {
    const pieces: string[] = [];
    const parse = (text: string) => {
      pieces.push(text);
      return {};
    };
    const endless = 'x'.repeat(4_000);
    entriesIn(`\n\n \nA=1\n\nB='2\n3'\nC="4\n${endless}\n${endless}"\n${endless.repeat(9)}`, parse);
    assert.deepEqual(
      pieces.map((piece) => piece.slice(0, 9)),
      ['A=1', "B='2\n3'", 'C="4', 'xxxxxxxxx', 'xxxxxxxxx', 'xxxxxxxxx'],
    );
    assert.ok(pieces.every((piece) => piece.length <= 8_192));
  });

  it('is not read with more than a thousand lines', () => {
    assert.equal(entriesIn('A=1\n'.repeat(1_001), parseDotenv), undefined);
    const fault = { kind: 'tooManyLines', most: mostLines } as const;
    assert.equal(fileFaultMessage(fault), 'It has more than 1000 lines.');
    assert.deepEqual(entriesIn('A=1\n\n'.repeat(1_000), parseDotenv), { A: '1' });
  });
});

describe('the bytes of a file', () => {
  const text = `CLIENT_ID=${id}\r\nNAME=Größe 🦊\r\n`;
  const little = (value: string) => Buffer.from(value, 'utf16le');
  for (const [encoding, bytes] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', little(`\ufeff${text}`)],
    ['UTF-16, big end first', little(`\ufeff${text}`).swap16()],
    ['UTF-16, little end first, without a mark', little(text)],
    ['UTF-16, big end first, without a mark', little(text).swap16()],
  ] as const) {
    it(`may be ${encoding}`, () => {
      assert.equal(decode(bytes), text);
    });
  }

  it('may be none', () => {
    assert.equal(decode(new Uint8Array()), '');
  });
});

describe('what is typed in', () => {
  it('must be there, and must not have blanks', () => {
    for (const [kind, name] of [
      ['clientSecret', 'client secret'],
      ['refreshToken', 'refresh token'],
    ] as const) {
      const said = (value: string) => {
        const fault = credentialFault(kind, value);
        return fault && valueMessage(fault);
      };
      assert.ok(said('')?.startsWith(`Paste the ${name}`));
      assert.ok(said('a b')?.startsWith(`A ${name} cannot contain spaces`));
      assert.ok(said('Größe')?.startsWith(`A ${name} cannot contain spaces`));
      assert.equal(said(token), undefined);
    }
  });
});

describe('the line of a .gitignore', () => {
  it('means one file, whatever it is called', () => {
    assert.equal(ignoreLine('credentials.env'), '/credentials.env');
    assert.equal(ignoreLine('a b/#c/!d.env'), '/a b/#c/!d.env');
    assert.equal(ignoreLine('[a]*?\\.env'), '/\\[a\\]\\*\\?\\\\.env');
    assert.equal(ignoreLine('x.env '), '/x.env\\ ');
  });
});

describe('a path', () => {
  const paths: readonly (readonly [what: string, path: string, holds: boolean])[] = [
    ['with blanks and signs', 'a b;$(c)/#ä`"🦊.env', true],
    ['with a line feed', 'a\n/.env', false],
    ['with a carriage return', 'a\r/.env', false],
    ['with a tab', 'a\t.env', false],
    ['with an escape', 'a\x1b[1m.env', false],
    ['with a line break of C1', 'a\x85.env', false],
    ['with a line break of Unicode', 'a\u2028.env', false],
    ['with a paragraph’s end', 'a\u2029.env', false],
  ];
  for (const [what, path, holds] of paths) {
    it(`${what} ${holds ? 'can' : 'cannot'} stand in a .gitignore`, () => {
      assert.equal(canBeIgnored(path), holds);
    });
  }
});

describe('a .gitignore with one more line', () => {
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    ['is new', '', '/a.env\n'],
    ['ends its last line', 'x\n', 'x\n/a.env\n'],
    ['has the line end that it lacked', 'x', 'x\n/a.env\n'],
    ['has the line ends of Windows', 'x\r\ny', 'x\r\ny\r\n/a.env\r\n'],
    ['keeps what is no UTF-8', '\xdcbung/\n', '\xdcbung/\n/a.env\n'],
    ['keeps its byte order mark', '\xef\xbb\xbfx\n', '\xef\xbb\xbfx\n/a.env\n'],
  ];
  for (const [what, before, after] of cases) {
    it(what, () => {
      const list = withIgnored(Buffer.from(before, 'latin1'), 'a.env');
      assert.equal(Buffer.from(list).toString('latin1'), after);
    });
  }
});
