/*
 * Song data is data: whatever a title contains, it is shown as those characters and steers nothing.
 */

/** C0 and C1 controls, all bidirectional controls, and what is invisible and joins nothing. */
const steering = /[\p{Cc}\u2028\u2029\ufeff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]/gu;
const rightToLeft = new RegExp(
  [
    'Hebrew',
    'Arabic',
    'Syriac',
    'Thaana',
    'Nko',
    'Samaritan',
    'Mandaic',
    'Adlam',
    'Hanifi_Rohingya',
    'Mende_Kikakui',
  ]
    .map((script) => `\\p{Script=${script}}`)
    .join('|'),
  'u',
);
/** What VS Code takes for an icon in a label (`labelWithIconsRegex` in its `iconLabels.ts`). */
export const iconPattern = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Takes out what could steer a terminal, a screen or the direction of reading; white space becomes one blank. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\n\r\t\u2028\u2029]/g, ' ')
    .replace(steering, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Of a title, in UTF-16 code units: more than any that is known has (an album's has 865). */
export const longestTitle = 1_000;
/** Of the name of somebody, or of a device: there may be many of them. */
export const longestName = 200;
/** Of artists, of what plays next, of devices. */
export const longestList = 36;

/**
 * The same of a text of any length, in a time that does not grow with it: at most `longest` UTF-16 code units, the last
 * an ellipsis if something was cut, which is done between characters as a reader counts them.
 */
export function cleanAndCut(text: string, longest = longestTitle): string {
  const cleaned = clean(beginning(text, 4 * longest));
  if (cleaned.length <= longest) {
    return cleaned;
  }
  const start = beginning(cleaned, longest);
  const whole = segmenter.segment(start).containing(start.length - 1)?.index;
  return `${beginning(start, whole || longest - 1).replace(/[\s\u200d]+$/, '')}…`;
}

/** The first `length` UTF-16 code units, or one less where the last would be half of a pair. */
function beginning(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/**
 * Keeps right-to-left text from rearranging what stands beside it (Unicode UAX #9, first strong isolate).
 * Left as it is where no letter asks for it.
 */
export function isolate(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

/** Makes `$(name)` plain characters in a label: VS Code swallows a backslash before an icon, and only there. */
export function escapeIcons(text: string): string {
  return text.replace(iconPattern, '\\$&');
}

/**
 * Keeps `[text](address)` from being a link in a message: VS Code makes one even for a command, and knows no backslash
 * there (`linkedText.ts`).
 */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** No font has a character of more UTF-16 code units. */
const longestCharacter = 64;

/**
 * The characters as a reader counts them, or the first `most` of them. Segmented piece by piece: V8 takes a time that
 * grows with the square of a text's length.
 */
export function graphemes(text: string, most = Infinity): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length && found.length < most;) {
    const piece = beginning(text.slice(at, at + 2 * longestCharacter + 1), 2 * longestCharacter);
    const characters = Array.from(segmenter.segment(piece), ({ segment }) => segment);
    // The last one may go on in what follows.
    if (at + piece.length < text.length && characters.length > 1) characters.pop();
    for (const character of characters) {
      at += character.length;
      found.push(...(character.length > longestCharacter ? Array.from(character) : [character]));
    }
  }
  return found.slice(0, most);
}

/** What takes two columns where a Latin letter takes one (Unicode UAX #11, East Asian Width: wide and fullwidth). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}\ufe0f]/u;

/** How many columns a character takes, as a reader counts characters. */
function columnsOf(character: string): number {
  return wide.test(character) ? 2 : 1;
}

/** How many columns a text takes. */
export function textColumns(text: string): number {
  return graphemes(text).reduce((sum, character) => sum + columnsOf(character), 0);
}

/** The text, or its beginning with an ellipsis, in at most so many columns; empty where there is room for neither. */
export function cutToColumns(text: string, most: number): string {
  let columns = 0;
  let end = 0;
  let kept = 0;
  for (const character of graphemes(text, most + 1)) {
    columns += columnsOf(character);
    if (columns > most) return kept > 0 ? `${text.slice(0, kept).trimEnd()}…` : '';
    end += character.length;
    if (columns < most) kept = end;
  }
  return text;
}

/** Milliseconds as `1:23` or `1:02:03`. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const pad = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

const timeFormats = [
  /^(?:(\d{1,2}):(?=[0-5]?\d:))?(\d{1,3}):([0-5]?\d)$/,
  /^(?:(\d{1,2})h)? *(?:(\d{1,3})m(?:in)?)? *(?:(\d{1,5})s(?:ec)?)?$/i,
  /^()()(\d{1,5})$/,
];

/**
 * A time typed as `1:23`, `1.23`, `1:02:03`, `1h2m3s` (any of the three) or `83` (seconds) in milliseconds; `undefined`
 * for anything else.
 */
export function parseClockTime(text: string): number | undefined {
  const typed = text.trim().replace(/ +(?=[a-z])/gi, '');
  // Where there are dots alone they stand for colons, as clocks are written in German; `1.5` is neither 1:05 nor 1:30.
  const time = /^\d+(\.\d\d)+$/.test(typed) ? typed.replaceAll('.', ':') : typed;
  const parts = time === '' ? undefined : timeFormats.map((format) => format.exec(time)).find(Boolean);
  if (!parts) {
    return undefined;
  }
  const [h, m, s] = parts.slice(1).map((part) => Number(part || 0));
  return ((h ?? 0) * 3600 + (m ?? 0) * 60 + (s ?? 0)) * 1000;
}

const time = { hour: 'numeric', minute: '2-digit' } as const;
const hourAndMinute = new Intl.DateTimeFormat(undefined, time);
const withWeekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', ...time });
const withDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...time });

/** A moment (milliseconds since 1970) as a clock on the wall shows it. */
export function timeOfDay(ms: number): string {
  return hourAndMinute.format(ms);
}

const halfDay = 12 * 3_600_000;

/** The same with the weekday where the hour alone could be taken for today's, and with the date from a day off on. */
export function dayAndTime(ms: number, now: number): string {
  const off = Math.abs(ms - now);
  return (off < halfDay ? hourAndMinute : off < 2 * halfDay ? withWeekday : withDate).format(ms);
}
