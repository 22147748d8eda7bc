import assert from 'node:assert/strict';
import { linkAt, parseLink } from '../../../src/model/link';
import { parseClockTime } from '../../../src/model/text';
import { parseTemplate, TemplateError } from '../../../src/render/template';
import { readCatalogItem } from '../../../src/spotify/catalogItemSchema';
import { classify } from '../../../src/spotify/classify';
import { readDevices, readPlayer, readProfile } from '../../../src/spotify/playerSchema';
import { device, player } from './replies';

/* What else may come from outside is in test/fuzz; how long it takes is measured here. */

const now = Date.UTC(2026, 10, 2, 9);
const base62 = '4uLU6hMCjMI75M1A2tKUQC';
const link = { type: 'track', id: base62, uri: `spotify:track:${base62}` } as const;
const fillers = ['x', ' ', '\n', '\u0301', '👨‍👩‍👧‍👦', '[', '{', '"', '\\', ':', '9', '=', 'א'];

describe('whatever comes from outside', () => {
  for (const letter of fillers) {
    it(`is read in no time where it is a megabyte of ${JSON.stringify(letter)}`, () => {
      const long = letter.repeat(Math.ceil(1_000_000 / letter.length));
      const started = performance.now();
      readPlayer({ ...player, item: { name: long, uri: long, album: { name: long, uri: long } } }, now);
      readDevices({ devices: [{ ...device, id: long, name: long }] });
      readProfile({ id: 'a', display_name: long });
      readCatalogItem(link, { name: long, release_date: long });
      classify({ status: 403, retryAfter: long, text: long }, now);
      parseLink(long);
      linkAt(long, 500_000);
      parseClockTime(long);
      assert.throws(() => parseTemplate(long), TemplateError);
      assert.ok(performance.now() - started < 1_000, `${performance.now() - started} ms`);
    });
  }
});
