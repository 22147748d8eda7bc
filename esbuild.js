// Builds the extension (dist/) and, with --tests, everything below test/ that runs on its own (out/).
const esbuild = require('esbuild');

const args = new Set(process.argv.slice(2));

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
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

/** The tests keep their packages outside the bundle, but for those that run inside VS Code's extension host. */
/** @type {esbuild.BuildOptions} */
const tests = {
  ...common,
  entryPoints: ['test/unit/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/start.ts'],
  outdir: 'out',
  outbase: 'test',
  packages: 'external',
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
    await esbuild.build(tests);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
