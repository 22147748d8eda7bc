import assert from 'node:assert/strict';
import { problemMessage } from '../../../src/messages/apiProblems';
import { rejectionMessage } from '../../../src/messages/rejections';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import type { Playback, Unavailable } from '../../../src/model/playback/playback';
import { initialChangeRate } from '../../../src/model/schedule/changeRate';
import { timeOfDay } from '../../../src/model/text';
import { buttonFor } from '../../../src/render/buttons';
import { hoverFor, type Hover } from '../../../src/render/hover';
import { escapeMarkdown, iconLink } from '../../../src/render/markup';
import {
  lastKnown,
  present,
  staleAfter,
  valuesOf,
  type Presentation,
  type PresentationSettings,
} from '../../../src/render/statusText';
import { parseTemplate } from '../../../src/render/template';
import { everythingShown } from '../../shown';
import { nowPlaying, song } from '../support';
import { readHover } from './hoverReader';

const settings = { ...everythingShown, clickCommand: 'earshot.openInSpotify' };
const now = 1_003_000;
const withFormat = (format: string) => ({ ...settings, template: parseTemplate(format) });

function shown(playback: Playback, changes: Partial<PresentationSettings> = {}, at = now): Presentation {
  const presentation = present(playback, { ...settings, ...changes }, at);
  assert.ok(presentation, 'Nothing is shown.');
  return presentation;
}

function markdownOf(tooltip: string | Hover): string {
  assert.ok(typeof tooltip === 'object', 'There is no hover.');
  return tooltip.markdown;
}

function problem(what: ApiProblem, last: Unavailable['last'] = nowPlaying()): Unavailable {
  return {
    kind: 'unavailable',
    problem: what,
    last,
    since: 1_001_000,
    failures: 1,
    failedAt: 1_001_000,
    jitter: 0,
  };
}

/** What the hover offers while nothing plays. */
const waysToMusic: readonly (readonly [icon: string, text: string, command: string])[] = [
  ['$(play)', 'Resume', 'earshot.play'],
  ['$(history)', 'Recently Played…', 'earshot.showRecentlyPlayed'],
  ['$(earshot-liked)', 'Liked Songs', 'earshot.playLikedSongs'],
  ['$(search)', 'Search…', 'earshot.search'],
];
const actionLink = ([icon, title, command]: (typeof waysToMusic)[number]) =>
  iconLink({ icon, title, command }, ` ${title}`);

describe('the status item without a song', () => {
  const table: readonly (readonly [what: string, playback: Playback, expected: Presentation])[] = [
    [
      'invites who is signed out',
      { kind: 'signedOut', elsewhere: false },
      {
        text: '$(music) Sign in to Spotify',
        tooltip: 'Sign in to see what you are listening to on Spotify.',
        label: 'Sign in to Spotify. Sign in to see what you are listening to on Spotify.',
        command: 'earshot.signIn',
        moves: undefined,
      },
    ],
    [
      'speaks of the other window to who has signed in there',
      { kind: 'signedOut', elsewhere: true },
      {
        text: '$(music) Sign in to Spotify',
        tooltip: 'Sign in to Spotify. If another window is already signed in, reload this one.',
        label:
          'Sign in to Spotify. Sign in to Spotify. If another window is already signed in, reload this one.',
        command: 'earshot.signIn',
        moves: undefined,
      },
    ],
    [
      'invites again when Spotify ended the session',
      { kind: 'signInAgain' },
      {
        text: '$(account) Sign in to Spotify again',
        tooltip: 'Spotify ended your session. It expired, or access was removed. Click to sign in again.',
        label:
          'Sign in to Spotify again. Spotify ended your session. It expired, or access was removed. Click to sign in again.',
        command: 'earshot.signIn',
        moves: undefined,
      },
    ],
    [
      'says that VS Code has lost the session',
      { kind: 'sessionLost' },
      {
        text: '$(account) Sign in to Spotify again',
        tooltip:
          'VS Code no longer has your Spotify session. Its keyring may have changed. Click to sign in again.',
        label:
          'Sign in to Spotify again. VS Code no longer has your Spotify session. Its keyring may have changed. Click to sign in again.',
        command: 'earshot.signIn',
        moves: undefined,
      },
    ],
    [
      'spins while the browser is open',
      { kind: 'signingIn', before: { kind: 'signInAgain' } },
      {
        text: '$(loading~spin) Signing in to Spotify',
        tooltip: 'Waiting for Spotify in the browser.',
        label: 'Signing in to Spotify. Waiting for Spotify in the browser.',
        command: 'earshot.signIn.showProgress',
        moves: undefined,
      },
    ],
    [
      'waits for the first answer',
      { kind: 'waiting' },
      {
        text: '$(music) Spotify',
        tooltip: 'Checking what you are listening to on Spotify.',
        label: 'Spotify. Checking what you are listening to on Spotify.',
        command: 'earshot.refresh',
        moves: undefined,
      },
    ],
    [
      'says that nothing plays',
      { kind: 'nothing', receivedAt: 1, changeRate: initialChangeRate(1) },
      {
        text: '$(music) Nothing playing',
        tooltip: {
          markdown: [
            escapeMarkdown(
              'Nothing is playing on Spotify, or a private session hides it. Click to resume, or to choose what to play and where.',
            ),
            waysToMusic.map(actionLink).join('&nbsp;&nbsp; '),
            '$(question) <a href="command:earshot.whyNothing">Why is nothing shown&#63;</a>',
          ].join('\n\n'),
          commands: [...waysToMusic.map(([, , command]) => command), 'earshot.whyNothing'],
        },
        label:
          'Nothing playing. Nothing is playing on Spotify, or a private session hides it. Click to resume, or to choose what to play and where.',
        command: 'earshot.showControls',
        moves: undefined,
      },
    ],
  ];
  for (const [what, playback, expected] of table) {
    it(what, () => {
      assert.deepEqual(present(playback, settings, now), expected);
    });
  }
});

