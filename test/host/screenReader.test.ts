import assert from 'node:assert/strict';
import { songs } from '../spotify';
import type { QuickPick } from './window/boxes';
import { Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

/** The items of the status bar while a song shows: the song, and the buttons beside it. */
const song = (what: string, play: 'Play' | 'Pause', like = 'Add to Liked Songs') => [
  `button Spotify, ${what}`,
  'button Spotify: Previous',
  `button Spotify: ${play}`,
  'button Spotify: Next',
  `button Spotify: ${like}`,
];
const kettle = 'Kettle on the Moor by The Paper Lanterns, Odile Marsh';
const episode = 'podcast episode Ep. 12: What the Bins Said by Slow Radio for Cats';
const wait = 'button Signing in to Spotify. Waiting for Spotify in the browser.';

/** After each step what VS Code has to say: in passing, in messages, and of the status bar, a list or a page. */
const spoken: readonly (readonly [step: string, said: readonly string[]])[] = [
  [
    'opens a window',
    [
      'button Sign in to Spotify. Sign in to see what you are listening to on Spotify. Settings Sync shares your client ID with your other computers, but not your session.',
    ],
  ],
  [
    'runs “Sign In”',
    [
      'information Is SPOTIFY/redirect registered in your Spotify app? | Continue | Copy Redirect URI | Use Another Way',
      wait,
    ],
  ],
  [
    'chooses “Continue”',
    [
      'progress Spotify: waiting for you to agree in the browser (open it again, copy the address). If it shows INVALID_CLIENT, register SPOTIFY/redirect (copy) in your Spotify app, or use another way.',
      wait,
    ],
  ],
  ['agrees in the browser', ['check  Signed in as Wren Hedge.', ...song(`playing: ${kettle}`, 'Pause')]],
  ['presses “Next”', ['Skipped to next', ...song(`playing: ${episode}`, 'Pause')]],
  ['presses “Pause”', ['Paused', ...song(`paused: ${episode}`, 'Play')]],
  [
    'presses “Add to Liked Songs”',
    ['earshot-liked  Added to Liked Songs', ...song(`paused: ${episode}`, 'Play', 'Remove from Liked Songs')],
  ],
  [
    'searches for “kettle”',
    [
      'list Search: Search for songs, albums, artists, playlists, podcasts, and audiobooks',
      'Your Library',
      'music  Kettle on the Moor, The Paper Lanterns, Odile Marsh | Add to Queue | Add to Playlist… | Copy Link | Open in Spotify',
      'list-unordered  Jagged Kettle & Rain, Playlist · Wren Hedge | Show Contents | Copy Link | Open in Spotify',
    ],
  ],
  [
    'opens the queue',
    [
      'list Queue: Select a song to skip to',
      '1. Kettle on the Moor, The Paper Lanterns, Odile Marsh | Open in Spotify',
      'add  Add to Queue…',
    ],
  ],
  [
    'opens the account',
    [
      'Wren Hedge',
      'Client ID',
      'Signed in',
      'Sign in again by',
      'Premium',
      'Requests in the last 24 hours',
      'Earshot can',
      'Sign In Again Sign Out',
      'You can remove access at spotify.com/account/apps .',
    ],
  ],
];

describe('somebody who hears VS Code instead of seeing it', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  const transcript: (readonly [step: string, said: readonly string[]])[] = [];
  beforeEach(async () => {
    profile = await Profile.make({ 'statusBar.buttons': ['previous', 'playPause', 'next', 'like'] });
    profile.spotify.player.play([songs.plain, songs.episode]);
    window = profile.open();
  });
  afterEach(() => profile.end());

  /** Notes what was said since the last step, and what there is to be heard now. */
  function note(step: string, ...heard: readonly string[]): void {
    const { passing, messages, progress } = window.user;
    const told = messages
      .filter(({ isOpen }) => isOpen)
      .map(({ kind, text, buttons }) => `${kind} ${[text, ...buttons].join(' | ')}`);
    const waiting = progress.map(({ title, text }) => `progress ${title}: ${text}`);
    const items = window.items.map(
      ({ accessibilityInformation: { role = '', label } = { label: '' } }) => `${role} ${label}`,
    );
    const all = [...passing.splice(0).map(named), ...told, ...waiting, ...(heard.length > 0 ? heard : items)];
    const withoutAddresses = (text: string) =>
      text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(profile.spotify.url, 'SPOTIFY');
    transcript.push([step, all.map(withoutAddresses)]);
  }

  it('is told each step, from the sign-in over song, search and queue to the account', async () => {
    await window.shows(signedOut);
    note('opens a window');
    const signingIn = window.run('signIn');
    const question = await window.user.message('registered in your Spotify app');
    note('runs “Sign In”');
    question.choose('Continue');
    await until('the browser opens', () => window.user.opened.length > 0);
    note('chooses “Continue”');
    await profile.decide(window, window.user.opened[0] ?? '', 'agree');
    await signingIn;
    await window.shows(/Kettle/);
    note('agrees in the browser');
    await window.click(window.item('next'));
    await window.shows(/What the Bins Said/);
    note('presses “Next”');
    await window.click(window.item('playPause'));
    note('presses “Pause”');
    await window.click(window.item('like'));
    note('presses “Add to Liked Songs”');
    void window.run('search');
    const search = await window.user.pick('Search');
    search.value = 'kettle';
    await until('Spotify has found', () => search.labels.includes('Show All Songs…'));
    note('searches for “kettle”', ...read(search, 3));
    search.hide();
    void window.run('showQueue');
    const queue = await window.user.pick('Queue');
    note('opens the queue', ...read(queue));
    queue.hide();
    await window.run('showAccount');
    const page = window.user.page('Spotify Account').text.replace(/<[^>]*>/g, '');
    note('opens the account', ...page.split('\n').flatMap((line) => line.trim().split('  ')[0] || []));
    assert.deepEqual(transcript, spoken);
  });
});

/** VS Code reads an icon out by its name. */
function named(text: string): string {
  return text.replace(/\$\((.*?)\)/g, ' $1 ').trim();
}

/** A list as VS Code reads it out: each row with its description, and the buttons that stand in it. */
function read({ title, placeholder, items }: QuickPick, most = items.length): readonly string[] {
  const rows = items.slice(0, most).map(({ label, description = '', buttons = [] }) => {
    const texts = [label, description].filter(Boolean).map(named);
    return [texts.join(', '), ...buttons.map(({ tooltip }) => tooltip)].join(' | ');
  });
  return [`list ${title}: ${placeholder}`, ...rows];
}
