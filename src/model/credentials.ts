import { clientIdFault, type ClientIdFault } from './account';
import { entryOfEachLine, longestValue, type Entries } from './credentialEntries';

/** What a file of credentials can hold. */
const credentialKinds = ['clientId', 'clientSecret', 'refreshToken'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** The values are secret, all but the client ID. */
export type Credentials = Readonly<Partial<Record<CredentialKind, string>>>;

/** What is wrong with a value. */
export type ValueFault =
  ClientIdFault | { readonly kind: `${'clientSecret' | 'refreshToken'}${'Missing' | 'Characters'}` };

/** Why nothing is taken out of a file; nothing of it has a value. */
export type FileFault =
  | ValueFault
  | { readonly kind: 'tooManyLines'; readonly most: number }
  | { readonly kind: 'severalValues'; readonly credential: CredentialKind }
  /** `unused`: as `unusedNames`. */
  | { readonly kind: 'noCredentials'; readonly unused: readonly string[] };

/** What a name says about its value. */
interface Meaning {
  readonly kind: CredentialKind;
  /** The name says that it is Spotify's. */
  readonly named: boolean;
}

/** "Spotify" itself, with what may stand around it. */
const spotify = '^((?:auth|app|api)?spoti[fp]y(?:app|api)?)';

/**
 * Names as they are spelled without case and punctuation, after a prefix that may say whose they are. Those that mean
 * much in general, such as `…_PUBLIC`, mean this beside another only.
 */
const spellings: readonly (readonly [pattern: RegExp, kind: CredentialKind, beside?: CredentialKind])[] = [
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
 * @returns the credentials, or what is wrong with them
 */
export function readCredentials(entries: Entries): Credentials | FileFault {
  const found = [...meanings(entries)].flatMap(([name, meaning]) => {
    const value = bare(entries[name] ?? '');
    return value === '' ? [] : [{ ...meaning, value }];
  });
  const credentials: Partial<Record<CredentialKind, string>> = {};
  for (const kind of credentialKinds) {
    const all = found.filter((entry) => entry.kind === kind);
    const named = all.filter((entry) => entry.named);
    const values = new Set((named.length > 0 ? named : all).map(({ value }) => value));
    if (values.size > 1) {
      return { kind: 'severalValues', credential: kind };
    }
    const [value] = values;
    const fault = value === undefined ? undefined : credentialFault(kind, value);
    if (fault) return fault;
    if (value !== undefined) credentials[kind] = kind === 'clientId' ? value.toLowerCase() : value;
  }
  if (Object.keys(credentials).length === 0) {
    return { kind: 'noCredentials', unused: unusedNames(entries) };
  }
  return credentials;
}

/**
 * Whether nothing stands in the text of a file but the credentials that were found there: who took them out needs the
 * file no more. A comment may be somebody’s note.
 */
export function hasOnlyCredentials(text: string, found: Credentials): boolean {
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

/** Which names are about Spotify, and mean nothing here; the first of them, where there are many. */
export function unusedNames(entries: Entries): readonly string[] {
  const known = meanings(entries);
  const names = Object.keys(entries)
    // Whatever else JSON has for a name, VS Code might make a link of.
    .filter((name) => !known.has(name) && entries[name] && /^[\w.-]{1,64}$/.test(name))
    .filter((name) => ours.test(plain(name)));
  return names.slice(0, mostNamed);
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

const printable = /^[!-~]+$/;

/** Spotify does not say what secrets and tokens look like; they have no blanks. `undefined` when nothing is wrong. */
export function credentialFault(kind: CredentialKind, value: string): ValueFault | undefined {
  if (kind === 'clientId') return clientIdFault(value);
  if (value === '') return { kind: `${kind}Missing` };
  return printable.test(value) && value.length <= longestValue ? undefined : { kind: `${kind}Characters` };
}

/** Which of them are there. */
export function kindsOf(credentials: Credentials): readonly CredentialKind[] {
  return credentialKinds.filter((kind) => credentials[kind] !== undefined);
}

/** Whether a `.gitignore` can name a file; `path` begins at the folder of that `.gitignore`. */
export function canBeIgnored(path: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(path);
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
