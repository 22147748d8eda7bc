import assert from 'node:assert/strict';
import { readPageMessage } from '../../../src/webview/nowPlaying/protocol';

describe('a message of the page "Now Playing"', () => {
  const read: readonly (readonly [
    what: string,
    message: { readonly command: string; readonly args: unknown[] },
  ])[] = [
    ['that it is ready', { command: 'ready', args: [] }],
    ['a button', { command: 'earshot.next', args: [] }],
    ['a position in a song', { command: 'earshot.seekTo', args: ['1:05', 'spotify:track:1'] }],
    ['a volume', { command: 'earshot.setVolume', args: [40] }],
  ];
  for (const [what, message] of read) {
    it(`is read when it is ${what}`, () => assert.deepEqual(readPageMessage(message), message));
  }

  const dropped: readonly (readonly [what: string, message: unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'earshot.next'],
    ['without a command', { args: [] }],
    ['without arguments', { command: 'earshot.next' }],
    ['another command of ours', { command: 'earshot.signOut', args: [] }],
    ['a command of VS Code’s', { command: 'workbench.action.quit', args: [] }],
    ['a name of every object', { command: 'constructor', args: [] }],
    ['with an object', { command: 'earshot.next', args: [{}] }],
    ['with a number that is none', { command: 'earshot.setVolume', args: [NaN] }],
    ['with a long text', { command: 'earshot.seekTo', args: ['1'.repeat(201)] }],
    ['with many arguments', { command: 'earshot.seekTo', args: [1, 2, 3] }],
    ['with arguments that are no list', { command: 'earshot.next', args: 'x' }],
  ];
  for (const [what, message] of dropped) {
    it(`is dropped when it is ${what}`, () => assert.equal(readPageMessage(message), undefined));
  }

  it('has nothing besides what is read', () => {
    const message = { command: 'ready', args: [], extra: 1 };
    assert.deepEqual(readPageMessage(message), { command: 'ready', args: [] });
  });
});
