import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const run = promisify(execFile);
const onWindows = process.platform === 'win32';
/** Whether a file can have such a name here. */
const canBeNamed = (name: string) => !onWindows || !/[\\*?\p{Cc}]| $/u.test(name);

/** The part of VS Code's own git extension that opens a repository outside the open folders. */
interface GitExtension {
  getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
}

describe('a file that was imported', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  let folder: string;
  let repository: string;
  /** A file that the repository has no business with, such as `.bashrc`. */
  let outside: string;
  /** The last import, and all that came of it. */
  let done: Promise<void>;
  before(async () => {
    profile = await Profile.make();
    window = profile.open();
    await window.shows(signedOut);
  });
  after(() => profile.end());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-repository-'));
    repository = path.join(folder, 'repository');
    await run('git', ['init', '--quiet', repository]);
    outside = path.join(folder, 'outside');
    await writeFile(outside, 'alias ll=ls\n');
  });
  // VS Code's git may still write what it found there.
  afterEach(() => rm(folder, { recursive: true, maxRetries: 5 }));

  const list = () => path.join(repository, '.gitignore');
  const text = () => {
    const { clientId, clientSecret } = profile.spotify.apps.default;
    return `CLIENT_ID=${clientId}\nCLIENT_SECRET=${clientSecret}\n`;
  };
  /** The message that says that the file is imported, for a file below the repository. */
  async function imported(below: string) {
    const file = path.join(repository, below);
    await mkdir(path.dirname(file), { recursive: true });
    if (!(await exists(file))) await writeFile(file, text());
    done = window.run('importCredentials', vscode.Uri.file(file));
    (await window.user.message(/^Import .* from .*\?/)).choose('Import');
    return window.user.message(/^Imported /);
  }
  async function add(below: string): Promise<void> {
    (await imported(below)).choose('Add to .gitignore');
  }
  /** Has VS Code's git know the repository, so that it can be asked. */
  async function known(): Promise<void> {
    const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
    await git?.getAPI(1).openRepository(vscode.Uri.file(repository));
  }
  const ignored = (below: string) => succeeds('git', '-C', repository, 'check-ignore', '--quiet', below);

  const names = ['a;b.env', '#a.env', '!a.env', 'a b .env ', '[a]*?.env', 'sub folder/[b]/ä.env', 'a\\b.env'];
  for (const name of names.filter(canBeNamed)) {
    it(`is ignored by git under the name "${name}"`, async () => {
      await add(name);
      await until('git ignores it', () => ignored(name));
    });
  }

  // The git of 1.99 opens no repository outside the open folders.
  const knows = vscode.version.startsWith('1.99.') ? it.skip : it;
  knows('is said to be ignored once git says so', async () => {
    await known();
    await add('credentials.env');
    await window.user.message('Git now ignores credentials.env.');
    assert.ok(await ignored('credentials.env'));
  });

  knows('is said not to be ignored while another rule takes that back', async () => {
    await known();
    await mkdir(path.join(repository, 'app'));
    await writeFile(path.join(repository, 'app', '.gitignore'), '!*.env\n');
    await add('app/credentials.env');
    await window.user.message('Git still does not ignore credentials.env');
    assert.ok(!(await ignored('app/credentials.env')));
  });

  it('is ignored where the repository itself is reached through a link', async () => {
    await rename(repository, path.join(folder, 'elsewhere'));
    await symlink(path.join(folder, 'elsewhere'), repository);
    await add('credentials.env');
    await until('git ignores it', () => ignored('credentials.env'));
  });

  it('is not deleted once it has other things in it', async () => {
    const message = await imported('credentials.env');
    const file = path.join(repository, 'credentials.env');
    await writeFile(file, `${text()}DATABASE_URL=postgres:\n`);
    message.choose('Delete File');
    await window.user.message('credentials.env has changed in the meantime and was not deleted');
    assert.ok(await exists(file));
  });

  it('is not deleted for good by who does not want that', async () => {
    (await imported('credentials.env')).choose('Delete File');
    (await window.user.message('cannot be moved to the trash')).choose();
    await done;
    assert.ok(await exists(path.join(repository, 'credentials.env')));
  });

  const untouched: readonly (readonly [
    what: string,
    below: string,
    make: () => Promise<unknown>,
    sentence: RegExp,
  ])[] = [
    ['that is a link', 'a;touch b/.env', () => symlink(outside, list()), /\.gitignore is not a regular file/],
    [
      'that is a link to a file in the repository',
      '.env',
      async () => {
        await writeFile(path.join(repository, 'rules'), '');
        await symlink('rules', list());
      },
      /\.gitignore is not a regular file/,
    ],
    [
      'that is a link to nothing',
      '.env',
      () => symlink(path.join(folder, 'nothing'), list()),
      /\.gitignore is not a regular file/,
    ],
    ['that is a folder', '.env', () => mkdir(list()), /\.gitignore is not a regular file/],
    ...(onWindows
      ? []
      : ([
          ['that is a pipe', '.env', () => run('mkfifo', [list()]), /\.gitignore is not a regular file/],
        ] as const)),
    [
      'of 50 MB',
      '.env',
      async () => {
        await writeFile(list(), '');
        await truncate(list(), 50_000_000);
      },
      /\.gitignore is too large/,
    ],
    ['for a path with a line break', 'a\ncurl b\n/.env', () => Promise.resolve(), /a line break/],
    ['for a path with a control character', 'a\x1b[1m/.env', () => Promise.resolve(), /a control character/],
    [
      'for a file in a folder that is a link',
      'linked/.env',
      async () => {
        await writeFile(path.join(folder, '.env'), text());
        await symlink(folder, path.join(repository, 'linked'));
      },
      /\.env is behind a symbolic link/,
    ],
  ];
  for (const [what, below, make, sentence] of untouched.filter(([, below]) => canBeNamed(below))) {
    it(`is not written into a .gitignore ${what}`, async () => {
      await make();
      const before = await lastChange(list());
      await add(below);
      await window.user.message(sentence);
      assert.deepEqual(await lastChange(list()), before);
      assert.equal(await readFile(outside, 'utf8'), 'alias ll=ls\n');
      assert.ok(!(await exists(path.join(folder, 'nothing'))));
    });
  }
});

function succeeds(command: string, ...args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}

/** When the file that is read by this name was last written, and how long it is. */
async function lastChange(file: string): Promise<unknown> {
  const { mtimeMs, size } = await stat(file).catch(() => ({ mtimeMs: 0, size: 0 }));
  return { mtimeMs, size };
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
