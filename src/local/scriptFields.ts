import * as v from 'valibot';
import { parseLink } from '../model/link';
import { whole } from '../platform/json';
import type { LocalCommand } from './player';
import { optional } from './trackFields';

/* What the lines of both scripts have in common (media/local). Any part of them but their kind may be null or wrong. */

const id = optional(whole(1));

/** What is no news of the player: that the script is there, that it asks for permission, how a command ended. */
export const answerSchemas = [
  v.object({ kind: v.literal('pong') }),
  v.object({ kind: v.literal('asking') }),
  v.object({ kind: v.literal('done'), id }),
  v.object({ kind: v.literal('failed'), id, code: optional(v.number()) }),
] as const;
export type Answer = v.InferOutput<(typeof answerSchemas)[number]>;

/** A command as the scripts read it; without its ID. */
export type ScriptRequest = Readonly<Record<string, string | number>>;

/** @returns `undefined` for a number that makes no sense, and for what has no address at Spotify */
export function scriptRequest(command: LocalCommand): ScriptRequest | undefined {
  switch (command.kind) {
    case 'seek':
      return within(command.positionMs, Number.MAX_SAFE_INTEGER, (positionMs) => ({
        command: 'seek',
        positionMs,
      }));
    case 'volume':
      return within(command.percent, 100, (percent) => ({ command: 'volume', percent }));
    case 'open': {
      const link = parseLink(command.uri);
      return link && { command: 'open', uri: link.uri };
    }
    default:
      return { command: command.kind };
  }
}

function within(value: number, most: number, make: (value: number) => ScriptRequest) {
  return value >= 0 && value <= most ? make(Math.round(value)) : undefined;
}
