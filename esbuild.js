// Builds the extension into dist/ and, with --tests, what runs below test/ into out/.
const { readFile, writeFile } = require('node:fs/promises');
const esbuild = require('esbuild');
const swc = require('@swc/core');

const args = new Set(process.argv.slice(2));

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // node-fetch reaches for the polyfill only where there is no global ReadableStream; Node has had one since 18.
  external: ['vscode', 'web-streams-polyfill/*'],
  logLevel: 'warning',
  charset: 'utf8',
};

/**
 * node-fetch brings what Node has had since 18, and it is only there for bodies that nobody here sends.
 * @type {esbuild.Plugin}
 */
const nodesOwn = {
  name: 'nodes-own',
  setup(build) {
    const filter = /^(fetch-blob(\/from\.js)?|formdata-polyfill\/esm\.min\.js)$/;
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'nodes-own', sideEffects: false }));
    build.onLoad({ filter: /./, namespace: 'nodes-own' }, () => ({
      contents: `
        export default globalThis.Blob;
        export const { Blob, File, FormData } = globalThis;
        export const [formDataToBlob, fileFrom, fileFromSync, blobFrom, blobFromSync] = [];
      `,
    }));
  },
};

/** @type {esbuild.BuildOptions} */
const extension = {
  ...common,
  plugins: [nodesOwn],
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  minify: !args.has('--watch'),
  sourcemap: args.has('--watch'),
};

/**
 * The same for VS Code in a browser, whose extension host is a worker: `#host/…` leads to src/platform/web there
 * (package.json, "imports"). Nothing of Node's can be found for a browser, so that reaching for it fails the build.
 */
/** @type {esbuild.BuildOptions} */
const web = {
  ...extension,
  platform: 'browser',
  // See `squeeze`; what is not squeezed has to be loaded as it is.
  format: args.has('--watch') ? 'cjs' : 'esm',
  target: 'es2022',
  external: ['vscode'],
  outfile: 'dist/web/extension.js',
};

/** What runs in Node leaves its packages outside the bundle. */
/** @type {esbuild.BuildOptions} */
const tests = {
  ...common,
  entryPoints: [
    'test/unit/**/*.test.ts',
    'test/start.ts',
    'test/standIn.ts',
    'test/host/run.ts',
    'test/bench/run.ts',
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
/** @type {esbuild.BuildOptions} */
const loadedExtension = {
  ...common,
  entryPoints: ['src/extension.ts'],
  outfile: 'out/host/extension.js',
  sourcemap: 'inline',
};

/** The same for the browser's extension host, where some tests differ. */
/** @type {esbuild.BuildOptions} */
const workerTests = {
  ...hostTests,
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  alias: { 'node:assert/strict': './test/vscode/assert.ts' },
  entryPoints: ['test/host/worker.ts'],
  outfile: 'out/host/worker.js',
};

const allTests = [tests, e2eTests, hostTests, loadedExtension, workerTests];

/**
 * Takes out another 4 % that esbuild leaves. What esbuild has left as a module becomes what VS Code loads, without the
 * wrappers by which modules of both kinds get on with each other: `vscode` needs none.
 * @param {esbuild.BuildOptions} bundle
 */
async function squeeze({ format, outfile }) {
  const { code } = await swc.transform(await readFile(outfile, 'utf8'), {
    swcrc: false,
    isModule: format === 'esm',
    ...(format === 'esm' && { module: { type: 'commonjs', noInterop: true, strict: true } }),
    minify: true,
    jsc: {
      target: 'es2022',
      minify: {
        compress: { passes: 3, ecma: 2022, toplevel: true, unsafe_arrows: true, pure_getters: true },
        mangle: { toplevel: true },
        ecma: 2022,
      },
    },
  });
  await writeFile(outfile, code);
}

async function main() {
  if (args.has('--watch')) {
    const bundles = args.has('--tests') ? [extension, web, ...allTests] : [extension, web];
    const contexts = await Promise.all(bundles.map((bundle) => esbuild.context(bundle)));
    // esbuild prints what is wrong, and goes on watching.
    console.log('Building ...');
    await Promise.allSettled(contexts.map((context) => context.rebuild()));
    await Promise.all(contexts.map((context) => context.watch()));
    // .vscode/tasks.json waits for this line.
    console.log('Watching for changes ...');
    return;
  }
  await Promise.all(
    [extension, web].map(async (bundle) => {
      await esbuild.build(bundle);
      await squeeze(bundle);
    }),
  );
  if (args.has('--tests')) {
    await Promise.all(allTests.map((bundle) => esbuild.build(bundle)));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