describe('the status item', () => {
  const hidden: readonly (readonly [
    what: string,
    playback: Playback,
    changes: Partial<PresentationSettings>,
  ])[] = [
    ['before anything is known', { kind: 'starting' }, {}],
    ['while paused, if so set', nowPlaying({ kind: 'paused' }), { showWhenPaused: false }],
    [
      'while nothing plays, if so set',
      { kind: 'nothing', receivedAt: 1, changeRate: initialChangeRate(1) },
      { showWhenNothingPlays: false },
    ],
  ];
  for (const [what, playback, changes] of hidden) {
    it(`is hidden ${what}`, () => {
      assert.equal(present(playback, { ...settings, ...changes }, now), undefined);
    });
  }

  for (const mendable of [
    { kind: 'notRegistered' },
    { kind: 'notInCountry' },
    { kind: 'forbidden' },
    { kind: 'clientUnknown' },
    { kind: 'secretWrong' },
    { kind: 'secretMissing' },
    { kind: 'offline', obstacle: 'certificate' },
    { kind: 'offline', obstacle: 'proxy' },
  ] as const) {
    it(`is not hidden for ${JSON.stringify(mendable)}, which somebody has to mend, even where the song is`, () => {
      const paused = problem(mendable, nowPlaying({ kind: 'paused' }));
      assert.ok(present(paused, { ...settings, showWhenPaused: false }, now));
    });
  }

  for (const [why, sentence] of [
    ['expired', 'Your Spotify session expired. Sessions last six months.'],
    ['revoked', 'Spotify ended your session before it expired'],
  ] as const) {
    it(`says that a session was ${why}, where that is known`, () => {
      const { tooltip } = present({ kind: 'signInAgain', why }, settings, now) ?? {};
      assert.ok(typeof tooltip === 'string' && tooltip.startsWith(sentence));
    });
  }

  it('says what Settings Sync brings and what not, where there is a client ID and nobody is signed in', () => {
    const signedOut = { kind: 'signedOut', elsewhere: false } as const;
    const { tooltip } = present(signedOut, { ...settings, hasClientId: true }, now) ?? {};
    const sync = 'Settings Sync shares your client ID with your other computers, but not your session.';
    assert.equal(tooltip, `Sign in to see what you are listening to on Spotify. ${sync}`);
  });

  const always: readonly Playback[] = [
    { kind: 'signedOut', elsewhere: false },
    { kind: 'signInAgain' },
    { kind: 'sessionLost' },
    { kind: 'signingIn', before: { kind: 'starting' } },
    { kind: 'waiting' },
    nowPlaying(),
    problem({ kind: 'offline' }),
  ];
  for (const playback of always) {
    it(`is not hidden while ${playback.kind}, whatever is set`, () => {
      assert.ok(present(playback, { ...settings, showWhenPaused: false, showWhenNothingPlays: false }, now));
    });
  }

  it('does not bring a paused song back that is to be hidden, just because Spotify cannot be reached', () => {
    const item = present(
      problem({ kind: 'offline' }, nowPlaying({ kind: 'paused' })),
      { ...settings, showWhenPaused: false },
      now,
    );
    assert.doesNotMatch(item?.text ?? '', /Lamplight/);
  });
});

