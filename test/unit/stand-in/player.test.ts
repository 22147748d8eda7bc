import assert from 'node:assert/strict';
import { type Player, advertisement, songs, track } from '../../spotify';
import { Catalogue } from '../../spotify/catalogue';
import { Player as PlayerItself } from '../../spotify/player';
import { ManualClock } from './visitor';

describe('the stand-in: the player', () => {
  let clock: ManualClock;
  let player: Player;
  let start: number;
  beforeEach(() => {
    clock = new ManualClock();
    start = clock.ms;
    player = new PlayerItself(clock.now, new Catalogue([]));
  });

  const one = track({ title: 'One', durationMs: 10_000 });
  const two = track({ title: 'Two', durationMs: 20_000 });
  const three = track({ title: 'Three', durationMs: 30_000 });

  it('plays nothing at first', () => {
    assert.equal(player.item, null);
    clock.advance(1_000_000);
    assert.deepEqual([player.item, player.changes.length, player.isPlaying], [null, 0, false]);
  });

  it('lets the position follow the clock, but not while it pauses', () => {
    player.play([two], { positionMs: 3000 });
    clock.advance(1500);
    assert.equal(player.positionMs, 4500);
    player.pause();
    clock.advance(60_000);
    assert.equal(player.positionMs, 4500);
    player.resume();
    clock.advance(500);
    assert.equal(player.positionMs, 5000);
  });

  it('goes on by itself, and notes the exact ends however late anyone looks', () => {
    player.play([one, two, three]);
    clock.advance(10_000 + 20_000 + 1234);
    assert.deepEqual([player.item, player.positionMs], [three, 1234]);
    assert.deepEqual(player.changes, [
      { at: start, uri: one.uri, title: 'One' },
      { at: start + 10_000, uri: two.uri, title: 'Two' },
      { at: start + 30_000, uri: three.uri, title: 'Three' },
    ]);
  });

  it('counts pauses and seeks into the end', () => {
    player.play([one, two]);
    clock.advance(4000);
    player.pause();
    clock.advance(5000);
    player.resume();
    player.seek(9000);
    clock.advance(999);
    assert.equal(player.item, one);
    clock.advance(1);
    assert.equal(player.item, two);
    assert.equal(player.changes.at(-1)?.at, start + 10_000);
  });

  it('begins again at the end of the list, or pauses there', () => {
    player.play([one, two]);
    clock.advance(30_000);
    assert.equal(player.item, one);
    player.wraps = false;
    clock.advance(31_000);
    assert.deepEqual([player.item, player.isPlaying, player.positionMs], [two, false, 0]);
    player.repeat = 'context';
    player.resume();
    clock.advance(20_000);
    assert.equal(player.item, one);
  });

  it('repeats a track without calling it a change, and still skips it', () => {
    player.play([one, two]);
    player.repeat = 'track';
    clock.advance(25_000);
    assert.deepEqual([player.item, player.positionMs, player.changes.length], [one, 5000, 1]);
    player.next();
    assert.equal(player.item, two);
  });

  it('skips both ways, and plays what is queued in between', () => {
    player.play([one, two]);
    player.enqueue(three);
    player.next();
    assert.equal(player.item, three);
    player.next();
    assert.equal(player.item, two);
    player.previous();
    assert.equal(player.item, one);
    player.seek(10_000);
    assert.equal(player.item, two);
  });

  it('notes when it stops', () => {
    player.play(one);
    clock.advance(2000);
    player.stop();
    assert.equal(player.item, null);
    assert.deepEqual(player.changes.at(-1), { at: start + 2000, uri: '', title: '' });
  });

  it('shows what was for as long as it is stale, with the position running on', () => {
    player.staleMs = 300;
    player.play([one, two]);
    clock.advance(5000);
    player.next();
    clock.advance(299);
    assert.deepEqual([player.item, player.shown.item], [two, one]);
    clock.advance(1);
    assert.equal(player.shown.item, two);
    player.pause();
    assert.equal(player.shown.isPlaying, true);
    clock.advance(300);
    assert.equal(player.shown.isPlaying, false);
  });

  it('chokes neither on half a year, nor on an item without length', () => {
    player.play();
    clock.advance(183 * 86_400_000);
    assert.ok(player.changes.length > 10_000);
    player.play(track({ title: 'Blink', durationMs: 0 }));
    clock.advance(100);
    assert.equal(player.item?.title, 'Blink');
  });

  it('refuses what its state forbids', () => {
    player.play(advertisement());
    assert.deepEqual([...player.refusals()], ['resuming', 'seeking', 'skipping_next', 'skipping_prev']);
    player.wraps = false;
    player.play([one]);
    player.disallows.add('toggling_shuffle');
    assert.deepEqual([...player.refusals()], ['resuming', 'skipping_prev', 'toggling_shuffle']);
  });

  it('has nasty titles in its list, and proper IDs', () => {
    assert.match(songs.emoji.title, /\p{Emoji}\u200D/u);
    assert.match(songs.rightToLeft.title, /\p{Script=Hebrew}/u);
    assert.match(songs.control.title, /\u202E/);
    assert.ok(songs.long.title.length > 500);
    for (const song of Object.values(songs)) {
      assert.match(song.id ?? 'x'.repeat(22), /^[A-Za-z0-9]{22}$/);
    }
  });
});
