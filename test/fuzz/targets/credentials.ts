import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileFaultMessage } from '../../../src/messages/credentialsFile';
import { decode, entriesIn, mostLines } from '../../../src/model/credentialEntries';
import {
  canBeIgnored,
  credentialFault,
  hasOnlyCredentials,
  kindsOf,
  readCredentials,
  unusedNames,
  withIgnored,
} from '../../../src/model/credentials';
import { parseDotenv } from '../../../src/platform/node/dotenv';
import { anything, damaged, secrets, shortText, text, written } from '../arbitraries';
import { assertKeepsSecrets, assertSpeaks } from '../invariants';
import { target } from '../target';

/** The largest file that is read, in bytes. */
const largest = 64 * 1024;
const clientId = '0123456789abcdef'.repeat(2);
const { clientSecret, refreshToken } = secrets;
const found = { clientId, clientSecret, refreshToken };

const names = [
  ...[
    'CLIENT_ID',
    'SPOTIFY_CLIENT_ID',
    'client-secret',
    'NEXT_PUBLIC_SPOTIFY_CLIENT_SECRET',
    'SPOTIPY_REFRESH_TOKEN',
  ],
  ...[
    'refreshToken',
    'SPOTIFY_PUBLIC',
    'SPOTIFY_SECRET',
    'GOOGLE_CLIENT_ID',
    'SPOTIFY_REDIRECT_URI',
    '__proto__',
    'A',
  ],
];
const value = fc.oneof(
  fc.constantFrom(clientId, clientSecret, refreshToken, '', '""', "'x'", '`', '"a\nb"'),
  shortText,
);
const line = fc
  .tuple(
    fc.constantFrom('', 'export ', ' ', '# ', '\ufeff'),
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: shortText }),
    fc.constantFrom('=', ' = ', ': ', '', '=='),
    value,
    fc.constantFrom('', ';', ',', ' # x', '"', "'"),
    fc.constantFrom('\n', '\r\n', '\r', '\n\n', ''),
  )
  .map((all) => all.join(''));
const file = fc.oneof(
  { weight: 4, arbitrary: fc.array(line, { maxLength: 8 }).map((all) => all.join('')) },
  { weight: 2, arbitrary: damaged({ ...found, spotify_x: 'y' }) },
  { weight: 1, arbitrary: fc.tuple(line, fc.nat(1_200)).map(([one, count]) => one.repeat(count)) },
  { weight: 1, arbitrary: fc.oneof(text, anything.map(written)) },
);

/** Whatever stands in a file: what is taken out is fit to be used, and what is wrong is said without a word of it. */
function assertFile(whole: string): void {
  const content = whole.slice(0, largest);
  const entries = entriesIn(content, parseDotenv);
  if (!entries) {
    assert.ok(content.split(/[\r\n]+/).length > mostLines);
    return;
  }
  assert.ok(unusedNames(entries).length <= 5);
  const credentials = readCredentials(entries);
  if ('kind' in credentials) {
    const message = fileFaultMessage(credentials);
    assertSpeaks(message);
    // Names are said, and values are not.
    if (!('unused' in credentials)) assertKeepsSecrets(message);
    return;
  }
  assert.ok(kindsOf(credentials).length > 0);
  for (const kind of kindsOf(credentials))
    assert.equal(credentialFault(kind, credentials[kind] ?? ''), undefined);
  hasOnlyCredentials(content, credentials);
}

/** A file that was written with these alone is read as that, in whichever form and encoding. */
function assertWritten([secret, token, json]: readonly [string, string, boolean]): void {
  const credentials = { clientId, clientSecret: secret, refreshToken: token };
  const content = json
    ? JSON.stringify(credentials)
    : Object.entries(credentials)
        .map(([name, one]) => `${name}=${one}\n`)
        .join('');
  for (const bytes of [Buffer.from(content), Buffer.from(`\ufeff${content}`, 'utf16le')]) {
    const decoded = decode(bytes);
    const entries = entriesIn(decoded, parseDotenv);
    assert.deepEqual(entries && readCredentials(entries), credentials);
    assert.ok(hasOnlyCredentials(decoded, credentials));
  }
}

const token = fc
  .array(fc.constantFrom('B', 'x', '0', '9', '-', '_', '.', '~', '+', '/'), { minLength: 1, maxLength: 200 })
  .map((all) => `A${all.join('')}`);

/** A `.gitignore` stays as it was, and has one more line. */
function assertIgnored([list, path]: readonly [Uint8Array, string]): void {
  if (!canBeIgnored(path)) return;
  const after = Buffer.from(withIgnored(list, path));
  assert.deepEqual(after.subarray(0, list.length), Buffer.from(list));
  const added = after
    .subarray(list.length)
    .toString()
    .replace(/^\r?\n(?=\/)/, '');
  assert.match(added, /^\/[^\n]*\n$/);
}

export const credentials = [
  target('credentials: a file', file, assertFile),
  target('credentials: a file of ours', fc.tuple(token, token, fc.boolean()), assertWritten),
  target('credentials: bytes of a file', fc.uint8Array({ maxLength: 300 }), (bytes) =>
    assertFile(decode(bytes)),
  ),
  target(
    'credentials: a list of ignored files',
    fc.tuple(fc.uint8Array({ maxLength: 40 }), shortText),
    assertIgnored,
  ),
];
