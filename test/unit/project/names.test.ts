import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot } from '../../vscode/root';
import { declaredNames, type NameKind } from './declaredNames';

/** Words that mean something to nobody but us, and what the field says; each also as a part of a name. */
const ours: readonly (readonly [word: string, say: string])[] = [
  ['house', 'architecture'],
  ['rooms', 'layers'],
  ['roof', 'composition'],
  ['heard', 'nowPlaying'],
  ['foreseen', 'changeDetection'],
  ['unrest', 'ChangeRate'],
  ['surprised', 'recordChange'],
  ['surprise', 'recordChange'],
  ['surprises', 'recordChange'],
  ['outstanding', 'pendingCommands'],
  ['supposed', 'optimistic'],
  ['isShown', 'isConfirmedBy'],
  ['shownWithin', 'confirmWithinMs'],
  ['wish', 'Intent'],
  ['wishes', 'Intent'],
  ['fulfil', 'execute'],
  ['errand', 'WindowRequest'],
  ['errands', 'WindowRequest'],
  ['carryOut', 'request or handle'],
  ['mailbox', 'CallbackRelay'],
  ['changeFile', 'SessionChangeMarker'],
  ['switchboard', 'Listener'],
  ['inbox', 'BufferedEmitter'],
  ['disturb', 'noteCommand'],
  ['trouble', 'ApiProblem'],
  ['troubles', 'ApiProblem'],
  ['needsSomebody', 'requiresUserAction'],
  ['humanError', 'UserFacingError'],
  ['remedy', 'MessageAction'],
  ['remedies', 'MessageAction'],
  ['inPassing', 'flashStatus'],
  ['userElseApp', 'withAppTokenFallback'],
  ['handMade', 'manualToken'],
  ['redeem', 'validateRefreshToken'],
  ['forApp', 'clientCredentials'],
  ['goodUntil', 'expiresAt'],
  ['receipt', 'CallbackOutcome'],
  ['renewal', 'SessionExpiry'],
  ['putAway', 'offerCleanup'],
  ['ledger', 'RequestLog'],
  ['demand', 'assertCan'],
];

interface Bound {
  /** The whole name, as it stood. */
  readonly name: string;
  readonly say: string;
  /** A pattern for the paths of the files where the word is ours; elsewhere it is English, or another API's. */
  readonly where: RegExp;
  readonly kinds: readonly NameKind[];
}

const bound = (name: string, say: string, where: RegExp, ...kinds: NameKind[]): Bound => ({
  name,
  say,
  where,
  kinds,
});
const anywhere = /^/;
/** Words that are English, too, or of other APIs: ours only as a whole name of that kind, in those files. */
const boundWords: readonly Bound[] = [
  bound('ground', 'platform', /^src/, 'file', 'type'),
  bound('floors', 'platform', /^src/, 'file', 'type'),
  bound('Nothing', 'Idle', anywhere, 'type'),
  bound('Seen', 'Observation', anywhere, 'type'),
  bound('lastSeen', 'lastObservation', anywhere, 'function', 'value'),
  bound('stretch', 'slowdownFactor', /^(src|test\/unit)\/model/, 'function', 'value', 'member'),
  bound('expected', 'applyOptimistically or optimistic', /^src\/(model|player)/, 'function', 'member'),
  bound('letters', 'protocol', /^(src|test\/unit)\/windows/, 'file', 'type', 'function', 'value'),
  bound('Letter', 'the messages of the protocol', anywhere, 'type'),
  bound('Office', 'LeaderDelegate', anywhere, 'type'),
  bound('Audience', 'FollowerDelegate', anywhere, 'type'),
  bound('able', 'hasSession', /^(src|test\/unit)\/windows/, 'member', 'function'),
  bound('Sharing', 'LeaderElection', anywhere, 'file', 'type', 'member', 'value'),
  bound('Attention', 'AnyWindowFocus', anywhere, 'file', 'type', 'member', 'value'),
  bound('Line', 'Connection', /^(src\/platform|src\/windows|test\/bench)/, 'file', 'type', 'member'),
  bound('call', 'connect', /^src\/(platform|windows)/, 'function', 'member'),
  bound('answer', 'listen', /^src\/(platform\/(connection|web)|windows)/, 'function', 'member'),
  bound('Remote', 'SpotifyApi', /^(src|test\/unit)\/player/, 'file', 'type', 'member'),
  bound('behind', 'guarded', /^src\/player/, 'function', 'member'),
  bound('Step', 'Debouncer', /^(src|test\/unit)\/player/, 'file', 'type', 'member'),
  bound('Burst', 'CommandBatch', anywhere, 'type', 'member'),
  bound('era', 'generation', anywhere, 'member', 'value'),
  bound('Refusal', 'Rejection', anywhere, 'file', 'type'),
  bound('refusalOf', 'rejectionOf', anywhere, 'function'),
  bound('possible', 'abilities', anywhere, 'file'),
  bound('words', 'messages', /^src/, 'file', 'value', 'function', 'member'),
  bound('tell', 'showMessage, broadcast or send', /^src\/(ui|windows|auth)/, 'function', 'member'),
  bound('report', 'showError', /^src\/ui\/(commands|common)/, 'function', 'member'),
  bound('Entrance', 'SignInDelegate', anywhere, 'type'),
  bound('Consent', 'AuthorizationResult', anywhere, 'type', 'member'),
  bound('prove', 'validate', /^src\/(auth|ui)/, 'function', 'member'),
  bound('Held', 'CachedToken', /^(src|test\/unit)\/auth/, 'type', 'member'),
  bound('Due', 'ExpiryNotice', /^src\/(auth|windows|ui)/, 'type', 'member'),
  bound('Entry', 'CatalogItem or argumentPrompts', anywhere, 'file', 'type'),
  bound('place', 'statusBarItem', /^src\/ui/, 'file', 'function', 'value'),
  bound('paste', 'pastePrompt', /^src\/ui/, 'file', 'function'),
  bound('waiting', 'browserProgress', /^src\/ui/, 'file', 'function'),
  bound('roles', 'leader and follower', anywhere, 'file'),
  bound('pass', 'assertOpen', /^src\/spotify/, 'member', 'function'),
  bound('admit', 'record', /^src\/spotify/, 'member', 'function'),
  bound('close', 'block', /^src\/spotify/, 'member', 'function'),
  bound('Lock', 'RateLimitBlock', /^src\/(model|spotify)/, 'type', 'member'),
  bound('alone', 'withLock', /^src/, 'function', 'member', 'value'),
  bound('Owner', 'DisposableStore', /^src/, 'file', 'type'),
  bound('own', 'add', /^src/, 'member', 'function'),
];

