import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fromRoot } from '../../vscode/root';

const longest = 'Keep the song in the status bar while VS Code waits for the network agai';

describe('the check of commit subjects', () => {
  let folder: string;
  let lastBefore: string;

  // What a Git hook, or the user's own settings, would change.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = Object.fromEntries(inherited);

  function git(...args: string[]): string {
    const settings = ['user.name=Wren', 'user.email=wren@example.com', 'commit.gpgSign=false'];
    const all = [...settings.flatMap((setting) => ['-c', setting]), ...args];
    const { status, stdout, stderr } = spawnSync('git', all, { cwd: folder, env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  }

  const commit = (subject: string) => git('commit', '--quiet', '--allow-empty', '-m', subject);

  function check(since: string) {
    const args = [fromRoot('test', 'commits.js'), since];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-commits-'));
    git('init', '--quiet', '--initial-branch', 'main');
    commit(`${longest} and more, before the rule`);
    lastBefore = git('rev-parse', 'HEAD');
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('says nothing of subjects that are short enough, nor of earlier ones', () => {
    assert.equal(longest.length, 72);
    commit(longest);
    assert.deepEqual(check(lastBefore), { status: 0, said: '' });
  });

  it('counts characters, not bytes', () => {
    commit('ü'.repeat(72));
    assert.deepEqual(check(lastBefore), { status: 0, said: '' });
  });

  it('names each subject that is too long, with hash and length', () => {
    const subjects = [`${longest}n`, `${longest}nst`];
    const hashes = subjects.map((subject) => {
      commit(subject);
      return git('rev-parse', '--short', 'HEAD');
    });
    commit('Keep it short');
    const { status, said } = check(lastBefore);
    assert.equal(status, 1);
    assert.deepEqual(said.trim().split('\n'), [
      `${hashes[1] ?? ''}: a subject of 75 characters, where 72 are the most: ${subjects[1] ?? ''}`,
      `${hashes[0] ?? ''}: a subject of 73 characters, where 72 are the most: ${subjects[0] ?? ''}`,
    ]);
  });

  it('leaves merges alone, whose subjects people do not write', () => {
    git('switch', '--quiet', '--create', 'other');
    commit('Change the other branch');
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '-m', `${longest} by a merge`, 'other');
    assert.deepEqual(check(lastBefore), { status: 0, said: '' });
  });

  it('says what to do where the history does not reach back far enough', () => {
    const { status, said } = check('0123456789012345678901234567890123456789');
    assert.equal(status, 1);
    assert.match(
      said,
      /^Commit 0123456789012345678901234567890123456789 is not in the history.*git fetch --unshallow\n$/,
    );
  });
});