describe('the status item with a song', () => {
  it('says what plays, where, and by whom', () => {
    assert.deepEqual(shown(nowPlaying()), {
      text: '$(music) Lamplight Ferry – The Borrowed Oars, Ines Quill',
      tooltip: hoverFor(nowPlaying(), now),
      label: 'Spotify, playing: Lamplight Ferry by The Borrowed Oars, Ines Quill',
      command: 'earshot.openInSpotify',
      argument: song.uri,
      moves: 'hover',
    });
  });

  const icons: readonly (readonly [what: string, changes: Partial<NowPlaying>, icon: string])[] = [
    ['a track', {}, '$(music)'],
    ['an episode', { item: { ...song, kind: 'episode' } }, '$(mic)'],
    ['a local file', { item: { ...song, kind: 'local' } }, '$(file-media)'],
    ['an advertisement', { item: { ...song, kind: 'advertisement' } }, '$(megaphone)'],
    ['a chapter of an audiobook', { item: { ...song, kind: 'chapter' } }, '$(book)'],
    ['what is none of these', { item: { ...song, kind: 'other' } }, '$(play-circle)'],
    ['a private session', { privateSession: true }, '$(eye-closed)'],
    ['a pause', { kind: 'paused' }, '$(earshot-paused)'],
    ['a pause in a private session', { kind: 'paused', privateSession: true }, '$(earshot-paused)'],
    ['an item that is not known yet', { changing: true }, '$(loading~spin)'],
    ['a paused item that is not known yet', { changing: true, kind: 'paused' }, '$(loading~spin)'],
  ];
  for (const [what, changes, icon] of icons) {
    it(`has the icon ${icon} for ${what}`, () => {
      assert.equal(shown(nowPlaying(changes), withFormat('{icon}')).text, icon);
    });
  }

  const labels: readonly (readonly [changes: Partial<NowPlaying>, label: string])[] = [
    [{ kind: 'paused' }, 'Spotify, paused: Lamplight Ferry by The Borrowed Oars, Ines Quill'],
    [
      { item: { ...song, kind: 'episode', artists: [{ name: 'Night Post', uri: undefined }] } },
      'Spotify, playing: podcast episode Lamplight Ferry by Night Post',
    ],
    [{ item: { ...song, kind: 'local', artists: [] } }, 'Spotify, playing: local file Lamplight Ferry'],
    [
      { item: { ...song, explicit: true } },
      'Spotify, playing: Lamplight Ferry by The Borrowed Oars, Ines Quill, Explicit',
    ],
    [
      { item: { ...song, kind: 'advertisement', title: 'Advertisement', artists: [] } },
      'Spotify, playing: Advertisement',
    ],
    [
      { item: { ...song, kind: 'advertisement', title: 'Umbrellas', artists: [] } },
      'Spotify, playing: advertisement Umbrellas',
    ],
    [
      {
        item: {
          ...song,
          kind: 'chapter',
          title: 'Landfall',
          artists: [{ name: 'Maud Verrill', uri: undefined }],
          album: { name: 'The Lighthouse Log', uri: undefined },
        },
      },
      'Spotify, playing: chapter Landfall of The Lighthouse Log by Maud Verrill',
    ],
    [
      { item: { ...song, kind: 'chapter', title: 'Landfall', artists: [], album: undefined } },
      'Spotify, playing: chapter Landfall',
    ],
    [{ item: { ...song, kind: 'other', artists: [] } }, 'Spotify, playing: Lamplight Ferry'],
  ];
  for (const [changes, label] of labels) {
    it(`tells a screen reader “${label}”`, () => {
      assert.equal(shown(nowPlaying(changes)).label, label);
    });
  }

  for (const clickCommand of ['earshot.playPause', 'earshot.showControls', undefined]) {
    it(`runs ${clickCommand ?? 'nothing'} on a click, if so set, and what helps where there is a problem`, () => {
      assert.equal(shown(nowPlaying(), { clickCommand }).command, clickCommand);
      assert.equal(shown(nowPlaying({ kind: 'paused' }), { clickCommand }).command, clickCommand);
      assert.equal(shown({ kind: 'signInAgain' }, { clickCommand }).command, 'earshot.signIn');
      assert.equal(shown(problem({ kind: 'offline' }), { clickCommand }).command, 'earshot.refresh');
    });
  }

  it('knows what every token stands for', () => {
    assert.deepEqual(valuesOf(nowPlaying(), now), {
      title: 'Lamplight Ferry',
      artists: 'The Borrowed Oars, Ines Quill',
      album: 'Low Tide Letters',
      position: '0:23',
      duration: '3:20',
      device: 'Kitchen',
      link: 'https://open.spotify.com/track/1a2b3c4d5e6f7g8h9i0j1k',
      uri: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k',
    });
    const bare = { ...song, artists: [], album: undefined, durationMs: undefined, uri: undefined };
    assert.deepEqual(valuesOf(nowPlaying({ item: bare, device: undefined, kind: 'paused' }), now), {
      title: 'Lamplight Ferry',
      artists: '',
      album: '',
      position: '0:20',
      duration: '',
      device: '',
      link: '',
      uri: '',
    });
  });

  it('leaves out of the hover what there is not', () => {
    const bare = nowPlaying({
      kind: 'paused',
      device: undefined,
      item: { ...song, artists: [], album: undefined },
      privateSession: true,
    });
    assert.deepEqual(shown(bare).tooltip, hoverFor(bare, now));
  });

  it('has the whole title in the hover and for a screen reader, however short the text', () => {
    const long = nowPlaying({ item: { ...song, title: 'Oh well '.repeat(25).trim() } });
    const { text, tooltip, label } = shown(long, { maxLength: 10 });
    assert.equal(text, '$(music) Oh well…');
    assert.ok(markdownOf(tooltip).includes(long.item.title));
    assert.ok(label.includes(long.item.title));
  });

  it('shows position, duration, album and device where the format wants them', () => {
    const format = withFormat('{position}/{duration} {album} @ {device}');
    assert.equal(shown(nowPlaying(), format).text, '0:23/3:20 Low Tide Letters @ Kitchen');
  });

  it('has empty tokens for what is not known', () => {
    const advertisement = nowPlaying({ device: undefined, item: { ...song, durationMs: undefined } });
    assert.equal(
      shown(advertisement, withFormat('{title}[ of {duration}][ @ {device}]')).text,
      'Lamplight Ferry',
    );
  });

  it('has no position where nobody knows it, and still the length', () => {
    const format = withFormat('{title}[ at {position}][ of {duration}]');
    const nowhere = { progressMs: undefined, startedAt: undefined };
    for (const kind of ['playing', 'paused'] as const) {
      assert.equal(shown(nowPlaying({ kind, ...nowhere }), format).text, 'Lamplight Ferry of 3:20');
    }
    assert.equal(
      shown(problem({ kind: 'offline' }, nowPlaying(nowhere)), format).text,
      'Lamplight Ferry of 3:20',
    );
  });

  it('shows its icon where the format leaves nothing', () => {
    assert.equal(shown(nowPlaying({ device: undefined }), withFormat('[{device}]')).text, '$(music)');
  });

  const moving: readonly (readonly [
    playback: Playback,
    format: string,
    focused: number | undefined,
    elsewhere: number | undefined,
  ])[] = [
    [nowPlaying(), '{position}', 1_000, 1_000],
    [nowPlaying(), '{title}', 10_000, undefined],
    [nowPlaying({ progressMs: undefined, startedAt: undefined }), '{position}', undefined, undefined],
    [nowPlaying({ kind: 'paused' }), '{position}', undefined, undefined],
    [nowPlaying({ kind: 'paused' }), '{title}', undefined, undefined],
    [problem({ kind: 'offline' }), '{position}', undefined, undefined],
  ];
  for (const [playback, format, focused, elsewhere] of moving) {
    it(`is written anew after ${String(focused)} ms with ${format} while ${playback.kind}, or ${String(elsewhere)} without the focus`, () => {
      const presentation = shown(playback, withFormat(format));
      assert.deepEqual(
        [true, false].map((focus) => staleAfter(presentation, focus)),
        [focused, elsewhere],
      );
    });
  }
});

