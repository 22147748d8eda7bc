import assert from 'node:assert/strict';
import type { Log } from '../../../src/platform/host';
import { RecentLog } from '../../../src/platform/recentLog';

describe('a log that keeps its last lines', () => {
  it('writes each, and keeps it with its time and level', () => {
    const written: string[] = [];
    const write = (level: string) => (text: string) => written.push(`${level} ${text}`);
    const log: Log = {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    };
    let now = 0;
    const recent = new RecentLog(log, { now: () => (now += 1) });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) recent[level]('x');
    assert.deepEqual(written, ['debug x', 'info x', 'warn x', 'error x']);
    assert.deepEqual(recent.lines.at(-1), { at: 4, level: 'error', text: 'x' });
  });

  it('keeps no more than a hundred, and no more of each than people read', () => {
    const silent = () => undefined;
    const recent = new RecentLog(
      { debug: silent, info: silent, warn: silent, error: silent },
      { now: () => 0 },
    );
    for (let index = 0; index < 250; index += 1) recent.info(`${index} ${'x'.repeat(1_000)}`);
    assert.equal(recent.lines.length, 100);
    assert.match(recent.lines[0]?.text ?? '', /^150 x{296}$/);
  });
});
