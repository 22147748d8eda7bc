import assert from 'node:assert/strict';
import { readTokenReply } from '../../../src/auth/oauth/tokenReply';
import { problemMessage } from '../../../src/messages/apiProblems';
import { fileFaultMessage } from '../../../src/messages/credentialsFile';
import { entriesIn } from '../../../src/model/credentialEntries';
import { readCredentials } from '../../../src/model/credentials';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { linkAt, parseLink } from '../../../src/model/link';
import { reduce } from '../../../src/model/playback/reduce';
import { nextPoll } from '../../../src/model/schedule/polling';
import { parseClockTime } from '../../../src/model/text';
import { parseDotenv } from '../../../src/platform/node/dotenv';
import { linkHover } from '../../../src/render/linkHover';
import { present } from '../../../src/render/statusText';
import { parseTemplate, renderTemplate, TemplateError } from '../../../src/render/template';
import { readCatalogItem } from '../../../src/spotify/catalogItemSchema';
import { classify } from '../../../src/spotify/classify';
import { readDevices, readPlayer, readProfile, readQueue } from '../../../src/spotify/playerSchema';
import { RequestLog } from '../../../src/spotify/requestLog';
import { readToFollower, readToLeader } from '../../../src/windows/protocol';
import { everythingShown } from '../../shown';
import { ManualClock, Pages, pick, seeded } from '../support';

/* Whatever comes from outside: nothing throws, nothing takes long, and nothing that is no text is shown. */

const seed = Number(process.env['EARSHOT_SEED'] ?? 20);
const random = seeded(seed);
const now = Date.UTC(2026, 10, 2, 9);
const base62 = '4uLU6hMCjMI75M1A2tKUQC';
const link = { type: 'track', id: base62, uri: `spotify:track:${base62}` } as const;

const numbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  5e-324,
  1_300,
  200_000,
  now,
  2 ** 31,
  2 ** 53,
  1e16,
  8.64e15,
  1e308,
  -1e308,
];
const texts = [
  '', ' ', 'Ferry', 'a\u0000b', '\ud83d', '\udc00x', '\u202egnp', '$(bell)', '](command:x)', '<b>', '{title}', '[[', '}',
  `spotify:track:${base62}`, `https://open.spotify.com/track/${base62}?si=1`, 'spotify:local:a:b:c:1', 'spotify:ad:x',
  'https://i.scdn.co/image/a', 'playing', 'track', 'episode', 'ad', 'Bearer', '1:23', '1h2m', '1e308', '-5', '86400',
]; // prettier-ignore
const fillers = ['x', ' ', '\n', '\u0301', '👨‍👩‍👧‍👦', '[', '{', '"', '\\', ':', '9', '=', 'א'];
const keys = [
  'is_playing', 'progress_ms', 'item', 'device', 'actions', 'disallows', 'name', 'uri', 'type', 'duration_ms', 'images',
  'artists', 'album', 'show', 'audiobook', 'authors', 'url', 'width', 'height', 'id', 'volume_percent', 'queue', 'devices',
  'error', 'message', 'reason', 'status', 'access_token', 'token_type', 'expires_in', 'scope', 'display_name', 'kind', 'at',
  'until', 'quota', 'playback', 'request', 'total_tracks', 'release_date', 'CLIENT_ID', 'refresh_token', '__proto__',
]; // prettier-ignore

/** Half of them what belongs there, and half anything. */
function text(): string {
  return random() < 0.85
    ? pick(random, texts)
    : Array.from({ length: Math.floor(random() * 40) }, () => pick(random, fillers)).join('');
}

function value(depth = 0): unknown {
  const of = random();
  if (of < 0.3) return text();
  if (of < 0.5) return pick(random, numbers);
  if (of < 0.6) return pick(random, [null, true, false, [], {}]);
  if (depth > 4) return null;
  const inside = () => value(depth + 1);
  if (of < 0.75) return Array.from({ length: Math.floor(random() * 4) }, inside);
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 6) }, () => [pick(random, keys), inside()]),
  );
}

/** A body that is nearly right: some of its fields are anything. */
function damaged(body: unknown, share = 0.15): unknown {
  if (random() < share) return value(2);
  if (Array.isArray(body)) return body.map((one) => damaged(one, share));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, one]) => [key, damaged(one, share)]));
}

const named = {
  name: 'Low Tide',
  uri: `spotify:album:${base62}`,
  images: [{ url: 'https://i.scdn.co/a', width: 300 }],
};
const item = { ...named, type: 'track', uri: link.uri, duration_ms: 200_000, artists: [named], album: named };
const device = { id: 'd', name: 'Kitchen', type: 'Speaker', volume_percent: 40, supports_volume: true };
const player = { is_playing: true, progress_ms: 5_000, currently_playing_type: 'track', item, device };

const shownWith = {
  ...everythingShown,
  template: parseTemplate('{icon}{title}{artists}{album}{position}{device}'),
  maxLength: 500,
};
const circumstances = { now, focusedSince: now, budget: { used: 0, limit: 1_000 }, pace: 1 };

