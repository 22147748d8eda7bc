import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { sharedFolder } from '../../../src/windows/sharedFolder';

/** As much of a URI as it takes. */
interface Place {
  readonly path: string;
  with(change: { path: string }): Place;
}

const at = (path: string): Place => ({ path, with: (change) => at(change.path) });
const shared = (path: string) => sharedFolder(at(path) as unknown as Uri).path;

describe('the folder of all windows', () => {
  const own = '/home/wren/.config/Code/User/globalStorage/earshot.earshot-for-spotify';
  const table: readonly (readonly [what: string, path: string, folder: string])[] = [
    ['that of the default profile', own, own],
    [
      'the same for another profile',
      '/home/wren/.config/Code/User/profiles/-1a2b3c4d/globalStorage/earshot.earshot-for-spotify',
      own,
    ],
    [
      'the same for a profile in a browser',
      '/User/profiles/5e6f/globalStorage/earshot.earshot-for-spotify',
      '/User/globalStorage/earshot.earshot-for-spotify',
    ],
    [
      'another for somebody whose name is “profiles”',
      '/home/profiles/.config/Code/User/globalStorage/x',
      '/home/profiles/.config/Code/User/globalStorage/x',
    ],
    [
      'another for somebody who keeps all of VS Code in a folder “profiles”',
      '/home/wren/profiles/User/globalStorage/earshot.earshot-for-spotify',
      '/home/wren/profiles/User/globalStorage/earshot.earshot-for-spotify',
    ],
    [
      'another for somebody who keeps one VS Code within another',
      '/home/wren/User/profiles/User/globalStorage/x',
      '/home/wren/User/profiles/User/globalStorage/x',
    ],
  ];
  for (const [what, path, folder] of table) {
    it(`is ${what}`, () => assert.equal(shared(path), folder));
  }
});
