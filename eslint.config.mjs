import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/*
 * Besides the recommended rules this file holds the architecture: which layer may import which, and which one file owns
 * each effect. CONTRIBUTING.md draws the same picture.
 */

const noVSCode = {
  group: ['vscode'],
  allowTypeImports: true,
  message: 'This layer must run without VS Code: import types only.',
};
const noNode = { group: ['node:*', 'node-fetch'], message: 'Node belongs into src/platform/node.' };
/** The compiler knows them everywhere, and a browser has none of them. */
const nodeGlobals = ['Buffer', 'process', 'global', 'require', '__dirname', '__filename', 'setImmediate'];

/** Each layer, and those that it may import besides itself. */
const layers = {
  model: [],
  messages: ['model'],
  render: ['model', 'messages'],
  webview: ['model', 'messages', 'render', 'platform'],
  platform: [],
  spotify: ['model', 'messages', 'platform'],
  auth: ['model', 'messages', 'platform', 'spotify'],
  local: ['model', 'platform'],
  player: ['model', 'platform', 'spotify', 'local'],
  browse: ['model', 'platform', 'spotify'],
  windows: ['model', 'platform', 'auth', 'player'],
  ui: [
    'model',
    'messages',
    'render',
    'webview',
    'platform',
    'spotify',
    'auth',
    'player',
    'browse',
    'windows',
  ],
  app: [
    'model',
    'messages',
    'render',
    'webview',
    'platform',
    'spotify',
    'auth',
    'local',
    'player',
    'browse',
    'windows',
    'ui',
  ],
};
const features = [
  'auth',
  'credentials',
  'hovers',
  'library',
  'pages',
  'player',
  'search',
  'statusBar',
  'views',
];
const not = (folders, message, ...butFor) => ({
  group: [...folders.map((folder) => `**/${folder}/**`), ...butFor.map((file) => `!${file}`)],
  message,
});
/** Nothing but JSON and its schemas: of the platform the model may use this file alone. */
const json = '**/platform/json';
const forbidden = (layer) =>
  Object.keys(layers).filter((other) => other !== layer && !layers[layer].includes(other));

/** @param {string} files @param {object[]} patterns */
const imports = (files, ...patterns) => ({
  files: [`src/${files}/**/*.ts`],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const notTheExtension = { group: ['**/extension'], message: 'Nobody imports the extension’s entry.' };
/** @param {string} layer @param {object[]} patterns */
const layer = (layer, ...patterns) =>
  imports(
    layer,
    notTheExtension,
    ...(forbidden(layer).length > 0
      ? [
          not(
            forbidden(layer),
            'This layer stands below the one it imports.',
            ...(layer === 'model' ? [json] : []),
          ),
        ]
      : []),
    ...patterns,
  );

/** What only one file may do, in each host: [its owner, the code in the words of esquery, what it is]. */
const effects = [
  ['src/platform/clock.ts', 'CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]', 'Timers'],
  ['src/platform/clock.ts', "MemberExpression[object.name='Date'][property.name='now']", 'The time of day'],
  ['src/platform/clock.ts', "NewExpression[callee.name='Date'][arguments.length=0]", 'The time of day'],
  ['src/platform/clock.ts', "MemberExpression[object.name='Math'][property.name='random']", 'Chance'],
  ['src/platform/settings.ts', "CallExpression[callee.property.name='getConfiguration']", 'Reading settings'],
  ['src/ui/common/contextKeys.ts', "Literal[value='setContext']", 'Setting context keys'],
  [
    'src/ui/registerCommands.ts',
    "CallExpression[callee.property.name='registerCommand']",
    'Registering commands',
  ],
  ['src/platform/node/http.ts', "ImportDeclaration[source.value='node-fetch']", 'Sending requests'],
  ['src/platform/{node,web}/http.ts', "CallExpression[callee.name='fetch']", 'Sending requests'],
  [
    'src/platform/node/childProcess.ts',
    "ImportDeclaration[source.value='node:child_process']",
    'Child processes',
  ],
  [
    'src/platform/node/{,dbus/}connection.ts',
    "ImportDeclaration[source.value='node:net'] > ImportSpecifier[imported.name='connect']",
    'Connecting to a window or to D-Bus',
  ],
  ['src/platform/web/lock.ts', "MemberExpression[property.name='locks']", 'Taking locks'],
];
const filesOf = (owner) => {
  const [start, choices = '', end = ''] = owner.split(/[{}]/);
  return choices.split(',').map((choice) => `${start}${choice}${end}`);
};
const owners = [...new Set(effects.flatMap(([owner]) => filesOf(owner)))];
const restricted = (file) =>
  effects
    .filter(([owner]) => !filesOf(owner).includes(file))
    .map(([owner, selector, what]) => ({ selector, message: `${what} belongs to ${owner} alone.` }));

/** Two words one after the other are a text that somebody reads, but in the log, in errors of ours, in HTML and in CSS. */
const inWords = '/^[^<>="]*[A-Za-z]{2,},? [a-z]{2,}[^<>="]*$/';
const unread = [
  'CallExpression[callee.property.name=/^(trace|debug|info|warn|error)$/]',
  'NewExpression',
  "AssignmentExpression[left.property.name='className']",
];
const words = ['Literal[value=', 'TemplateElement[value.raw='].map((kind) => ({
  selector: `${kind}${inWords}]${unread.map((node) => `:not(${node} *)`).join('')}`,
  message: 'Texts belong to src/messages, where they are translated.',
}));

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
  {
    files: ['src/{ui,render,webview,app}/**/*.ts', 'src/extension.ts'],
    ignores: ['src/render/{page,nowPlayingPage,markup}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restricted(undefined), ...words] },
  },
  ...owners.map((owner) => ({
    files: [owner],
    rules: { 'no-restricted-syntax': ['error', ...restricted(owner)] },
  })),
  layer('model', noVSCode, noNode),
  layer('messages', noVSCode, noNode),
  layer('render', noVSCode, noNode),
  layer('webview', noVSCode, noNode),
  layer('platform', noNode),
  layer('spotify', noVSCode, noNode),
  layer('auth', noNode),
  layer('local', noVSCode, noNode),
  layer('player', noVSCode, noNode),
  layer('browse', noVSCode, noNode),
  layer('windows', noNode),
  layer('ui', noNode),
  ...features.map((feature) =>
    imports(
      `ui/${feature}`,
      notTheExtension,
      noNode,
      not(['app'], 'This layer stands below the one it imports.'),
      {
        group: features.filter((other) => other !== feature).map((other) => `../${other}/**`),
        message: 'Features of the user interface do not import each other.',
      },
    ),
  ),
  imports('platform/node', notTheExtension, not([...forbidden('platform'), 'web'], 'A host stands alone.')),
  imports(
    'platform/web',
    notTheExtension,
    noNode,
    not([...forbidden('platform'), 'node'], 'A host stands alone.'),
  ),
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
