import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { differences, repack, sha256, unpack } from '../../release/vsix';

const day = Date.UTC(2027, 0, 31) / 1_000;

interface Made {
  readonly names: readonly string[];
  readonly mode: number;
  readonly date: number;
  readonly compression: 'DEFLATE' | 'STORE';
}
const made: Made = { names: ['a', 'b/c'], mode: 0o100644, date: day, compression: 'DEFLATE' };

/** A ZIP as others may have made it, with a text in each file. */
function zip(change: Partial<Made> = {}, text = 'words '.repeat(100)): Promise<Uint8Array> {
  const { names, mode, date, compression } = { ...made, ...change };
  const packed = new JSZip();
  for (const name of names) packed.file(name, text, { unixPermissions: mode, date: new Date(date * 1_000) });
  return packed.generateAsync({ type: 'uint8array', platform: 'UNIX', compression });
}

describe('a VSIX', () => {
  const same: readonly (readonly [what: string, change: Partial<Made>])[] = [
    ['the order of its files', { names: ['b/c', 'a'] }],
    ['their modes', { mode: 0o100600 }],
    ['their time', { date: day + 86_400 }],
    ['how it was packed', { compression: 'STORE' }],
  ];
  for (const [what, change] of same) {
    it(`is the same whatever ${what}`, async () => {
      const [one, other] = [await zip(), await zip(change)];
      assert.notEqual(sha256(one), sha256(other));
      assert.equal(sha256(await repack(one, day)), sha256(await repack(other, day)));
    });
  }

  it('has all its files, readable for all, and the date that it is given', async () => {
    const packed = await repack(await zip(), day);
    assert.deepEqual([...(await unpack(packed)).keys()], ['a', 'b/c']);
    const entries = Object.values((await JSZip.loadAsync(packed)).files);
    const facts = entries.map(({ unixPermissions, date }) => [unixPermissions, date.toISOString()]);
    const each = [0o100644, '2027-01-31T00:00:00.000Z'];
    assert.deepEqual(facts, [each, each]);
  });

  it('differs from another in files that have other bytes, or that only one of them has', async () => {
    const one = await zip();
    assert.deepEqual(await differences(one, await zip({ compression: 'STORE' })), []);
    assert.deepEqual(await differences(one, await zip({ names: ['a', 'd'] })), ['b/c', 'd']);
    assert.deepEqual(await differences(one, await zip({}, 'other words')), ['a', 'b/c']);
  });
});
