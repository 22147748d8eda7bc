import assert from 'node:assert/strict';
import { scopeDescription } from '../../../src/messages/pages';
import { accountPage, type AccountFacts } from '../../../src/render/accountPage';
import type { PageContent } from '../../../src/render/page';
import { scopes } from '../../../src/spotify/requests';

const image = { url: 'https://i.scdn.co/image/ab67', ratio: 1 };
const session = {
  name: 'Wren as she was called',
  clientId: '5ca1ab1e',
  way: 'Through this computer',
  scopes: ['user-library-read', 'user-read-the-future'],
  authorizedAt: Date.UTC(2026, 7, 31, 12),
};
const facts: AccountFacts = {
  session,
  profile: { id: 'acc1', name: 'Wren Hedge', image },
  fault: undefined,
  premiumRefusedAt: undefined,
  budget: { used: 12, limit: 1000 },
};

/** What a reader sees: without tags, and with every number a character again. */
function read({ html }: PageContent): string {
  return html
    .replace(/^.*<main>\n/s, '')
    .replace(/<h1>(.*)<\/h1>/, '# $1')
    .replace(/<br>/g, '\n')
    .replace(/<(?!img)\/?[a-z][^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/ +/g, ' ');
}

describe('the page of the account', () => {
  it('tells all that there is', () => {
    const page = read(accountPage(facts));
    assert.match(page, /^# Wren Hedge\n/);
    assert.match(page, /Client ID 5ca1ab1e /);
    assert.match(page, /Signed in Through this computer /);
    assert.match(page, /Sign in again by February 28, 2027\. Sessions last six months/);
    assert.match(page, /Premium Not known /);
    assert.match(
      page,
      /Requests in the last 24 hours 12 of the daily budget of 1,000\. Show Request Budget /,
    );
    assert.match(
      page,
      /Earshot can see which songs you like, and what else is in your library\nuser-read-the-future /,
    );
    assert.match(page, /<img src="https:\/\/i\.scdn\.co\/image\/ab67" alt="" width="128" height="128">/);
  });

  it('has buttons to sign in again and out, and runs no other commands than its links say', () => {
    const { html, commands } = accountPage(facts);
    const links = Array.from(html.matchAll(/href="command:([\w.]+)"/g), ([, command = '']) => command);
    assert.deepEqual(links, ['earshot.showRequestBudget', 'earshot.signIn', 'earshot.signOut']);
    assert.deepEqual([...commands].sort(), links.sort());
  });

  it('says when Spotify refused a control for want of Premium', () => {
    const page = read(accountPage({ ...facts, premiumRefusedAt: Date.UTC(2026, 4, 3, 12) }));
    assert.match(page, /Premium Refused on May 3 /);
  });

  it('loads its picture and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(accountPage(facts).html)?.[1] ?? '';
    assert.equal(
      policy.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
      "default-src 'none'; img-src https://i.scdn.co; style-src 'unsafe-inline'",
    );
    assert.match(accountPage({ ...facts, profile: undefined }).html, /img-src 'none'/);
  });

  it('shows the picture in its own proportions', () => {
    const wide = { id: 'acc1', name: 'Wren Hedge', image: { ...image, ratio: 16 / 9 } };
    const page = accountPage({ ...facts, profile: wide }).html;
    assert.match(page, /<img [^>]* width="128" height="72">/);
  });

  it('has no picture where there is none', () => {
    const page = read(accountPage({ ...facts, profile: { id: 'acc1', name: 'Wren Hedge' } }));
    assert.doesNotMatch(page, /<img/);
    assert.match(page, /^# Wren Hedge\n/);
  });

  it('says why Spotify could not be asked, and what is known all the same', () => {
    const fault = 'Spotify cannot be reached.';
    const page = read(accountPage({ ...facts, profile: undefined, fault }));
    assert.match(page, /^# Wren as she was called\n Spotify cannot be reached\. \n/);
    assert.match(page, /Client ID 5ca1ab1e /);
    assert.doesNotMatch(page, /<img/);
  });

  it('says where the rest is known when the session is another window’s', () => {
    const page = read(accountPage({ ...facts, session: undefined }));
    assert.match(page, /^# Wren Hedge\n/);
    assert.equal(page.match(/Available in the window where you signed in/g)?.length, 4);
  });

  it('does not guess when a session ends', () => {
    const page = read(accountPage({ ...facts, session: { ...session, authorizedAt: undefined } }));
    assert.match(page, /Sign in again by Not known\. /);
  });

  it('says so where nothing was granted', () => {
    assert.match(
      read(accountPage({ ...facts, session: { ...session, scopes: [] } })),
      /Earshot can nothing /,
    );
  });

  it('shows names and scopes as their characters', () => {
    const nasty = '**b** <script>x</script> [l](command:y) https://evil.example';
    const page = accountPage({
      ...facts,
      profile: { id: 'a', name: `${nasty}\u202e\n# two` },
      session: { ...session, scopes: [nasty], clientId: nasty },
    });
    assert.doesNotMatch(page.html, /\*\*b|<script|\[l\]|https:\/\/evil|\u202e/);
    assert.equal(page.html.match(/<h1>/g)?.length, 1);
    assert.equal(read(page).split(nasty).length - 1, 3);
  });

  it('lets no address out of its attribute', () => {
    const page = accountPage({
      ...facts,
      profile: { id: 'a', name: 'b', image: { url: 'https://a/"onerror="x', ratio: 1 } },
    });
    assert.doesNotMatch(page.html, /"onerror/);
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