/** The TypeScript files of a folder at the top, with all that stand below it. */
function filesIn(folder: 'src' | 'test'): string[] {
  return readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));
}

/** The words of a name, as `wishOf` has `wish` and `of`. */
const wordsOf = (name: string) => name.match(/[A-Z]?[a-z\d]+|[A-Z]+(?![a-z])/g) ?? [];
const spaced = (name: string) => ` ${wordsOf(name).join(' ').toLowerCase()} `;
const ourPhrases = ours.map(([word, say]) => [spaced(word), say] as const);

/** The names of a file that nobody else would understand, with the place and what to say instead. */
function unclear(file: string, text: string): string[] {
  return declaredNames(file, text).flatMap(({ name, kind, line }) => {
    const phrase = ourPhrases.find(([words]) => spaced(name).includes(words));
    const word = boundWords.find(
      (one) =>
        one.name.toLowerCase() === name.toLowerCase() && one.kinds.includes(kind) && one.where.test(file),
    );
    const say = phrase?.[1] ?? word?.say;
    return say === undefined ? [] : [`${file}:${line}: ${name} (${kind}): say ${say}`];
  });
}

describe('the names that the code declares', () => {
  const seeded: readonly (readonly [what: string, file: string, text: string, found: string[]])[] = [
    ['a type', 'src/model/a.ts', '\ninterface Heard {}', ['src/model/a.ts:2: Heard (type): say nowPlaying']],
    ['a part of a name', 'test/a.ts', 'const wishOf = 1;', ['test/a.ts:1: wishOf (value): say Intent']],
    [
      'a word of two',
      'src/a.ts',
      'class A { carryOut() {} }',
      ['src/a.ts:1: carryOut (member): say request or handle'],
    ],
    [
      'a private member',
      'src/a.ts',
      'class A { #ledger = 1; }',
      ['src/a.ts:1: ledger (member): say RequestLog'],
    ],
    [
      'a file',
      'test/host/putAway.test.ts',
      '',
      ['test/host/putAway.test.ts:1: putAway (file): say offerCleanup'],
    ],
    [
      'a word that is ours there',
      'src/spotify/a.ts',
      'class A { close() {} }',
      ['src/spotify/a.ts:1: close (member): say block'],
    ],
    ['the same word elsewhere', 'src/platform/node/a.ts', 'class A { close() {} }', []],
    ['a word that only begins so', 'src/a.ts', 'const houses = 1, troublesome = 2;', []],
    ['a variable within a function', 'src/a.ts', 'function a(errand: 1) { const wish = errand; }', []],
  ];
  for (const [what, file, text, found] of seeded) {
    it(`are found, or not, where there is ${what}`, () => {
      assert.deepEqual(unclear(file, text), found);
    });
  }

  it('are the field’s own, in src and test', () => {
    const files = [...filesIn('src'), ...filesIn('test')];
    assert.ok(files.includes('src/model/link.ts') && files.includes('test/start.ts'));
    const found = files.flatMap((file) => unclear(file, readFileSync(fromRoot(file), 'utf8')));
    assert.deepEqual(found, []);
  });

  it('mean one type each, in src', () => {
    const declared = new Map<string, string[]>();
    for (const file of filesIn('src')) {
      const names = declaredNames(file, readFileSync(fromRoot(file), 'utf8'));
      for (const { name, kind } of names) {
        if (kind === 'type') declared.set(name, [...(declared.get(name) ?? []), file]);
      }
    }
    // Node's and the browser's have the same name, so that the bundler can choose.
    const twice = [...declared].filter(([name, files]) => files.length > 1 && name !== 'LocalChannel');
    assert.deepEqual(twice, []);
  });
});
