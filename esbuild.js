// Builds the extension into dist/ and, with --tests, what runs below test/ into out/.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, relative, resolve } = require('node:path');
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
 * VS Code's API is required once instead of by each file, and each part of it that is used is a module, with a name that
 * the minifier shortens and a place in that bundle alone which needs it.
 * @type {esbuild.Plugin}
 */
const apiOnce = {
  name: 'api-once',
  setup(build) {
    const ours = (namespace, path) => ({ namespace, path, sideEffects: false });
    build.onResolve({ filter: /^vscode$/ }, ({ path, namespace, importer }) =>
      namespace === 'api-whole' ? { path, external: true } : ours('api-of', relative('.', importer)),
    );
    build.onResolve({ filter: /./, namespace: 'api-of' }, ({ path }) => ours('api-part', path));
    build.onResolve({ filter: /./, namespace: 'api-part' }, ({ path }) => ours('api-whole', path));
    build.onLoad({ filter: /./, namespace: 'api-of' }, ({ path }) => {
      const used = new Set(readFileSync(path, 'utf8').match(/(?<=\bvscode\.)\w+/g));
      return { contents: [...used].map((part) => `export { ${part} } from '${part}';`).join('\n') };
    });
    build.onLoad({ filter: /./, namespace: 'api-part' }, ({ path }) => ({
      contents: `import { vscode } from 'whole'; export const ${path} = vscode.${path};`,
    }));
    build.onLoad({ filter: /./, namespace: 'api-whole' }, () => ({
      contents: `export * as vscode from 'vscode';`,
    }));
  },
};

/**
 * What stands for an English text in the files of translations that are shipped: six times all of English would be a
 * tenth of the VSIX. In 24 bits, by FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
 */
function keyOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 24)) & 0xffffff).toString(36);
}

/** Writes those files, from those in `l10n/`. @throws Error where two texts would have one key */
function writeTranslations() {
  mkdirSync('dist/l10n', { recursive: true });
  for (const name of readdirSync('l10n')) {
    const texts = Object.entries(JSON.parse(readFileSync(`l10n/${name}`, 'utf8')));
    const keyed = new Map(texts.map(([english, translated]) => [keyOf(english), translated]));
    if (keyed.size < texts.length)
      throw new Error(`Two texts have the same key in ${name}: say one in other words.`);
    writeFileSync(`dist/l10n/${name}`, JSON.stringify(Object.fromEntries(keyed)));
  }
}

/**
 * In the extension VS Code itself reads the translations and fills in what is in braces; outside of it the library does,
 * as in the tests.
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
      contents: `
        import { l10n } from 'vscode';
        ${keyOf}
        // As VS Code puts a text and what its translators are told together.
        const english = (text) => (text.comment ? text.message + '/' + text.comment.join('') : text);
        export const t = (text, ...values) => l10n.t(l10n.bundle?.[keyOf(english(text))] ?? text, ...values);
      `,
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
    build.onResolve({ filter: /\/localPlayer$/ }, () => ({ path: './local.js', external: true }));
  },
};
/** `require` in the place of `import()`: the tests load the extension by a `require` of their own. */
const requireLate = { 'dynamic-import': false };

/**
 * What the extension is made of: `extension.js` is what a browser runs, and has all that several of them need; what
 * Node's host adds, and what is read late, require that from it, so that an object and a class, as of an error, are the
 * same in all. esbuild splits ES modules alone, and VS Code takes none; `joined` makes CommonJS of what esbuild has split.
 */
const parts = { extension: 'src/browser.ts', node: 'src/node.ts', commands: 'src/app/lateParts.ts' };

/**
 * @param {esbuild.BuildOptions} options
 * @returns {esbuild.BuildOptions}
 */
