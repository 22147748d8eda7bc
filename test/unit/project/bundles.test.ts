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

/** As `node esbuild.js` has just made them. */
describe('what is shipped', () => {
  it('speaks to the Spotify app on this machine by a bundle of its own', () => {
    const words = ['org.mpris.MediaPlayer2', 'osascript', 'powershell.exe'];
    const having = ['extension.js', 'web/extension.js', 'local.js'].map((file) =>
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
