import assert from 'node:assert/strict';
import type { ResultOf, WindowRequest } from '../../../src/model/commands/windowRequest';
import { RejectedError } from '../../../src/model/errors/rejection';
import { QueueSkips, type SkipOutcome } from '../../../src/player/queueSkips';
import { song } from '../support';

/** A queue of twelve songs, of which so many can be skipped. */
class Skippable {
  readonly asked: string[] = [];
  readonly uris = Array.from({ length: 12 }, (_, index) => `spotify:track:${index}`);

  constructor(private readonly skippable: number) {}

  readonly request = async <E extends WindowRequest>(request: E): Promise<ResultOf<E>> => {
    const next = request.kind === 'intent' && request.intent.kind === 'next';
    this.asked.push(next ? 'next' : request.kind);
    const queue = this.uris.map((uri) => ({ ...song, uri }));
    if (next && this.asked.length - 1 > this.skippable) throw new RejectedError({ kind: 'restricted' });
    // As long as an answer takes, others may come.
    await Promise.resolve();
    if (next) this.uris.shift();
    return (next ? null : queue) as ResultOf<E>;
  };
}

describe('playing from a row of the queue on', () => {
  const table: readonly (readonly [
    what: string,
    index: number,
    uri: string | undefined,
    skippable: number,
    outcome: SkipOutcome,
    skips: number,
  ])[] = [
    ['skips the song that plays for the first', 0, 'spotify:track:0', 99, { kind: 'done', count: 1 }, 1],
    ['skips all before it for another', 2, 'spotify:track:2', 99, { kind: 'done', count: 3 }, 3],
    ['skips ten at most', 9, 'spotify:track:9', 99, { kind: 'done', count: 10 }, 10],
    ['stops where one is refused', 4, 'spotify:track:4', 2, { kind: 'stopped', count: 2, of: 5 }, 3],
    ['skips nothing where another song is there', 1, 'spotify:track:2', 99, { kind: 'changed' }, 0],
    ['skips nothing where no song is named', 1, undefined, 99, { kind: 'changed' }, 0],
  ];
  for (const [what, index, uri, skippable, outcome, skips] of table) {
    it(what, async () => {
      const { asked, request } = new Skippable(skippable);
      assert.deepEqual(await new QueueSkips(request).playFrom(index, uri), outcome);
      assert.deepEqual(asked, ['queue', ...Array<string>(skips).fill('next')]);
    });
  }

  for (const index of [-1, 0.5, 12]) {
    it(`skips nothing for a row that there is not, ${index}`, async () => {
      const { asked, request } = new Skippable(99);
      const { kind } = await new QueueSkips(request).playFrom(index, undefined);
      assert.equal(kind, index > 10 ? 'tooFar' : 'changed');
      assert.ok(!asked.includes('next'));
    });
  }

  it('asks nothing for what is further back', async () => {
    const { asked, request } = new Skippable(99);
    assert.deepEqual(await new QueueSkips(request).playFrom(10, 'spotify:track:10'), { kind: 'tooFar' });
    assert.deepEqual(asked, []);
  });

  it('fails as the first skip does, where nothing has been skipped', async () => {
    await assert.rejects(
      new QueueSkips(new Skippable(0).request).playFrom(3, 'spotify:track:3'),
      RejectedError,
    );
  });

  it('goes on once for two clicks, and again once it is through', async () => {
    const { asked, request } = new Skippable(99);
    const skips = new QueueSkips(request);
    const both = await Promise.all([1, 1].map((index) => skips.playFrom(index, 'spotify:track:1')));
    assert.deepEqual(both, [{ kind: 'done', count: 2 }, { kind: 'changed' }]);
    assert.deepEqual(await skips.playFrom(0, 'spotify:track:2'), { kind: 'done', count: 1 });
    assert.deepEqual(asked, ['queue', 'next', 'next', 'queue', 'next']);
  });
});