function inParts({ plugins, ...output }) {
  const join = {
    name: 'join',
    setup(build) {
      build.onEnd(async ({ outputFiles, metafile }) => {
        if (!metafile) return;
        const { outputs } = metafile;
        const shared = chunksOf(outputs, `${output.outdir}/extension.js`);
        assertNeedVSCodeAlone(outputs, [...shared, `${output.outdir}/commands.js`]);
        await esbuild.build({
          ...common,
          ...output,
          entryPoints: Object.keys(parts).map((part) => resolve(output.outdir, `${part}.js`)),
          plugins: [joined(new Map(outputFiles.map(({ path, text }) => [path, text])), shared.map(nameOf))],
          supported: requireLate,
          allowOverwrite: true,
        });
      });
    },
  };
  return {
    ...common,
    ...output,
    entryPoints: parts,
    plugins: [...plugins, join],
    format: 'esm',
    splitting: true,
    sourcemap: 'inline',
    write: false,
    metafile: true,
  };
}

/** How one file that esbuild has split imports another. */
const nameOf = (file) => `./${basename(file)}`;

/** A file that esbuild has split, with all that it imports, from the bottom up. */
function chunksOf(outputs, file) {
  const imported = outputs[file].imports.filter(({ external }) => !external);
  return [...new Set([...imported.flatMap(({ path }) => chunksOf(outputs, path)), file])];
}

/** A browser has nothing of Node's. @throws Error */
function assertNeedVSCodeAlone(outputs, files) {
  for (const file of files) {
    const other = outputs[file].imports.find(({ external, path }) => external && path !== 'vscode');
    if (other)
      throw new Error(`${other.path} is not to be had in a browser, and is imported by a part of ${file}.`);
  }
}

/**
 * @param {Map<string, string>} files what esbuild has split, by its path
 * @param {readonly string[]} shared those of them that are in `extension.js`
 * @returns {esbuild.Plugin}
 */
const joined = (files, shared) => ({
  name: 'joined',
  setup(build) {
    const external = { external: true };
    build.onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'entry-point' ? { path } : undefined));
    build.onResolve({ filter: /^\.\/(extension|node|commands|local)\.js$/ }, ({ path }) => ({
      path,
      ...external,
    }));
    build.onResolve({ filter: /^\.\// }, ({ path, importer, resolveDir }) =>
      shared.includes(path) && !shared.includes(nameOf(importer))
        ? { path, namespace: 'shared' }
        : { path: resolve(resolveDir, path) },
    );
    build.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = require('./extension.js')['${path}'];`,
    }));
    build.onLoad({ filter: /./ }, ({ path }) => ({ contents: withObject(files.get(path), nameOf(path)) }));
    /** Exports what a file exports once more, as one object by its name. */
    const withObject = (text, name) => {
      if (name === './extension.js') {
        const others = shared.filter((other) => other !== name);
        return [...others.map((other) => `export { all as '${other}' } from '${other}';`), text].join('');
      }
      if (!shared.includes(name)) return text;
      const [, names = ''] = /\bexport ?\{([^}]*)\}/.exec(text) ?? [];
      const all = names.replace(/([\w$]+) as ([\w$]+)/g, '$2: $1');
      return `${text}\nexport const all = {${all}};`;
    };
  },
});

/** @type {esbuild.BuildOptions} */
const shippedOptions = {
  minify: !args.has('--watch'),
  // A map is kept beside a release, to find the line that a log names; nobody's VS Code has a use for it.
  sourcemap: args.has('--watch') ? true : 'external',
  metafile: true,
};

const extension = inParts({
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
    'test/pictures.ts',
    'test/standIn.ts',
    'test/iconFont.ts',
    'test/host/run.ts',
    'test/bench/run.ts',
    'test/fuzz/run.ts',
    'test/release/*.ts',
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
const loadedExtension = inParts({
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

const shipped = [extension, local, page];
const allTests = [tests, e2eTests, hostTests, loadedExtension, loadedLocal, workerTests];

async function main() {
  writeTranslations();
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
  const built = await Promise.all(shipped.map((bundle) => esbuild.build(bundle)));
  // What the bundles are made of; test/release/sbom.ts reads it.
  writeFileSync('dist/metafiles.json', JSON.stringify(built.map(({ metafile }) => metafile)));
  if (args.has('--tests')) {
    await Promise.all(allTests.map((bundle) => esbuild.build(bundle)));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
