import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/*
 * Besides the recommended rules this file keeps the house: which room may import which, and which one file owns
 * each effect. CONTRIBUTING.md draws the same picture.
 */

const noVSCode = {
  group: ['vscode'],
  allowTypeImports: true,
  message: 'This room must run without VS Code: import types only.',
};
const noNode = { group: ['node:*', 'node-fetch'], message: 'Node belongs into src/platform/node.' };
/** The compiler knows them everywhere, and a browser has none of them. */
const nodeGlobals = ['Buffer', 'process', 'global', 'require', '__dirname', '__filename', 'setImmediate'];
const not = (...rooms) => ({
  group: rooms.map((room) => `**/${room}/**`),
  message: 'This room stands below, or beside, the one it imports.',
});
const notEvenTypes = { group: ['**/extension'], message: 'Nobody imports the roof.' };

/** @param {string} room @param {object[]} patterns */
const room = (room, ...patterns) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [notEvenTypes, onlyTheRoof, ...patterns] },
    ],
  },
});

const onlyTheRoof = {
  group: ['#host/*', '#only'],
  message: 'The roof hands on what differs from host to host.',
};

/** What only one file may do, in each host: [its owner, the code in the words of esquery, what it is]. */
const effects = [
  ['src/platform/clock.ts', 'CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]', 'Timers'],
  ['src/platform/clock.ts', "MemberExpression[object.name='Date'][property.name='now']", 'The time of day'],
  ['src/platform/clock.ts', "NewExpression[callee.name='Date'][arguments.length=0]", 'The time of day'],
  ['src/platform/clock.ts', "MemberExpression[object.name='Math'][property.name='random']", 'Chance'],
  ['src/platform/settings.ts', "CallExpression[callee.property.name='getConfiguration']", 'Reading settings'],
  ['src/ui/contextKeys.ts', "Literal[value='setContext']", 'Setting context keys'],
  ['src/ui/commands.ts', "CallExpression[callee.property.name='registerCommand']", 'Registering commands'],
  ['src/platform/node/http.ts', "ImportDeclaration[source.value='node-fetch']", 'Sending requests'],
  ['src/platform/{node,web}/http.ts', "CallExpression[callee.name='fetch']", 'Sending requests'],
  ['src/platform/web/locks.ts', "MemberExpression[property.name='locks']", 'Taking locks'],
];
const filesOf = (owner) => ['node', 'web'].map((host) => owner.replace('{node,web}', host));
const owners = [...new Set(effects.flatMap(([owner]) => filesOf(owner)))];
const restricted = (file) =>
  effects
    .filter(([owner]) => !filesOf(owner).includes(file))
    .map(([owner, selector, what]) => ({ selector, message: `${what} belongs to ${owner} alone.` }));

export default defineConfig(
  globalIgnores(['dist/', 'out/', '.vscode-test/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'no-restricted-syntax': ['error', ...restricted(undefined)],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/platform/node/**'],
    rules: { 'no-restricted-globals': ['error', ...nodeGlobals] },
  },
  ...owners.map((owner) => ({
    files: [owner],
    rules: { 'no-restricted-syntax': ['error', ...restricted(owner)] },
  })),
  room('core', noVSCode, noNode, not('platform', 'spotify', 'auth', 'windows', 'player', 'ui')),
  room('platform', noNode, not('spotify', 'auth', 'windows', 'player', 'ui')),
  room('platform/node', not('web', 'spotify', 'auth', 'windows', 'player', 'ui')),
  room('platform/web', noNode, not('node', 'spotify', 'auth', 'windows', 'player', 'ui')),
  room('spotify', noVSCode, noNode, not('auth', 'windows', 'player', 'ui')),
  room('auth', noNode, not('windows', 'player', 'ui')),
  room('player', noVSCode, noNode, not('auth', 'windows', 'ui')),
  room('windows', noNode, not('ui')),
  room('ui', noNode),
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        exports: 'writable',
        __dirname: 'readonly',
      },
    },
  },
);
