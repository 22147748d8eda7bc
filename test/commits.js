// Fails when the subject of a commit is longer than 72 characters, beyond which GitHub and many tools cut it off.
// It runs in the current folder's repository: node test/commits.js [the last commit that need not keep the rule]
const { spawnSync } = require('node:child_process');

/** The longest subject, in characters. */
const limit = 72;

/** The last commit before the rule. */
const lastBefore = process.argv[2] ?? '1381bedb25559f2c41119748ae93dd1e9ab62176';

function git(...args) {
  const { status, stdout, stderr, error } = spawnSync('git', args, { encoding: 'utf8' });
  return { status, stdout, problem: error?.message ?? stderr.trim() };
}

function main() {
  if (git('merge-base', '--is-ancestor', lastBefore, 'HEAD').status !== 0) {
    throw new Error(
      `Commit ${lastBefore} is not in the history of HEAD, so the subjects since then cannot be checked. ` +
        'In a shallow clone, run: git fetch --unshallow',
    );
  }
  // Git and GitHub write the subjects of merges.
  const log = git('log', '--no-merges', '--encoding=UTF-8', '--format=%h %s', `${lastBefore}..HEAD`);
  if (log.status !== 0) {
    throw new Error(`git log failed: ${log.problem}`);
  }
  for (const line of log.stdout.split('\n').filter((text) => text !== '')) {
    const [hash] = line.split(' ', 1);
    const subject = line.slice(hash.length + 1);
    const length = Array.from(subject).length;
    if (length > limit) {
      console.error(`${hash}: a subject of ${length} characters, where ${limit} are the most: ${subject}`);
      process.exitCode = 1;
    }
  }
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
