import assert from 'node:assert/strict';
import { contributes } from '../../package.json';
import { ClientSecrets } from '../../src/auth/clientSecrets';
import { readRecord, type Session } from '../../src/auth/session/session';
import { SessionStore } from '../../src/auth/session/sessionStore';
import { PinnedPlaylists } from '../../src/browse/pinnedPlaylists';
import { PlaylistTargets } from '../../src/browse/playlistTargets';
import { RecentSearches } from '../../src/browse/recentSearches';
import { RequestLog } from '../../src/spotify/requestLog';
import { PremiumRefusal } from '../../src/ui/common/premiumRefusal';
import { Keychain, ManualClock, Mark, minute, Pages, unlocked } from './support';

/*
 * What version 0.1.0 has stored on people's machines, to the letter. It stays as it is: a version to come has to read it,
 * and 0.1.0, in another window, has to read what that version writes.
 */

const playlist = 'spotify:playlist:3cEYpjA9oz9GiPac4AsH4n';

/** In SecretStorage and VS Code's global state, by the key. */
const stored = {
  'earshot.session':
    '{"state":"signedIn","session":{"id":"5e551014","issuer":"https://accounts.spotify.com","clientId":"5ca1ab1e0ddba11c0ffee0decade0042","refreshToken":"AQBmadeup","scopes":["user-library-read"],"flow":"relay","grant":"pkce","authorizedAt":1793610000000,"account":{"id":"acc1","name":"Wren Hedge"}},"writtenAt":1793610000001}',
  'earshot.clientSecrets':
    '[{"issuer":"https://accounts.spotify.com","clientId":"5ca1ab1e0ddba11c0ffee0decade0042","secret":"0ddba11"}]',
  'earshot.pinnedPlaylists': `[{"uri":"${playlist}","title":"Fog"}]`,
  'earshot.recentPlaylists': `{"userId":"wren","playlists":[{"uri":"${playlist}","title":"Fog"}]}`,
  'earshot.recentSearches': '["ferry"]',
  'earshot.premiumRefusal': '{"session":"5e551014","at":1793610000002}',
} as const;
type Key = keyof typeof stored;

const ended =
  '{"state":"ended","issuer":"https://accounts.spotify.com","refused":1793610000001,"why":"expired","writtenAt":1793610000003}';

/** The lines of `requests.log`, at 2026-11-02T09:00:00Z. */
const requests = [
  '{"at":1793610000000,"kind":"poll"}',
  '{"at":1793610000001,"kind":"command"}',
  '{"at":1793610000002,"kind":"lookup"}',
  '{"at":1793610000003,"kind":"profile"}',
  '{"until":1793613600000,"quota":true,"at":1793610000004}',
];

/** The settings, each with a value that somebody may have set. */
const settings: Readonly<Record<string, unknown>> = {
  'earshot.clientId': '5ca1ab1e0ddba11c0ffee0decade0042',
  'earshot.signIn.flow': 'loopback',
  'earshot.statusBar.format': '{icon} {title}[ – {artists}]',
  'earshot.statusBar.maxLength': 80,
  'earshot.statusBar.alignment': 'right',
  'earshot.statusBar.priority': -1,
  'earshot.statusBar.showWhenPaused': false,
  'earshot.statusBar.showWhenNothingPlays': false,
  'earshot.statusBar.buttons': ['previous', 'playPause', 'next', 'like'],
  'earshot.statusBar.clickAction': 'playPause',
  'earshot.polling.pace': 'relaxed',
  'earshot.polling.dailyBudget': 500,
  'earshot.openIn': 'app',
  'earshot.copy.text': '{title}',
  'earshot.copy.markdown': '[[{title}]]({link})',
  'earshot.links.hover': false,
  'earshot.links.languages': ['markdown'],
  'earshot.source': 'local',
  'earshot.preferredDevice': 'Kitchen',
  'earshot.server': 'http://127.0.0.1:9377',
};

const session: Session = {
  id: '5e551014',
  issuer: 'https://accounts.spotify.com',
  clientId: '5ca1ab1e0ddba11c0ffee0decade0042',
  refreshToken: 'AQBmadeup',
  scopes: ['user-library-read'],
  flow: 'relay',
  grant: 'pkce',
  authorizedAt: 1_793_610_000_000,
  account: { id: 'acc1', name: 'Wren Hedge' },
};

/** What a version to come could add: to each object a field. */
function withMore(text: string): string {
  return JSON.stringify(
    JSON.parse(text, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? { ...value, another: { of: 'a later version' } }
        : value,
    ),
  );
}

/** One key of the global state or of SecretStorage. */
class Kept {
  written: unknown;
  constructor(readonly text?: string) {}
  readonly state = {
    get: () => (this.text === undefined ? undefined : JSON.parse(this.text)) as never,
    update: (_key: string, value: unknown) => Promise.resolve(void (this.written = value)),
    keys: () => [],
  };
}

