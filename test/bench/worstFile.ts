import { entriesIn } from '../../src/model/credentialEntries';
import { hasOnlyCredentials, readCredentials } from '../../src/model/credentials';
import { parseDotenv } from '../../src/platform/node/dotenv';

/** The largest file of credentials that is read, in bytes. */
const size = 64 * 1024;
const id = '0123456789abcdef'.repeat(2);

const pieces: readonly (readonly [what: string, piece: string, before?: string, after?: string])[] = [
  ['line breaks', '\n', 'A=1', '#'],
  ['line breaks before what is no entry', '\n', '', '!'],
  ['blanks', ' ', 'A='],
  ['blanks before a quote', ' ', 'A=', '"'],
  ['lines of blanks', `A=${' '.repeat(4_000)}#\n`],
  ['tabs', '\t', 'A='],
  ['equals signs', '='],
  ['quotes', '"', 'A='],
  ['lines that open a quote', 'A="\\"\n'],
  ['lines that open quotes in turn', `A="\nB='\nC=\`\n`],
  ['quotes that end late', `A="${'\\"'.repeat(1_900)}\n`],
  ['backslashes', '\\', 'A="'],
  ['quotes after backslashes', '\\"', 'A="'],
  ['semicolons', ';', 'CLIENT_SECRET=', 'x'],
  ['names', 'CLIENT_SECRET=x;;;;;x\n'],
  ['long lines of semicolons', `CLIENT_SECRET=${';'.repeat(4_000)}x\n`],
  ['JSON', '"client_id":{},', '{', '"a":1}'],
  ['brackets', '[', '{"client_id":'],
];

/** What the worst files cost that can be imported, from their text to what is found. */
export function worstFiles(): void {
  const costs = pieces.map(([what, piece, before = '', after = '']) => {
    const most = size - (before + after).length;
    const text = before + piece.repeat(Math.floor(most / piece.length)) + after;
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now();
      const entries = entriesIn(text, parseDotenv);
      if (entries) readCredentials(entries);
      hasOnlyCredentials(text, { clientId: id });
      return performance.now() - started;
    });
    return { what, ms: Math.max(...times) };
  });
  const worst = costs.reduce((a, b) => (b.ms > a.ms ? b : a));
  console.log(
    `the worst of ${costs.length} files of ${size / 1024} KiB: at most ${worst.ms.toFixed(0)} ms (${worst.what})`,
  );
}