const readers: Readonly<Record<string, () => unknown>> = {
  'the player': () => {
    const snapshot = readPlayer(damaged(player), now);
    const playback = reduce({ kind: 'waiting' }, { type: 'answered', snapshot });
    const plan = nextPoll(playback, circumstances);
    assert.ok(plan && plan.at >= now && plan.at < now + 31 * 86_400_000);
    return present(playback, shownWith, now + 1_000);
  },
  'the queue': () => readQueue(damaged({ queue: [item, item] })),
  'the devices': () => readDevices(damaged({ devices: [device] })),
  'a profile': () => readProfile(damaged({ id: 'wren', display_name: 'Wren', images: named.images })),
  'an entry': () => {
    const entry = readCatalogItem(link, damaged({ ...item, release_date: '2024', total_tracks: 3 }));
    return entry && linkHover(entry, true);
  },
  'a refusal': () => {
    const reply = {
      status: 100 + Math.floor(random() * 500),
      retryAfter: text(),
      text: JSON.stringify(value()),
    };
    const verdict = classify(reply, now);
    return verdict.kind === 'problem' && problemMessage(verdict.problem, now);
  },
  'the tokens': () => {
    const body = damaged({ access_token: 'BQ', token_type: 'Bearer', expires_in: 3_600, scope: 'a b' });
    try {
      assert.ok(readTokenReply(JSON.stringify(body), 'pkce').expiresInMs <= 86_400_000);
    } catch (error) {
      assert.ok(error instanceof ApiProblemError);
    }
    return undefined;
  },
  credentials: () => {
    const source = random() < 0.5 ? JSON.stringify(value()) : `${pick(random, keys)}=${text()}\n${text()}`;
    const entries = entriesIn(source, parseDotenv);
    const found = entries && readCredentials(entries);
    return found && 'kind' in found ? fileFaultMessage(found) : undefined;
  },
  'a link': () => [parseLink(text()), linkAt(text() + text(), Math.floor(random() * 30))],
  'a format': () => {
    try {
      return renderTemplate(parseTemplate(text() + text()), { title: 'Ferry' }, 50);
    } catch (error) {
      assert.ok(error instanceof TemplateError);
      return error.message.replace(/\{\w+\}/g, '');
    }
  },
  'a time': () => parseClockTime(text()),
  messages: () => {
    const message = damaged({
      type: pick(random, ['playback', 'done', 'request', 'focus']),
      id: 1,
      request: { kind: 'queue' },
    });
    const playback = { kind: 'unavailable', problem: { kind: 'limited', until: now, quota: true } };
    readToLeader(message);
    const read = readToFollower(
      damaged({ type: 'playback', playback: damaged({ ...playback, last: { kind: 'waiting' } }) }),
    );
    return read?.type === 'playback' ? present(read.playback, shownWith, now) : undefined;
  },
};

function assertSpeaks(shown: unknown): void {
  if (typeof shown === 'string') assert.doesNotMatch(shown, /undefined|null|NaN|\[object|Infinity|\de[+-]\d/);
  if (typeof shown === 'number') assert.ok(Number.isFinite(shown));
  if (typeof shown === 'object' && shown !== null) Object.values(shown).forEach(assertSpeaks);
}

describe(`whatever comes from outside (EARSHOT_SEED=${seed})`, () => {
  for (const [what, read] of Object.entries(readers)) {
    it(`is read without a fault: ${what}`, () => {
      for (let round = 0; round < 400; round += 1) assertSpeaks(read());
    });
  }

  it('is read without a fault: the log of requests', async () => {
    const clock = new ManualClock();
    for (let round = 0; round < 200; round += 1) {
      const journal = new Pages();
      const line = () =>
        damaged(
          pick(random, [
            { at: now, kind: 'poll' },
            { until: now + 5_000, quota: true, at: now },
          ]),
          0.3,
        );
      journal.lines = Array.from({ length: 10 }, () => JSON.stringify(line()).replace(/\d+e\+308/g, '1e999'));
      const requestLog = new RequestLog(journal, clock);
      const { problem } = await requestLog.record('poll').then(
        () => ({ problem: undefined }),
        (error: unknown) => error as ApiProblemError,
      );
      const week = 7 * 86_400_000;
      if (problem)
        assert.ok(problem.kind === 'limited' && problem.until <= clock.now() + week, JSON.stringify(problem));
      assert.ok(requestLog.budget(1_000).used <= 11);
    }
  });

  for (const letter of fillers) {
    it(`is read in no time where it is a megabyte of ${JSON.stringify(letter)}`, () => {
      const long = letter.repeat(Math.ceil(1_000_000 / letter.length));
      const started = performance.now();
      const read = [
        readPlayer(
          { ...player, item: { ...item, name: long, uri: long, album: { name: long, uri: long } } },
          now,
        ),
        readDevices({ devices: [{ ...device, id: long, name: long }] }),
        readProfile({ id: 'a', display_name: long }),
        readCatalogItem(link, { name: long, release_date: long }),
        classify({ status: 403, retryAfter: long, text: long }, now),
        parseLink(long),
        linkAt(long, 500_000),
        parseClockTime(long),
      ];
      assertSpeaks(read);
      assert.throws(() => parseTemplate(long), TemplateError);
      assert.ok(performance.now() - started < 1_000, `${performance.now() - started} ms`);
    });
  }
});
