import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { sizesInWords, sizesOf, tooLarge } from '../../release/sizes';
import { runChecks, type Check } from '../../release/check';
import { nextTag } from '../../release/version';

describe('the checks before a release', () => {
  const passes: Check = { name: 'first', run: () => 'it holds' };
  const fails: Check = { name: 'second', run: () => Promise.reject(new Error('it does not. Mend it')) };

  it('say a line each, and go on after one that has failed', async () => {
    const said: string[] = [];
    assert.equal(await runChecks([fails, passes], (line) => said.push(line)), false);
    assert.deepEqual(said, ['FAILED  second: it does not. Mend it', 'ok      first: it holds']);
  });

  it('have passed when each of them has', async () => {
    assert.equal(await runChecks([passes, passes], () => {}), true);
  });
});

describe('the version of a release', () => {
  const log = (heading: string) => `# Changelog\n\n${heading}\n\n- Something.\n\n## 1.2.2 – 2026-12-31\n`;

  it('is tagged when package.json and the changelog agree, and it has a day', () => {
    const expected = { tag: 'v1.2.3', day: '2027-01-31' };
    assert.deepEqual(nextTag('1.2.3', log('## 1.2.3 – 2027-01-31'), ['v1.2.2']), expected);
    assert.deepEqual(nextTag('1.2.3', log('## 1.2.3 - 2027-01-31'), []), expected);
  });

  const refused: readonly (readonly [why: string, heading: string, tags: readonly string[], said: RegExp])[] =
    [
      [
        'of another number',
        '## 1.3.0 – 2027-01-31',
        [],
        /package\.json says 1\.2\.3.*“## 1\.3\.0 – 2027-01-31”/,
      ],
      ['without a section', '', [], /“## 1\.2\.2 – 2026-12-31”/],
      ['without a day', '## 1.2.3', [], /gives no day.*“## 1\.2\.3 – ”/],
      ['on a day that is none', '## 1.2.3 – 2027-13-31', [], /gives no day/],
      ['that is tagged', '## 1.2.3 – 2027-01-31', ['v1.2.3'], /the tag v1\.2\.3 exists/],
    ];
  for (const [why, heading, tags, said] of refused) {
    it(`is not one ${why}`, () => {
      assert.throws(() => nextTag('1.2.3', log(heading), tags), said);
    });
  }
});

describe('the sizes of a release', () => {
  it('are those of what is packed, and are held to their limits', async () => {
    const packed = new JSZip();
    packed.file('extension/dist/extension.js', 'x'.repeat(1_024 * 150));
    packed.file('extension/dist/node.js', 'x'.repeat(1_024 * 50));
    packed.file('extension/dist/local.js', 'x'.repeat(512));
    const vsix = await packed.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
    const sizes = await sizesOf(vsix);
    assert.deepEqual(sizes, {
      'Node, at activation': 200,
      'a browser, at activation': 150,
      'commands.js': Infinity,
      'local.js': 0.5,
      VSIX: vsix.length / 1_024,
    });
    assert.deepEqual(tooLarge(sizes), { 'a browser, at activation': 150, 'commands.js': Infinity });
    assert.equal(sizesInWords({ 'local.js': 0.55 }), 'local.js 0.6 KiB (42 at most)');
  });
});
