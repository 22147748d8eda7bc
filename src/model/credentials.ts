import { clientIdFault } from './account';
import { entryOfEachLine, longestValue, type Entries } from './credentialEntries';

/** What a file of credentials can hold, by what people call it. */
const credentialNames = {
  clientId: 'client ID',
  clientSecret: 'client secret',
  refreshToken: 'refresh token',
} as const;

type Kind = keyof typeof credentialNames;

/** The values are secret, all but the client ID. */
export type Credentials = Readonly<Partial<Record<Kind, string>>>;

/** What a name says about its value. */
interface Meaning {
  readonly kind: Kind;
  /** The name says that it is Spotify's. */
  readonly named: boolean;
}

/** "Spotify" itself, with what may stand around it. */
const spotify = '^((?:auth|app|api)?spoti[fp]y(?:app|api)?)';

/**
 * Names as they are spelled without case and punctuation, after a prefix that may say whose they are. Those that mean
 * much in general, such as `…_PUBLIC`, mean this beside another only.
 */
const spellings: readonly (readonly [pattern: RegExp, kind: Kind, beside?: Kind])[] = [
  [/^(.*)clientid$/, 'clientId'],
  [/^(.*)clientsecret$/, 'clientSecret'],
  [/^(.*)refreshtoken$/, 'refreshToken'],
  [new RegExp(`${spotify}id$`), 'clientId'],
  [new RegExp(`${spotify}secret(?:id|key)?$`), 'clientSecret'],
  [new RegExp(`${spotify}refresh$`), 'refreshToken'],
  [new RegExp(`${spotify}public(?:id|key)?$`), 'clientId', 'clientSecret'],
];

/** "Spotify" in all its compounds: SPOTIPY_…, NEXT_PUBLIC_SPOTIFY_…; what has another prefix is somebody else's. */
const ours = /spotif|spotip|earshot/;

/**
 * The credentials among the entries of a file, whatever the spelling of their names. Where one is there twice, the
 * one that names Spotify counts.
 * @returns the credentials, or what is wrong with them, in a sentence without any value
 */
export function readCredentials(entries: Entries): Credentials | string {
  const found = [...meanings(entries)].flatMap(([name, meaning]) => {
    const value = bare(entries[name] ?? '');
    return value === '' ? [] : [{ ...meaning, value }];
  });
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
    return ['It has none of CLIENT_ID, CLIENT_SECRET and REFRESH_TOKEN.', nameUnused(entries)]
      .filter(Boolean)
      .join(' ');
  }
  return credentials;
}

/**
 * Whether nothing stands in the text of a file but the credentials that were found there: who took them out needs the
 * file no more. A comment may be somebody’s note.
 */
export function isAlone(text: string, found: Credentials): boolean {
  const entries = entryOfEachLine(text);
  const known = meanings(Object.fromEntries(entries));
  return entries.every(([name, raw]) => {
    const { kind } = known.get(name) ?? {};
    const value = bare(raw);
    return kind && (value === '' || (kind === 'clientId' ? value.toLowerCase() : value) === found[kind]);
  });
}

/** Far more than anybody has. */
const mostNamed = 5;

/** Says which names are about Spotify, and mean nothing here: never a value. Empty where there are none. */
export function nameUnused(entries: Entries): string {
  const known = meanings(entries);
  const names = Object.keys(entries)
    // Whatever else JSON has for a name, VS Code might make a link of.
    .filter((name) => !known.has(name) && entries[name] && /^[\w.-]{1,64}$/.test(name))
    .filter((name) => ours.test(plain(name)));
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names.slice(0, mostNamed));
  return list && `Earshot has no use for ${list}.`;
}

/** What the names of a file mean; those that mean nothing are left out. */
function meanings(entries: Entries): ReadonlyMap<string, Meaning> {
  const found = Object.keys(entries).flatMap((name) => {
    for (const [pattern, kind, beside] of spellings) {
      const prefix = pattern.exec(plain(name))?.[1];
      if (prefix !== undefined && (prefix === '' || ours.test(prefix))) {
        return [{ name, kind, beside, named: prefix !== '' }];
      }
    }
    return [];
  });
  const kinds = new Set(found.map(({ kind }) => kind));
  return new Map(found.filter(({ beside }) => !beside || kinds.has(beside)).map((one) => [one.name, one]));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** A value without the `;` or `,` that ends a line elsewhere, and the quotes that `.env` files keep before one. */
function bare(value: string): string {
  const text = value.trim().replace(/(?<![;,])[;,]+$/, '');
  return text
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim();
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
  return printable.test(value) && value.length <= longestValue
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

/** Why a `.gitignore` cannot name a file, in a sentence; `path` begins at the folder of that `.gitignore`. */
export function ignoreFault(path: string): string | undefined {
  return /[\p{Cc}\u2028\u2029]/u.test(path)
    ? 'Its path has a line break or a control character, which .gitignore cannot hold.'
    : undefined;
}

/**
 * A `.gitignore` with one more line, and otherwise as it was, in whatever encoding; `path` begins at its folder.
 */
export function withIgnored(list: Uint8Array, path: string): Uint8Array {
  const before = new TextDecoder('latin1').decode(list);
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const glue = before === '' || before.endsWith('\n') ? '' : end;
  const added = new TextEncoder().encode(`${glue}${ignoreLine(path)}${end}`);
  const after = new Uint8Array(list.length + added.length);
  after.set(list);
  after.set(added, list.length);
  return after;
}

/** The line of a `.gitignore` that means one file; `path` begins at the folder of that `.gitignore`. */
export function ignoreLine(path: string): string {
  return `/${path.replace(/[\\*?[\]]/g, '\\$&').replace(/ $/, '\\ ')}`;
}