const hours = 3_600_000;
const noon = new Date(2026, 10, 2, 12, 34).getTime();
const problems: readonly (readonly [what: ApiProblem, icon: string, command: string, title: RegExp])[] = [
  [{ kind: 'offline' }, '$(earshot-clock)', 'earshot.refresh', /^Spotify: offline$/],
  [{ kind: 'offline', obstacle: 'certificate' }, '$(warning)', 'earshot.refresh', /^Spotify: offline$/],
  [{ kind: 'offline', obstacle: 'proxy' }, '$(warning)', 'earshot.refresh', /^Spotify: offline$/],
  [{ kind: 'unreadable' }, '$(earshot-clock)', 'earshot.refresh', /^Spotify: offline$/],
  [{ kind: 'refused', status: 503 }, '$(earshot-clock)', 'earshot.refresh', /^Spotify: not available$/],
  [
    { kind: 'refused', status: 503, until: noon },
    '$(earshot-clock)',
    'earshot.refresh',
    /^Spotify: back at .*12.34.*$/,
  ],
  [
    { kind: 'limited', until: noon, quota: false },
    '$(earshot-clock)',
    'earshot.refresh',
    /^Spotify: back at .*12.34.*$/,
  ],
  [
    { kind: 'limited', until: noon, quota: true },
    '$(earshot-clock)',
    'earshot.refresh',
    /^Spotify: back at .*12.34.*$/,
  ],
  [{ kind: 'notRegistered' }, '$(warning)', 'earshot.openDashboard', /^Spotify: not available$/],
  [{ kind: 'ownerNeedsPremium' }, '$(warning)', 'earshot.refresh', /^Spotify: not available$/],
  [{ kind: 'notInCountry' }, '$(warning)', 'earshot.refresh', /^Spotify: not available$/],
  [{ kind: 'forbidden' }, '$(warning)', 'earshot.refresh', /^Spotify: not available$/],
  [{ kind: 'unexpected' }, '$(earshot-clock)', 'earshot.refresh', /^Spotify: not available$/],
  [{ kind: 'secretUnusable' }, '$(warning)', 'earshot.signIn', /^Sign in to Spotify again$/],
  [{ kind: 'sessionUnread', late: true }, '$(warning)', 'earshot.refresh', /^Spotify: waiting for VS Code$/],
  [{ kind: 'scopeMissing' }, '$(warning)', 'earshot.signIn', /^Sign in to Spotify again$/],
  [{ kind: 'clientUnknown' }, '$(warning)', 'earshot.setClientId', /^Spotify: not available$/],
  [{ kind: 'secretWrong' }, '$(warning)', 'earshot.setClientSecret', /^Spotify: not available$/],
  [{ kind: 'secretMissing' }, '$(warning)', 'earshot.setClientSecret', /^Spotify: not available$/],
  [{ kind: 'fault' }, '$(earshot-clock)', 'earshot.showLog', /^Spotify: not available$/],
];

