import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import process from 'node:process';
import type { openLocalPlayer } from '../../../src/app/localPlayer';
import { fromRoot } from '../../vscode/root';
import { Lines, ManualClock } from '../support';

const bundle = (file: string) => readFileSync(fromRoot('dist', file), 'utf8');
const required = (file: string) =>
  Array.from(bundle(file).matchAll(/\brequire\("([^"]+)"\)/g), ([, name = '']) => name);

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
  };
}
/** What a bundle has under such names as those of commands, sorted. */
const entriesIn = (file: string) =>
  Array.from(bundle(file).matchAll(/"(earshot\.[\w.]+)":/g), ([, name = '']) => name).sort();

/** As `node esbuild.js` has just made them. */
describe('what is shipped', () => {
  it('speaks to the Spotify app on this machine by a bundle of its own', () => {
    const words = ['org.mpris.MediaPlayer2', 'osascript', 'powershell.exe'];
    const having = ['extension.js', 'node.js', 'local.js'].map((file) =>
      words.filter((word) => bundle(file).includes(word)),
    );
    assert.deepEqual(having, [[], [], words]);
  });

  it('needs for that nothing but Node', () => {
    const names = required('local.js');
    assert.ok(names.includes('node:child_process'));
    assert.deepEqual(
      names.filter((name) => !isBuiltin(name)),
      [],
    );
  });

  it('has every command that is declared in what is read when the first is run', () => {
    const manifest = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as Manifest;
    const all = manifest.contributes.commands.map(({ command }) => command).sort();
    const declaredIn = (file: string) => entriesIn(file).filter((name) => all.includes(name));
    assert.deepEqual(['commands.js', 'extension.js', 'node.js'].map(declaredIn), [all, [], []]);
  });

  it('has one copy of what several bundles need, and nothing of Node in what a browser reads', () => {
    const others = (file: string) => [...new Set(required(file).filter((name) => !isBuiltin(name)))].sort();
    assert.deepEqual(others('node.js'), ['./commands.js', './extension.js', './local.js']);
    assert.deepEqual(others('commands.js'), ['./extension.js']);
    assert.deepEqual([...new Set(required('extension.js'))], ['vscode']);
    const errors = ['RejectedError', 'ApiProblemError', 'UserFacingError', 'GrantRefused'];
    const made = (file: string) => errors.filter((name) => bundle(file).includes(`name="${name}"`));
    assert.deepEqual(['extension.js', 'node.js', 'commands.js'].map(made), [errors, [], []]);
  });

  it('opens a player from it, where there is a way on this system', () => {
    const load = createRequire(fromRoot('dist', 'extension.js'));
    const local = load('./local.js') as { openLocalPlayer: typeof openLocalPlayer };
    const memory = { get: () => undefined, update: () => Promise.resolve() };
    const parts = { extensionFolder: fromRoot(), memory, clock: new ManualClock(), log: new Lines() };
    const player = local.openLocalPlayer(parts);
    const known = ['linux', 'darwin', 'win32'].includes(process.platform);
    assert.equal(player?.state.kind, known ? 'starting' : undefined);
    player?.dispose();
  });
});