const profile = () => Promise.reject(new Error('Nobody asks.'));
const readers: Readonly<Record<Key, (text: string) => unknown>> = {
  'earshot.session': (text) => {
    const record = readRecord(text);
    return record?.state === 'signedIn' && record.session.refreshToken;
  },
  'earshot.clientSecrets': (text) => {
    const { secrets } = secretsWith(text);
    return secrets.find(session.issuer, session.clientId);
  },
  'earshot.pinnedPlaylists': (text) => new PinnedPlaylists(new Kept(text).state).all[0]?.title,
  'earshot.recentPlaylists': (text) =>
    new PlaylistTargets(profile, new Kept(text).state).recent('wren')[0]?.title,
  'earshot.recentSearches': (text) => new RecentSearches(new Kept(text).state).queries[0],
  'earshot.premiumRefusal': (text) => refusalWith(new Kept(text)).at,
};
const read: Readonly<Record<Key, unknown>> = {
  'earshot.session': 'AQBmadeup',
  'earshot.clientSecrets': '0ddba11',
  'earshot.pinnedPlaylists': 'Fog',
  'earshot.recentPlaylists': 'Fog',
  'earshot.recentSearches': 'ferry',
  'earshot.premiumRefusal': 1_793_610_000_002,
};

function secretsWith(text?: string) {
  const keychain = new Keychain();
  if (text !== undefined) keychain.values.set('earshot.clientSecrets', text);
  return { keychain, secrets: new ClientSecrets(keychain.window()) };
}

function refusalWith(kept: Kept): PremiumRefusal {
  return new PremiumRefusal(kept.state, { state: { kind: 'signedIn', session } }, new ManualClock());
}

const keys = Object.keys(stored) as Key[];

describe('what version 0.1.0 has stored', () => {
  for (const key of keys) {
    it(`is read from ${key}, and so is what a later version adds to it`, async () => {
      assert.deepEqual(await readers[key](stored[key]), read[key]);
      assert.deepEqual(await readers[key](withMore(stored[key])), read[key]);
    });
  }

  it('tells a session that Spotify ended, for whatever reason a later version knows', () => {
    const why = (text: string) => {
      const record = readRecord(text);
      return record?.state === 'ended' && record.why;
    };
    assert.deepEqual([ended, withMore(ended), ended.replace('expired', 'moved')].map(why), [
      'expired',
      'expired',
      undefined,
    ]);
  });

  it('signs in whoever came by a way that only a later version knows', () => {
    const record = readRecord(stored['earshot.session'].replace('"relay"', '"device"'));
    assert.deepEqual(record?.state === 'signedIn' && [record.session.id, record.session.flow], [
      session.id,
      undefined,
    ]);
  });

  it('counts each request of the last day and keeps the limit, beside kinds of a later version', async () => {
    const pages = new Pages();
    const clock = new ManualClock();
    await clock.advance(minute);
    const log = new RequestLog(pages, clock);
    pages.lines = [
      ...requests.map(withMore),
      ...requests,
      '{"at":1793610000005,"kind":"dream"}',
      '{"version":2}',
      'no JSON',
    ];
    await log.read();
    assert.equal(log.budget(1_000).used, 8);
    await assert.rejects(log.assertOpen(), {
      problem: { kind: 'limited', until: 1_793_613_600_000, quota: true },
    });
  });

  it('has settings that are there still, and take what was set', () => {
    const known = new Map<string, { readonly enum?: readonly unknown[]; readonly type?: unknown }>(
      contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
    );
    const refused = Object.entries(settings).filter(([name, value]) => {
      const setting = known.get(name);
      const type = Array.isArray(value) ? 'array' : typeof value;
      const types = [setting?.type].flat().map((one) => (one === 'integer' ? 'number' : one));
      return !types.includes(type) || (setting?.enum && !setting.enum.includes(value));
    });
    assert.deepEqual(refused, []);
    assert.deepEqual(
      [...known.keys()].filter((name) => !(name in settings)),
      [],
    );
  });
});

describe('what this version stores', () => {
  it('is a session as 0.1.0 reads it', async () => {
    const keychain = new Keychain();
    const clock = new ManualClock();
    await new SessionStore(keychain.window(), new Mark(), () => session.issuer, clock, unlocked).save(
      session,
    );
    const written = JSON.parse(keychain.values.get('earshot.session') ?? '') as {
      readonly writtenAt: number;
    };
    assert.deepEqual({ ...written, writtenAt: 1_793_610_000_001 }, JSON.parse(stored['earshot.session']));
  });

  it('is a client secret as 0.1.0 reads it', async () => {
    const { keychain, secrets } = secretsWith();
    await secrets.keep(session.issuer, session.clientId, '0ddba11');
    assert.equal(keychain.values.get('earshot.clientSecrets'), stored['earshot.clientSecrets']);
  });

  it('is a choice as 0.1.0 reads it', async () => {
    const [pins, targets, searches] = [new Kept(), new Kept(), new Kept()];
    const fog = { uri: playlist, title: 'Fog' };
    await new PinnedPlaylists(pins.state).pin(fog);
    await new PlaylistTargets(profile, targets.state).add('wren', fog);
    await new RecentSearches(searches.state).add('ferry');
    assert.deepEqual(
      [pins, targets, searches].map(({ written }) => JSON.stringify(written)),
      (['pinnedPlaylists', 'recentPlaylists', 'recentSearches'] as const).map(
        (name) => stored[`earshot.${name}`],
      ),
    );
  });

  it('is a line of the log as 0.1.0 reads it', async () => {
    const pages = new Pages();
    const clock = new ManualClock();
    const log = new RequestLog(pages, clock);
    for (const kind of ['poll', 'command', 'lookup', 'profile'] as const) {
      await log.record(kind);
      await clock.advance(1);
    }
    await log.block({ until: clock.now() + 60 * minute, quota: true });
    const shape = (line: string) => line.replace(/\d{13}/g, 'MS');
    assert.deepEqual(pages.lines.map(shape), requests.map(shape));
  });
});
