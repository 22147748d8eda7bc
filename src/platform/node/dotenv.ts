import { parse } from 'dotenv';

/** The entries of a text in the format of `.env` files: quotes, `export`, comments, any line ends, a byte order mark. */
export function parseDotenv(text: string): Readonly<Record<string, string>> {
  return parse(text);
}
