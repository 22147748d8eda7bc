/*
 * Names and IDs of things that nobody has made: each follows from its type and its number alone, so that thousands of
 * them cost nothing until somebody asks for one.
 */

/** What the Web API has lists of. */
export type MusicType = 'track' | 'album' | 'artist' | 'playlist' | 'show' | 'episode' | 'audiobook';

/** The first letter of the IDs of a type, by which `numberOf` knows them. */
const initials: Readonly<Record<MusicType, string>> = {
  track: 't',
  album: 'b',
  artist: 'r',
  playlist: 'p',
  show: 's',
  episode: 'e',
  audiobook: 'k',
};
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Whole numbers below 2 ** 32 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function seedOf(type: MusicType, number: number): number {
  return number * 31 + initials[type].charCodeAt(0);
}

/** An ID of 22 base62 characters. */
export function idOf(type: MusicType, number: number): string {
  const random = seeded(seedOf(type, number));
  const rest = Array.from({ length: 16 }, () => alphabet.charAt(random() % 62)).join('');
  return `${initials[type]}${number.toString(36).padStart(5, '0')}${rest}`;
}

/** The number of an ID that `idOf` has made. */
export function numberOf(type: MusicType, id: string): number | undefined {
  const number = id.startsWith(initials[type]) ? parseInt(id.slice(1, 6), 36) : NaN;
  return Number.isNaN(number) || idOf(type, number) !== id ? undefined : number;
}

const describing =
  'Amber Borrowed Céleste Distant Early Følsom Gilded Hollow Inland Jagged Kleine Lost Mossy Noël Open Paper Quiet';
const named =
  'Anchor Bridge Café Door Échelle Ferry Garden Harbour Island Jetty Kettle Lantern Meadow Niño Orchard Pier Quarry';
const added = [
  '',
  '',
  '',
  ' at Night',
  ' (Live)',
  ' for Two',
  ', Part 2',
  ' of Glass',
  ' & Rain',
  ' – Reprise',
];

/** A name of two words and a little more. */
export function nameOf(type: MusicType, number: number): string {
  const random = seeded(seedOf(type, number) ^ 0x5bd1);
  const of = (words: readonly string[]) => words[random() % words.length] ?? '';
  return `${of(describing.split(' '))} ${of(named.split(' '))}${of(added)}`;
}
