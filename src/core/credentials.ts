import { clientIdFault } from './clientId';

/** What a file of credentials can hold, by what people call it. */
export const credentialNames = {
  clientId: 'client ID',
  clientSecret: 'client secret',
  refreshToken: 'refresh token',
} as const;

type Kind = keyof typeof credentialNames;

/** The values are secret, all but the client ID. */
export type Credentials = Readonly<Partial<Record<Kind, string>>>;

/** Names as they are spelled without case and punctuation, after a prefix that may say whose they are. */
const spellings: readonly (readonly [RegExp, Kind])[] = [
  [/^(.*)clientid$/, 'clientId'],
  [/^(.*)clientsecret$/, 'clientSecret'],
  [/^(.*)refreshtoken$/, 'refreshToken'],
  [/^((?:auth|app)?spotify(?:app|api)?)id$/, 'clientId'],
  [/^((?:auth|app)?spotify(?:app|api)?)secret$/, 'clientSecret'],
];

/** "Spotify" in all its compounds: SPOTIPY_…, NEXT_PUBLIC_SPOTIFY_…; what has another prefix is somebody else's. */
const ours = /spotif|spotip|earshot/;

interface Found {
  readonly kind: Kind;
  readonly value: string;
  /** The name says that it is Spotify's. */
  readonly named: boolean;
}

/**
 * The credentials among the entries of a file, whatever the spelling of their names. Where one is there twice, the
 * one that names Spotify counts.
 * @returns the credentials, or what is wrong with them, in a sentence without any value
 */
export function readCredentials(entries: Readonly<Record<string, string>>): Credentials | string {
  const found = Object.entries(entries).flatMap(([name, value]) => readEntry(name, value.trim()));
  const credentials: Partial<Record<Kind, string>> = {};
  for (const kind of Object.keys(credentialNames) as Kind[]) {
    const all = found.filter((entry) => entry.kind === kind);
    const named = all.filter((entry) => entry.named);
    const values = new Set((named.length > 0 ? named : all).map(({ value }) => value));
    if (values.size > 1) {
      return `It has more than one ${credentialNames[kind]}. Leave one.`;
    }
    const [value] = values;
    const fault = value === undefined ? undefined : faultIn(kind, value);
    if (fault !== undefined) return fault;
    if (value !== undefined) credentials[kind] = kind === 'clientId' ? value.toLowerCase() : value;
  }
  if (Object.keys(credentials).length === 0) {
    return 'It has none of CLIENT_ID, CLIENT_SECRET and REFRESH_TOKEN.';
  }
  return credentials;
}

/** Whether all entries of a file are credentials of Spotify’s: who took them out needs the file no more. */
export function isAlone(entries: Readonly<Record<string, string>>): boolean {
  return Object.keys(entries).every((name) => kindOf(name) !== undefined);
}

function readEntry(name: string, value: string): Found[] {
  const known = kindOf(name);
  return known && value !== '' ? [{ ...known, value }] : [];
}

function kindOf(name: string): Pick<Found, 'kind' | 'named'> | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  for (const [pattern, kind] of spellings) {
    const prefix = pattern.exec(plain)?.[1];
    if (prefix !== undefined && (prefix === '' || ours.test(prefix))) {
      return { kind, named: prefix !== '' };
    }
  }
  return undefined;
}

function faultIn(kind: Kind, value: string): string | undefined {
  switch (kind) {
    case 'clientId':
      return clientIdFault(value);
    case 'clientSecret':
      return clientSecretFault(value);
    case 'refreshToken':
      return refreshTokenFault(value);
  }
}

/** Longer than any token of Spotify's that was ever seen. */
const longest = 4096;
const printable = /^[!-~]+$/;

/** What is wrong with a client secret, in a sentence. Spotify does not say what they look like; they have no blanks. */
export function clientSecretFault(value: string): string | undefined {
  return value === '' ? 'Paste the client secret of your Spotify app.' : faultOf('client secret', value);
}

/** What is wrong with a refresh token, in a sentence. */
export function refreshTokenFault(value: string): string | undefined {
  return value === '' ? 'Paste the refresh token.' : faultOf('refresh token', value);
}

function faultOf(name: string, value: string): string | undefined {
  return printable.test(value) && value.length <= longest
    ? undefined
    : `A ${name} has no blanks, line breaks or letters with accents.`;
}

/** "client ID, client secret and refresh token", of those that are there. */
export function nameCredentials(credentials: Credentials): string {
  const names = (Object.keys(credentialNames) as Kind[])
    .filter((kind) => credentials[kind] !== undefined)
    .map((kind) => `the ${credentialNames[kind]}`);
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}

/**
 * A `.gitignore` with one more line, and otherwise as it was, in whatever encoding; `path` begins at its folder.
 */
export function withIgnored(list: Uint8Array, path: string): Uint8Array {
  const before = new TextDecoder('latin1').decode(list);
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const glue = before === '' || before.endsWith('\n') ? '' : end;
  return Uint8Array.from([...list, ...new TextEncoder().encode(`${glue}${ignoreLine(path)}${end}`)]);
}

/** The line of a `.gitignore` that means one file; `path` begins at the folder of that `.gitignore`. */
export function ignoreLine(path: string): string {
  return `/${path.replace(/[\\*?[\]]/g, '\\$&').replace(/ $/, '\\ ')}`;
}
