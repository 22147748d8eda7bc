import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dependencies } from '../../../package.json';
import { fromRoot } from '../../vscode/root';

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  /** Only what is for development alone, or optional, asks for it. */
  readonly devOptional?: boolean;
}
const { packages } = JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};
const all = Object.entries(packages).filter(([place]) => place !== '');
const names = (some: typeof all) => some.map(([place]) => place.replace(/^.*node_modules\//, ''));

describe('package-lock.json', () => {
  it('has the hash of each package', () => {
    assert.ok(all.length > 500);
    const without = all.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
    assert.deepEqual(names(without), []);
  });

  // npm writes where a package comes from with --no-omit-lockfile-registry-resolved, and in any case if that is Git, a
  // folder or an address; without it, it asks the registry that whoever installs has set.
  it('takes all of them from the registry of whoever installs', () => {
    const elsewhere = all.filter(([, { resolved, link }]) => resolved !== undefined || link !== undefined);
    assert.deepEqual(names(elsewhere), [], 'npm install --omit-lockfile-registry-resolved');
  });

  it('has nothing that ships but these', () => {
    const declared = ['dotenv', 'node-fetch', 'oauth4webapi', 'valibot'];
    const ofNodeFetch = ['data-uri-to-buffer', 'fetch-blob', 'formdata-polyfill'];
    const ofFetchBlob = ['node-domexception', 'web-streams-polyfill'];
    const atRunTime = names(all.filter(([, { dev, devOptional }]) => !(dev ?? devOptional)));
    assert.deepEqual(Object.keys(dependencies), declared);
    assert.deepEqual(atRunTime.sort(), [...declared, ...ofNodeFetch, ...ofFetchBlob].sort());
  });
});
