import assert from 'node:assert/strict';
import type { Entry } from '../../../src/core/catalogue';
import { parseLink, type Link } from '../../../src/core/link';
import { Catalogue } from '../../../src/player/catalogue';
import { hour, ManualClock } from '../support';

const link = (index: number) => parseLink(`spotify:track:${String(index).padStart(22, 'a')}`) as Link;
const entry = (of: Link): Entry => ({
  link: of,
  title: of.id,
  by: [],
  album: undefined,
  durationMs: undefined,
  released: '',
  parts: undefined,
  image: undefined,
});

describe('the catalogue', () => {
  let clock: ManualClock;
  let asked: string[];
  let answer: (of: Link) => Promise<Entry | null>;
  let catalogue: Catalogue;

  beforeEach(() => {
    clock = new ManualClock();
    asked = [];
    answer = (of) => Promise.resolve(entry(of));
    catalogue = new Catalogue((of) => {
      asked.push(of.uri);
      return answer(of);
    }, clock);
  });

  it('is asked once for a link, also by two at the same time', async () => {
    const both = await Promise.all([catalogue.find(link(1)), catalogue.find(link(1))]);
    assert.deepEqual(both, [entry(link(1)), entry(link(1))]);
    await catalogue.find(link(1));
    assert.equal(asked.length, 1);
  });

  it('remembers what Spotify does not know', async () => {
    answer = () => Promise.resolve(null);
    assert.equal(await catalogue.find(link(1)), null);
    assert.equal(await catalogue.find(link(1)), null);
    assert.equal(asked.length, 1);
  });

  it('asks again when it failed', async () => {
    answer = () => Promise.reject(new Error('offline'));
    await assert.rejects(catalogue.find(link(1)));
    answer = (of) => Promise.resolve(entry(of));
    assert.deepEqual(await catalogue.find(link(1)), entry(link(1)));
    assert.equal(asked.length, 2);
  });

  it('asks for another user anew', async () => {
    answer = () => Promise.resolve(null);
    assert.equal(await catalogue.find(link(1)), null);
    answer = (of) => Promise.resolve(entry(of));
    catalogue.forget();
    assert.deepEqual(await catalogue.find(link(1)), entry(link(1)));
  });

  it('keeps nothing longer than a day', async () => {
    await catalogue.find(link(1));
    await clock.advance(24 * hour);
    await catalogue.find(link(1));
    assert.equal(asked.length, 2);
  });

  it('keeps a few hundred, and lets go of those that nobody asked for the longest', async () => {
    for (let index = 0; index < 300; index += 1) await catalogue.find(link(index));
    await catalogue.find(link(0));
    await catalogue.find(link(300));
    asked = [];
    await catalogue.find(link(0));
    assert.deepEqual(asked, []);
    await catalogue.find(link(1));
    assert.deepEqual(asked, [link(1).uri]);
  });
});
