import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { type Reply, text } from './exchange';
import type { Image } from './user';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A square PNG of 8 by 8 tiles in two colours, different for each `id`; `size` in pixels. */
function tiles(id: string, size: number): Buffer {
  const code = (index: number) => id.charCodeAt(index % id.length);
  const palette = Buffer.from(Array.from({ length: 6 }, (_, index) => (code(index) * 37 + index * 61) % 256));
  const isDark = (column: number, row: number) => ((code(row) >> (column % 7)) & 1) === 1;
  const rows = Array.from({ length: size }, (_, y) => {
    const line = Buffer.alloc(size + 1); // The first byte names the filter: none.
    for (let x = 0; x < size; x += 1) {
      line[x + 1] = isDark(Math.floor((x * 8) / size), Math.floor((y * 8) / size)) ? 1 : 0;
    }
    return line;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 3, 0, 0, 0], 8); // Eight bits a pixel, looked up in a palette.
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(Buffer.concat(rows)));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    data,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const sizes = [640, 300, 64] as const;

/** What the hex digits of an address begin with, which on the real service names the size, too. */
const prefixes: Readonly<Record<(typeof sizes)[number], string>> = {
  640: 'ab67616d0000b273',
  300: 'ab67616d00001e02',
  64: 'ab67616d00004851',
};

const host = 'https://i.scdn.co';

/** Three sizes, widest first (Spotify's documentation), each with an address of its own. */
export function images(id: string): Image[] {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 24);
  return sizes.map((size) => ({ url: `${host}/image/${prefixes[size]}${hash}`, width: size, height: size }));
}

/**
 * The PNG that stands for the artwork at an address that `images` has given.
 * @throws RangeError for any other address.
 */
export function artworkFor(url: string): Buffer {
  const [, prefix, hash] = /^https:\/\/i\.scdn\.co\/image\/([0-9a-f]{16})([0-9a-f]{24})$/.exec(url) ?? [];
  const size = sizes.find((one) => prefixes[one] === prefix);
  if (size === undefined || hash === undefined) {
    throw new RangeError(`Not an address of artwork: ${url}`);
  }
  return tiles(hash, size);
}

/** `GET /image/HEX`: the same drawing for the control page, which shows nothing from elsewhere. */
export function image(path: string): Reply {
  try {
    const headers = { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' };
    return { status: 200, headers, body: artworkFor(host + path) };
  } catch {
    return text(404, 'No such image.');
  }
}
