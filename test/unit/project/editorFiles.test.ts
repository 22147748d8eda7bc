import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseConfigFileTextToJson } from 'typescript';
import { fromRoot } from '../../vscode/root';

interface Task {
  readonly label: string;
  readonly type: string;
  readonly script: string;
  readonly dependsOn?: string;
  readonly problemMatcher: {
    readonly background: { readonly beginsPattern: string; readonly endsPattern: string };
  };
}

interface Configuration {
  readonly name: string;
  readonly preLaunchTask?: string;
  readonly cascadeTerminateToConfigurations?: readonly string[];
  /** Of a compound only. */
  readonly configurations?: readonly string[];
  readonly outFiles?: readonly string[];
}

/** Reads JSON with comments. TypeScript brings a parser of that, for its tsconfig.json. */
function read(file: string): unknown {
  const { config, error } = parseConfigFileTextToJson(
    file,
    readFileSync(fromRoot('.vscode', file), 'utf8'),
  ) as {
    config?: unknown;
    error?: { messageText: unknown };
  };
  assert.equal(error, undefined, `${file}: ${String(error?.messageText)}`);
  return config;
}

describe('what .vscode/ says to the editor', () => {
  const { tasks } = read('tasks.json') as { tasks: readonly Task[] };
  const { configurations, compounds } = read('launch.json') as {
    configurations: readonly Configuration[];
    compounds: readonly Configuration[];
  };
  const labels = tasks.map(({ label }) => label);

  for (const file of readdirSync(fromRoot('.vscode'))) {
    it(`can be read: ${file}`, () => {
      assert.equal(typeof read(file), 'object');
    });
  }

  for (const { label, type, script, dependsOn = label } of tasks) {
    it(`has a task “${label}” for an npm script, after a task that exists`, () => {
      const { scripts } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as {
        scripts: Record<string, string>;
      };
      assert.equal(type, 'npm');
      assert.ok(script in scripts, script);
      assert.ok(labels.includes(dependsOn), dependsOn);
    });
  }

  for (const launched of [...configurations, ...compounds]) {
    it(`launches “${launched.name}” with tasks and configurations that exist`, () => {
      const { preLaunchTask, cascadeTerminateToConfigurations, configurations: parts, outFiles } = launched;
      if (preLaunchTask !== undefined) {
        assert.ok(labels.includes(preLaunchTask), preLaunchTask);
      }
      const names = configurations.map(({ name }) => name);
      const unknown = [...(cascadeTerminateToConfigurations ?? []), ...(parts ?? [])].filter(
        (name) => !names.includes(name),
      );
      assert.deepEqual(unknown, []);
      assert.ok(outFiles?.every((glob) => glob.startsWith('${workspaceFolder}/dist/')) ?? true);
    });
  }

  it('waits for lines that the tasks print', () => {
    const sources = ['esbuild.js', 'test/standIn.ts'].map((file) => readFileSync(fromRoot(file), 'utf8'));
    const printed = Array.from(
      sources.join('').matchAll(/console\.log\(\s*['`](.*)['`],?\s*\)/g),
      ([, line]) => line ?? '',
    );
    const patterns = tasks.flatMap(({ problemMatcher: { background } }) => [
      background.beginsPattern,
      background.endsPattern,
    ]);
    assert.notEqual(patterns.length, 0);
    assert.deepEqual(
      patterns.filter((pattern) => !printed.some((line) => new RegExp(pattern).test(line))),
      [],
    );
  });
});
