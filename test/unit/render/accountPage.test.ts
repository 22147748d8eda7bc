import assert from 'node:assert/strict';
import { scopeDescription } from '../../../src/messages/pages';
import { accountPage, type AccountFacts } from '../../../src/render/accountPage';
import { scopes } from '../../../src/spotify/requests';

const image = { url: 'https://i.scdn.co/image/ab67', ratio: 1 };
const session = {
  name: 'Wren as she was called',
  clientId: '5ca1ab1e',
  way: 'Through this machine',
  scopes: ['user-library-read', 'user-read-the-future'],
  authorizedAt: Date.UTC(2026, 7, 31, 12),
};
const facts: AccountFacts = {
  session,
  profile: { id: 'acc1', name: 'Wren Hedge', image },
  fault: undefined,
  budget: { used: 12, limit: 1000 },
};

/** What a reader sees: without tags, and with every number a character again. */
function read(page: string): string {
  return page
    .replace(/<br>/g, '\n')
    .replace(/<\/?(table|tr|td|strong|code)\b[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/ +/g, ' ');
}

describe('the page of the account', () => {
  it('tells all that there is', () => {
    const page = read(accountPage(facts));
    assert.match(page, /^# Wren Hedge\n/);
    assert.match(page, /Client ID 5ca1ab1e /);
    assert.match(page, /Signed in Through this machine /);
    assert.match(page, /Sign in again by February 28, 2027; Spotify ends/);
    assert.match(page, /Requests in the last 24 hours 12 of 1000 /);
    assert.match(page, /Earshot may see which songs you like\nuser-read-the-future /);
    assert.match(page, /<img src="https:\/\/i\.scdn\.co\/image\/ab67" alt="" width="128" height="128">/);
  });

  it('shows the picture in its own proportions', () => {
    const wide = { id: 'acc1', name: 'Wren Hedge', image: { ...image, ratio: 16 / 9 } };
    const page = accountPage({ ...facts, profile: wide });
    assert.match(page, /<img [^>]* width="128" height="72">/);
  });

  it('has no picture where there is none', () => {
    const page = accountPage({ ...facts, profile: { id: 'acc1', name: 'Wren Hedge' } });
    assert.doesNotMatch(page, /<img/);
    assert.match(page, /^# Wren Hedge\n\n<table>/);
  });

  it('says why Spotify could not be asked, and what is known all the same', () => {
    const fault = 'Spotify cannot be reached.';
    const page = read(accountPage({ ...facts, profile: undefined, fault }));
    assert.match(page, /^# Wren as she was called\n\n_Spotify cannot be reached\._\n/);
    assert.match(page, /Client ID 5ca1ab1e /);
    assert.doesNotMatch(page, /<img/);
  });

  it('says where the rest is known when the session is another window’s', () => {
    const page = read(accountPage({ ...facts, session: undefined }));
    assert.match(page, /^# Wren Hedge\n/);
    assert.equal(page.match(/Known to the window in which you signed in/g)?.length, 4);
  });

  it('does not guess when a session ends', () => {
    const page = read(accountPage({ ...facts, session: { ...session, authorizedAt: undefined } }));
    assert.match(page, /Sign in again by Not known: /);
  });

  it('says so where nothing was granted', () => {
    assert.match(
      read(accountPage({ ...facts, session: { ...session, scopes: [] } })),
      /Earshot may nothing /,
    );
  });

  it('shows names and scopes as their characters', () => {
    const nasty = '**b** <script>x</script> [l](command:y) https://evil.example';
    const page = accountPage({
      ...facts,
      profile: { id: 'a', name: `${nasty}\u202e\n# two` },
      session: { ...session, scopes: [nasty], clientId: nasty },
    });
    assert.doesNotMatch(page, /\*\*b|<script|\[l\]|https:\/\/evil|\u202e/);
    assert.equal(page.split('\n').filter((line) => line.startsWith('#')).length, 1);
    assert.equal(read(page).split(nasty).length - 1, 3);
  });

  it('lets no address out of its attribute', () => {
    const page = accountPage({
      ...facts,
      profile: { id: 'a', name: 'b', image: { url: 'https://a/"onerror="x', ratio: 1 } },
    });
    assert.doesNotMatch(page, /"onerror/);
  });
});

describe('a scope', () => {
  it('that is asked for has words, each its own', () => {
    const all = scopes.map(scopeDescription);
    assert.equal(new Set(all).size, scopes.length);
    for (const words of all) assert.match(words, /^[a-z, ]+$/);
  });

  it('that is not known stays as it is', () => {
    assert.equal(scopeDescription('constructor'), 'constructor');
    assert.equal(scopeDescription('user-read-the-future'), 'user-read-the-future');
  });
});