describe('the status item while Spotify cannot be asked', () => {
  for (const [what, icon, command, title] of problems) {
    it(`says so for “${what.kind}” when no song is known`, () => {
      const item = shown(problem(what, { kind: 'waiting' }));
      assert.ok(item.text.startsWith(`${icon} `));
      assert.match(item.text.slice(icon.length + 1), title);
      assert.equal(item.command, command);
      assert.equal(item.tooltip, problemMessage(what, now));
      assert.equal(item.label, `${item.text.slice(icon.length + 1)}. ${problemMessage(what, now)}`);
    });

    it(`keeps the song and marks it for “${what.kind}”`, () => {
      const item = shown(problem(what), withFormat('{icon} {title}'));
      assert.equal(item.text, `${icon} Lamplight Ferry`);
      assert.equal(item.command, command);
      assert.deepEqual(
        item.tooltip,
        hoverFor(nowPlaying(), now, {
          icon,
          sentence: problemMessage(what, now),
          lastKnown: lastKnown(problem(what)) ?? '',
        }),
      );
      assert.ok(item.label.endsWith(`. ${problemMessage(what, now)}`));
    });

    it(`has one sentence or two for “${what.kind}”, in one line, with a period at the end`, () => {
      assert.match(problemMessage(what, now), /^[A-Z][^\n]*[a-z0-9M.)]\.$/);
    });
  }

  for (const kind of ['playing', 'paused'] as const) {
    it(`says that it was ${kind} when Spotify last said so, and the same in all places`, () => {
      const last = nowPlaying({ kind, receivedAt: noon });
      for (const since of [noon + 1_000, noon + 600_000]) {
        const playback: Playback = { ...problem({ kind: 'offline' }, last), since, failedAt: since };
        const words = `Last known: ${kind}, ${timeOfDay(noon)}`;
        const { tooltip, label, text } = shown(playback, withFormat('{icon} {title}'), since + hours);
        const playPause = buttonFor('playPause', last, lastKnown(playback));
        const paragraphs = readHover(markdownOf(tooltip));
        const hover = paragraphs.map((one) => one.text).join('\n');
        assert.ok(hover.includes(words), hover);
        assert.doesNotMatch(hover, /Paused at|began|ends/);
        assert.equal(
          label,
          `Spotify. ${words}. Lamplight Ferry by The Borrowed Oars, Ines Quill. ${problemMessage({ kind: 'offline' }, now)}`,
        );
        assert.equal(playPause.title, `${kind === 'playing' ? 'Pause' : 'Play'}. ${words}`);
        const icons = paragraphs.flatMap((one) => one.icons);
        assert.ok(icons.includes('earshot-button-play-pause'), icons.join());
        assert.ok(icons.includes('earshot-clock') && text.startsWith('$(earshot-clock) '));
        assert.ok(!icons.includes('warning'));
      }
    });
  }

  it('says on which day that was once it is more than a day ago, or may be before Spotify is asked again', () => {
    const last = nowPlaying({ receivedAt: noon });
    const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(noon);
    const since = (what: ApiProblem, days: number): Playback => ({
      ...problem(what, last),
      since: noon,
      failedAt: noon + days * 24 * hours + 1,
    });
    const limit = (days: number): ApiProblem => ({
      kind: 'limited',
      quota: true,
      until: noon + days * 24 * hours,
    });
    for (const [playback, dated] of [
      [since({ kind: 'offline' }, 0), false],
      [since({ kind: 'offline' }, 1), true],
      [since(limit(0.4), 0), false],
      [since(limit(3), 0), true],
    ] as const) {
      const words = lastKnown(playback) ?? '';
      assert.equal(words.includes(date), dated, words);
      const { label } = shown(playback, withFormat('{title}'), noon + 1);
      assert.ok(label.includes(words), label);
    }
  });

  it('is as old as can be only while Spotify cannot be asked', () => {
    for (const playback of [nowPlaying(), problem({ kind: 'offline' }, { kind: 'waiting' })]) {
      assert.equal(lastKnown(playback), undefined);
    }
    assert.equal(buttonFor('playPause', nowPlaying(), undefined).title, 'Pause');
  });

  it('tells when it goes on', () => {
    assert.match(
      problemMessage({ kind: 'limited', until: noon, quota: false }, now),
      /^Spotify is limiting requests\. Updates resume at .*12.34/,
    );
    assert.match(problemMessage({ kind: 'limited', until: noon, quota: true }, now), /quota.*12.34/);
    assert.match(problemMessage({ kind: 'refused', status: 503, until: noon }, now), /503.*12.34/);
  });

  for (const [what, spotifys] of [
    [{ kind: 'refused', status: 500 }, true],
    [{ kind: 'refused', status: 503 }, true],
    [{ kind: 'refused', status: 400 }, false],
    [{ kind: 'refused', status: 403 }, false],
    [{ kind: 'refused', status: 418 }, false],
    [{ kind: 'forbidden' }, false],
    [{ kind: 'notInCountry' }, false],
    [{ kind: 'unexpected' }, false],
  ] as const) {
    it(`${spotifys ? 'calls' : 'does not call'} ${JSON.stringify(what)} a problem of Spotify’s own`, () => {
      for (const said of [
        problemMessage(what, now),
        rejectionMessage({ kind: 'problem', problem: what }, now)[0],
      ]) {
        assert.equal(/server error/.test(said), spotifys, said);
        if ('status' in what) assert.ok(said.includes(`HTTP ${what.status}`), said);
      }
    });
  }

  it('stands at the position where the problem began, however late it is', () => {
    for (const at of [1_001_000, 1_030_000, 9_000_000]) {
      assert.equal(shown(problem({ kind: 'offline' }), withFormat('{position}'), at).text, '0:21');
    }
  });

  it('stands at the position of a paused song', () => {
    const paused = problem({ kind: 'offline' }, nowPlaying({ kind: 'paused' }));
    assert.equal(shown(paused, withFormat('{position}'), 9_000_000).text, '0:20');
  });
});
