// Builds the extension into dist/ and, with --tests, what runs below test/ into out/.
const { readdirSync, readFileSync } = require('node:fs');
const { basename, resolve } = require('node:path');
const esbuild = require('esbuild');

const args = new Set(process.argv.slice(2));

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'es2022',
  format: 'cjs',
  // node-fetch reaches for the polyfill only where there is no global ReadableStream; Node has had one since 18.
  external: ['vscode', 'web-streams-polyfill/*'],
  logLevel: 'warning',
  charset: 'utf8',
};

/**
 * node-fetch brings what Node has had since 18, and what is only there for addresses and bodies that nobody here has:
 * `data:` and forms of several parts.
 * @type {esbuild.Plugin}
 */
const nodesOwn = {
  name: 'nodes-own',
  setup(build) {
    const filter =
      /^(fetch-blob(\/from\.js)?|formdata-polyfill\/esm\.min\.js|data-uri-to-buffer|\.\/utils\/multipart-parser\.js)$/;
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'nodes-own', sideEffects: false }));
    build.onLoad({ filter: /./, namespace: 'nodes-own' }, () => ({
      contents: `
        export default globalThis.Blob;
        export const { Blob, File, FormData } = globalThis;
        export const [formDataToBlob, fileFrom, fileFromSync, blobFrom, blobFromSync, toFormData] = [];
      `,
    }));
  },
};

/**
 * VS Code's API is required once instead of by each file, and the parts of it that are used get names that the minifier
 * shortens.
 * @type {esbuild.Plugin}
 */
const apiOnce = {
  name: 'api-once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ path, namespace }) =>
      namespace === 'api-once'
        ? { path, external: true }
        : { path, namespace: 'api-once', sideEffects: false },
    );
    build.onLoad({ filter: /./, namespace: 'api-once' }, () => {
      const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.ts$/.test(file),
      );
      const used = files.flatMap(
        (file) => readFileSync(`src/${file}`, 'utf8').match(/(?<=\bvscode\.)\w+/g) ?? [],
      );
      const parts = [...new Set(used)].map((name) => `export const ${name} = vscode.${name};`);
      return { contents: [`import * as vscode from 'vscode';`, ...parts].join('\n') };
    });
  },
};

/**
 * In the extension VS Code itself puts texts into its language; outside of it the library does, as in the tests.
 * @type {esbuild.Plugin}
 */
const textsOfVSCode = {
  name: 'texts-of-vscode',
  setup(build) {
    build.onResolve({ filter: /^@vscode\/l10n$/ }, ({ path }) => ({ path, namespace: 'texts-of-vscode' }));
    build.onResolve({ filter: /^vscode$/, namespace: 'texts-of-vscode' }, ({ path }) => ({
      path,
      external: true,
    }));
    build.onLoad({ filter: /./, namespace: 'texts-of-vscode' }, () => ({
      contents: `import { l10n } from 'vscode'; export const t = (...text) => l10n.t(...text);`,
    }));
  },
};

/**
 * What speaks to the Spotify app on this machine is a bundle beside the extension's, and is read when it is asked for.
 * @type {esbuild.Plugin}
 */
