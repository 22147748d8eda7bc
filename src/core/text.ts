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

/** The characters as a reader counts them. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
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

const hourAndMinute = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

/** A moment (milliseconds since 1970) as a clock on the wall shows it. */
export function timeOfDay(ms: number): string {
  return hourAndMinute.format(ms);
}
