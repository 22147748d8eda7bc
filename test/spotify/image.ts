import { crc32, deflateSync } from 'node:zlib';
import { type Reply, text } from './exchange';

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

/** `GET /image/ID-SIZE`: a drawing that stands for the artwork. */
export function image(path: string): Reply {
  const [, id, size] = /^\/image\/([A-Za-z0-9]{22})-(640|300|64)$/.exec(path) ?? [];
  if (id === undefined || size === undefined) {
    return text(404, 'No such image.');
  }
  const headers = {
    'content-type': 'image/png',
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=86400',
  };
  return { status: 200, headers, body: tiles(id, Number(size)) };
}