const localBeside = {
  name: 'local-beside',
  setup(build) {
    build.onResolve({ filter: /^#local$/ }, () => ({ path: './local.js', external: true }));
  },
};
/** `require` in the place of `import()`: the tests load the extension by a `require` of their own. */
const requireLate = { 'dynamic-import': false };

/**
 * The commands (src/app/lateCommands.ts, and earlyCommands.ts for browsers) are a bundle beside the extension's, too,
 * but share its modules: an object and a class, as of an error, are the same in both. esbuild splits ES modules alone,
 * and VS Code takes none; `joined` makes CommonJS of what esbuild has split.
 * @param {string} commands their entry point
 * @param {esbuild.BuildOptions} options
 * @returns {esbuild.BuildOptions}
 */
function withCommandsBeside(commands, { plugins, ...output }) {
  const join = {
    name: 'join',
    setup(build) {
      build.onEnd(async ({ outputFiles, metafile }) => {
        if (!metafile) return;
        const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
        const { imports } = metafile.outputs[`${output.outdir}/commands.js`];
        const shared = imports.map(({ path }) => path).filter((path) => path in metafile.outputs);
        await esbuild.build({
          ...common,
          ...output,
          entryPoints: ['extension', 'commands'].map((name) => resolve(output.outdir, `${name}.js`)),
          plugins: [joined(files, shared)],
          supported: requireLate,
          allowOverwrite: true,
        });
      });
    },
  };
  return {
    ...common,
    ...output,
    entryPoints: { extension: 'src/extension.ts', commands },
    plugins: [...plugins, join],
    format: 'esm',
    splitting: true,
    sourcemap: 'inline',
    write: false,
    metafile: true,
  };
}

/**
 * What both need goes into the extension's bundle, which exports it, a chunk as one object by its name; the commands
 * require it from there.
 * @param {Map<string, string>} files what esbuild has split, by its path
 * @param {readonly string[]} shared those of them that both need
 * @returns {esbuild.Plugin}
 */
const joined = (files, shared) => ({
  name: 'joined',
  setup(build) {
    const external = { external: true };
    build.onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'entry-point' ? { path } : undefined));
    build.onResolve({ filter: /^\.\/(extension|commands|local)\.js$/ }, ({ path }) => ({
      path,
      ...external,
    }));
    build.onResolve({ filter: /^\.\// }, ({ path, importer, resolveDir }) =>
      /commands\.js$/.test(importer) ? { path, namespace: 'shared' } : { path: resolve(resolveDir, path) },
    );
    build.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = require('./extension.js')['${path}'];`,
    }));
    build.onLoad({ filter: /./ }, ({ path }) => {
      const chunks = /extension\.js$/.test(path) ? shared.map((chunk) => `./${basename(chunk)}`) : [];
      const exported = chunks.map((chunk) => `export * as '${chunk}' from '${chunk}';`);
      return { contents: [...exported, files.get(path)].join('') };
    });
  },
});

/** @type {esbuild.BuildOptions} */
const shippedOptions = {
  minify: !args.has('--watch'),
  // A map is kept beside a release, to find the line that a log names; nobody's VS Code has a use for it.
  sourcemap: args.has('--watch') ? true : 'external',
};

const extension = withCommandsBeside('src/app/commands.ts', {
  ...shippedOptions,
  plugins: [textsOfVSCode, apiOnce, nodesOwn, localBeside],
  outdir: 'dist',
});

/**
 * It has no need of VS Code, and cannot be built where it has.
 * @type {esbuild.BuildOptions}
 */
const local = {
  ...common,
  external: [],
  entryPoints: ['src/app/localPlayer.ts'],
  outfile: 'dist/local.js',
  ...shippedOptions,
};

/**
 * The extension for VS Code in a browser, whose extension host is a worker: `#host/…` leads to src/platform/web there
 * (package.json, "imports"). Nothing of Node's can be found for a browser, so that reaching for it fails the build.
 */
const web = withCommandsBeside('src/app/lateParts.ts', {
  ...shippedOptions,
  platform: 'browser',
  external: ['vscode'],
  plugins: [textsOfVSCode, apiOnce],
  outdir: 'dist/web',
});

/**
 * The page of "Now Playing", with its style. The font stays where VS Code finds it, too.
 * @type {esbuild.BuildOptions}
 */
const page = {
  ...common,
  ...shippedOptions,
  platform: 'browser',
  format: 'iife',
  external: ['*.woff'],
  entryPoints: ['js', 'css'].map((type) => ({
    in: `src/webview/nowPlaying/page.${type.replace('js', 'ts')}`,
    out: 'nowPlaying',
  })),
  outdir: 'dist',
};

/** What runs in Node leaves its packages outside the bundle. */
/** @type {esbuild.BuildOptions} */
const tests = {
  ...common,
  entryPoints: [
    'test/unit/**/*.test.ts',
    'test/start.ts',
    'test/standIn.ts',
    'test/iconFont.ts',
    'test/host/run.ts',
    'test/bench/run.ts',
    'test/fuzz/run.ts',
    'test/soak/*.ts',
  ],
  outdir: 'out',
  outbase: 'test',
  packages: 'external',
  sourcemap: 'inline',
};

/** All files of a run share one stage, with its browser and its window. */
/** @type {esbuild.BuildOptions} */
const e2eTests = {
  ...tests,
  entryPoints: ['test/e2e/*.test.ts', 'test/e2e/run.ts', 'test/e2e/stage.ts'],
  external: ['./stage'],
  outdir: 'out/e2e',
  outbase: 'test/e2e',
};

/** What runs inside VS Code's extension host is one file. */
/** @type {esbuild.BuildOptions} */
const hostTests = {
  ...common,
  entryPoints: ['test/host/index.ts'],
  outfile: 'out/host/index.js',
  sourcemap: 'inline',
};

/** The extension as those tests load it, once for each of several windows. */
const loadedExtension = withCommandsBeside('src/app/commands.ts', {
  plugins: [textsOfVSCode, localBeside],
  outdir: 'out/host',
  minify: false,
  sourcemap: 'inline',
});

/** @type {esbuild.BuildOptions} */
const loadedLocal = { ...local, outfile: 'out/host/local.js', minify: false, sourcemap: 'inline' };

/** The same for the browser's extension host, where some tests differ. */
/** @type {esbuild.BuildOptions} */
const workerTests = {
  ...hostTests,
  platform: 'browser',
  external: ['vscode'],
  alias: { 'node:assert/strict': './test/vscode/assert.ts' },
  entryPoints: ['test/host/worker.ts'],
  outfile: 'out/host/worker.js',
};

const shipped = [extension, local, web, page];
const allTests = [tests, e2eTests, hostTests, loadedExtension, loadedLocal, workerTests];

async function main() {
  if (args.has('--watch')) {
    const bundles = args.has('--tests') ? [...shipped, ...allTests] : shipped;
    const contexts = await Promise.all(bundles.map((bundle) => esbuild.context(bundle)));
    // esbuild prints what is wrong, and goes on watching.
    console.log('Building ...');
    await Promise.allSettled(contexts.map((context) => context.rebuild()));
    await Promise.all(contexts.map((context) => context.watch()));
    // .vscode/tasks.json waits for this line.
    console.log('Watching for changes ...');
    return;
  }
  await Promise.all(shipped.map((bundle) => esbuild.build(bundle)));
  if (args.has('--tests')) {
    await Promise.all(allTests.map((bundle) => esbuild.build(bundle)));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
