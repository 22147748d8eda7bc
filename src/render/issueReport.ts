import * as messages from '../messages/issueReport';
import { graphemes } from '../model/text';

/** What a report of a problem is made of. */
export interface IssueFacts {
  /** What is told beside the log, by what it is called: versions, the host and the like. */
  readonly environment: Readonly<Record<messages.EnvironmentFact, string>>;
  /** Names that are the user's own: of the account, of what plays and of where. */
  readonly names: readonly string[];
  /** The last lines of the log, oldest first. */
  readonly log: readonly {
    /** In milliseconds since 1970. */
    readonly at: number;
    readonly level: string;
    readonly text: string;
  }[];
}

const mostLines = 30;
const longestLine = 160;

/**
 * The body of a report, as Markdown, without anything that is a secret or the user's own. Whoever sends it sees it
 * before, but nobody reads every line.
 */
export function issueReport({ environment, names, log }: IssueFacts): string {
  const hide = (text: string) => withoutNames(withoutSecrets(text), names);
  const facts = Object.entries(environment).map(
    ([fact, value]) => `- ${messages.environmentFacts[fact as messages.EnvironmentFact]}: ${hide(value)}`,
  );
  const last = log.filter(isHarmless).slice(-mostLines);
  const lines = last.map(({ at, level, text }) => {
    const time = new Date(at).toISOString().slice(11, 19);
    return graphemes(`${time} ${level} ${hide(text)}`, longestLine).join('');
  });
  return [
    messages.whatHappened,
    facts.join('\n'),
    `${messages.logHeading}\n\n\`\`\`\n${lines.join('\n').replaceAll('`', '’')}\n\`\`\`\n`,
  ].join('\n\n');
}

/** Of the finest level, which tells what plays, only that which is about a request. */
const aboutRequest = /^(?:[A-Z]+ \/\S*: \d|Next request in )/;

function isHarmless({ level, text }: IssueFacts['log'][number]): boolean {
  return level !== 'debug' || aboutRequest.test(text);
}

const hidden = '…';

/** What may be secret or say who or where somebody is, by its shape; what is kept of it. Applied one after the other. */
const shapes: readonly (readonly [pattern: RegExp, kept: string])[] = [
  [/[\r\n\t]+/g, ' '],
  // Of a place in our code the file and its line: the folders have the user's name in them.
  [/ at .*?([\w-]+\.js:\d+:\d+)\)?/g, ' at $1'],
  [/\b(?:[a-z][a-z\d+.-]*:\/\/|spotify:)\S*/gi, hidden],
  [/\S+@\S+/g, hidden],
  [/“[^”]*”|"[^"]*"/g, hidden],
  [/\b(?:[a-z\d-]+\.)+(?!js\b)[a-z]{2,}\b(?::\d+)?(?:\/\S*)?/gi, hidden],
  [/\b(bearer|basic)\s+\S+/gi, `$1 ${hidden}`],
  [
    /\b(\w*(?:token|secret|code|verifier|challenge|state|nonce|password|key|id))(\s*[=:]\s*)\S+/gi,
    `$1$2${hidden}`,
  ],
  // Files and folders; requests of the Web API have the same shape.
  [/(?<![\w.]|^(?:GET|PUT|POST|DELETE) )(?:[a-z]:)?[\\/][^\s:]+/gi, hidden],
  [/\blocalhost\b(?::\d+)?(?:\/\S*)?/gi, hidden],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b(?:\/\S*)?|\[[\da-f:]+\](?::\d+)?/gi, hidden],
  // Tokens, IDs and secrets; the codes of certificates that are not trusted are as long.
  [/(?<![\w-])(?![A-Z_]+(?![\w-]))[\w+=~-]{16,}/g, hidden],
];

function withoutSecrets(text: string): string {
  return shapes.reduce((left, [pattern, kept]) => left.replace(pattern, kept), text);
}

/** A name of one letter or two stands in many a word. */
const shortestName = 3;

function withoutNames(text: string, names: readonly string[]): string {
  return names
    .flatMap((name) => [name, withoutSecrets(name)])
    .filter((name) => name.length >= shortestName)
    .sort((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, hidden), text);
}
