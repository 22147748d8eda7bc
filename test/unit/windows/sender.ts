import type { IncomingHttpHeaders } from 'node:http';

const name = 'x-window';

/** Which window sent a request to the Web API, by its process, and when, in milliseconds since 1970. */
export interface Sender {
  readonly pid: number;
  readonly at: number;
}

/** The headers by which a window in a process of its own says that to the stand-in. */
export function senderHeaders({ pid, at }: Sender): Record<string, string> {
  return { [name]: `${pid} ${at}` };
}

/** What the stand-in was told; `undefined` for what is no request to the Web API. */
export function senderOf(headers: IncomingHttpHeaders): Sender | undefined {
  const said = headers[name];
  if (typeof said !== 'string') return undefined;
  const [pid = NaN, at = NaN] = said.split(' ').map(Number);
  return { pid, at };
}
