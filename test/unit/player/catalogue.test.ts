import assert from 'node:assert/strict';
import { Cancelled } from '../../../src/model/errors/userFacingError';
import { parseLink, type CatalogItem, type Link } from '../../../src/model/link';
import { Catalogue } from '../../../src/player/catalogue';
import { hour, ManualClock, turns } from '../support';

const link = (index: number) => parseLink(`spotify:track:${String(index).padStart(22, 'a')}`) as Link;
const catalogItem = (of: Link): CatalogItem => ({
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
  let answer: (of: Link) => Promise<CatalogItem | null>;
  let catalogue: Catalogue;

  beforeEach(() => {
    clock = new ManualClock();
    asked = [];
    answer = (of) => Promise.resolve(catalogItem(of));
    catalogue = new Catalogue((of) => {
      asked.push(of.uri);
      return answer(of);
    }, clock);
  });

  it('is asked once for a link, also by two at the same time', async () => {
    const both = await Promise.all([catalogue.find(link(1)), catalogue.find(link(1))]);
    assert.deepEqual(both, [catalogItem(link(1)), catalogItem(link(1))]);
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
    answer = (of) => Promise.resolve(catalogItem(of));
    assert.deepEqual(await catalogue.find(link(1)), catalogItem(link(1)));
    assert.equal(asked.length, 2);
  });

  describe('that many ask at once', () => {
    let settle: ((result: Promise<CatalogItem | null>) => void)[];
    const many = Array.from({ length: 30 }, (_, index) => link(index));
    beforeEach(() => {
      settle = [];
      answer = () => new Promise((resolve) => settle.push(resolve));
    });
    /** Answers what was asked for the longest. */
    async function next(result: Promise<CatalogItem | null> = Promise.resolve(null)): Promise<void> {
      settle.shift()?.(result);
      await turns();
    }

    it('asks for two of them at a time, in their order', async () => {
      const all = Promise.all(many.map((one) => catalogue.find(one)));
      for (let index = 2; index < many.length; index += 1) {
        assert.equal(asked.length, index);
        await next();
      }
      await next();
      await next();
      assert.equal((await all).length, many.length);
      assert.deepEqual(
        asked,
        many.map(({ uri }) => uri),
      );
    });

    it('goes on after one that failed', async () => {
      const all = Promise.allSettled(many.map((one) => catalogue.find(one)));
      while (settle.length > 0) await next(Promise.reject(new Error('offline')));
      assert.deepEqual(
        (await all).filter(({ status }) => status !== 'rejected'),
        [],
      );
      assert.equal(asked.length, many.length);
    });

    it('asks for none that nobody waits for any more', async () => {
      const cancelled = new Set<string>();
      const isWanted = (by: string) => () => !cancelled.has(by);
      const all = Promise.allSettled([
        ...many.slice(0, 4).map(({ uri }, index) => catalogue.find(link(index), isWanted(uri))),
        catalogue.find(link(3), isWanted('another')),
      ]);
      for (const { uri } of many) cancelled.add(uri);
      await next();
      await next();
      await next();
      assert.deepEqual(asked, [link(0).uri, link(1).uri, link(3).uri]);
      const [, , dropped, kept, another] = await all;
      assert.ok(dropped?.status === 'rejected' && dropped.reason instanceof Cancelled);
      assert.deepEqual([kept?.status, another?.status], ['fulfilled', 'fulfilled']);
      void catalogue.find(link(2));
      assert.equal(asked.at(-1), link(2).uri, 'it was not remembered');
    });
  });

  it('asks for another user anew', async () => {
    answer = () => Promise.resolve(null);
    assert.equal(await catalogue.find(link(1)), null);
    answer = (of) => Promise.resolve(catalogItem(of));
    catalogue.forget();
    assert.deepEqual(await catalogue.find(link(1)), catalogItem(link(1)));
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
