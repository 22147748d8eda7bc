// Builds the extension into dist/ and, with --tests, what runs below test/ into out/.
const esbuild = require('esbuild');

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
};

/** @type {esbuild.BuildOptions} */
const extension = {
  ...common,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  minify: !args.has('--watch'),
  sourcemap: args.has('--watch'),
};

/** What runs in Node leaves its packages outside the bundle. */
/** @type {esbuild.BuildOptions} */
const tests = {
  ...common,
  entryPoints: [
    'test/unit/**/*.test.ts',
    'test/e2e/**/*.test.ts',
    'test/start.ts',
    'test/host/run.ts',
    'test/bench/run.ts',
  ],
  outdir: 'out',
  outbase: 'test',
  packages: 'external',
  sourcemap: 'inline',
};

/** What runs inside VS Code's extension host is one file. */
/** @type {esbuild.BuildOptions} */
const hostTests = {
  ...common,
  entryPoints: ['test/host/index.ts'],
  outfile: 'out/host/index.js',
  sourcemap: 'inline',
};

async function main() {
  if (args.has('--watch')) {
    const context = await esbuild.context(extension);
    await context.watch();
    return;
  }
  await esbuild.build(extension);
  if (args.has('--tests')) {
    await Promise.all([esbuild.build(tests), esbuild.build(hostTests)]);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
