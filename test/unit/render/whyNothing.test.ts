import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { problemMessage } from '../../../src/messages/apiProblems';
import * as messages from '../../../src/messages/whyNothing';
import type { Explanation } from '../../../src/messages/whyNothing';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { LocalApp, LocalProblem } from '../../../src/model/playback/localApp';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import type { Playback } from '../../../src/model/playback/playback';
import { initialChangeRate } from '../../../src/model/schedule/changeRate';
import { whyNothing, type WhyNothingFacts } from '../../../src/render/whyNothing';
import { nowPlaying, song } from '../support';

const now = 1_000_000;
const signedOut: Playback = { kind: 'signedOut', elsewhere: false };
const idle: Playback = { kind: 'nothing', receivedAt: 1, changeRate: initialChangeRate(1) };
const notRunning: LocalApp = { kind: 'unavailable', problem: 'notRunning' };
const available = (changes: Partial<Extract<LocalApp, { kind: 'available' }>> = {}): LocalApp => ({
  kind: 'available',
  status: 'playing',
  elsewhere: false,
  ...changes,
});
const unavailable = (problem: ApiProblem, last: NowPlaying | undefined): Playback => {
  const times = { since: 1, failures: 1, failedAt: 1, jitter: 0 };
  return { kind: 'unavailable', problem, last: last ?? { kind: 'waiting' }, ...times };
};

/** By default nobody is signed in, and the app does not run. */
const reasons = (changes: Partial<WhyNothingFacts>) =>
  whyNothing({
    ...{ playback: signedOut, source: 'auto', local: notRunning, host: 'desktop', platform: 'linux' },
    ...{ leads: true, hasClientId: true, showWhenPaused: true, showWhenNothingPlays: true, now },
    ...changes,
  });

const { localProblems, sides } = messages;
const { notRunning: notRuns } = localProblems;
const limited: ApiProblem = { kind: 'limited', until: 2_000_000, quota: true };
const offline: ApiProblem = { kind: 'offline' };
const secretWrong: ApiProblem = { kind: 'secretWrong' };
const tryAgain = { label: 'Try Again', command: 'earshot.refresh', arguments: [] };

type Row = readonly [what: string, changes: Partial<WhyNothingFacts>, reasons: readonly Explanation[]];

const withoutSession: readonly Row[] = [
  ['the app does not run', {}, [notRuns, messages.signedOut]],
  ['there is no client ID', { hasClientId: false }, [notRuns, messages.noClientId]],
  [
    'somebody signed in in another window',
    { playback: { kind: 'signedOut', elsewhere: true } },
    [notRuns, messages.signedInElsewhere],
  ],
  ['the session ended', { playback: { kind: 'signInAgain' } }, [notRuns, messages.sessionEnded()]],
  ['the session was lost', { playback: { kind: 'sessionLost' } }, [notRuns, messages.sessionLost]],
  ['the session is not read yet', { playback: { kind: 'starting' } }, [notRuns, messages.sessionNotRead]],
  [
    'the browser is open',
    { playback: { kind: 'signingIn', before: { kind: 'signedOut', elsewhere: false, local: nowPlaying() } } },
    [notRuns, messages.signingIn],
  ],
  ['the app is being looked for', { local: { kind: 'starting' } }, [messages.looking, messages.signedOut]],
  ['nothing is read yet', { local: undefined }, [messages.notRead(true), messages.signedOut]],
  [
    'the window that reads it is silent',
    { local: undefined, leads: false },
    [messages.notRead(false), messages.signedOut],
  ],
  ['Earshot runs in a browser', { host: 'browser', local: undefined }, [sides.browser, messages.signedOut]],
  ['Earshot runs on the remote side', { host: 'remote' }, [sides.remote, messages.signedOut]],
  ['Earshot runs in WSL', { host: 'wsl', local: undefined }, [sides.wsl, messages.signedOut]],
  [
    'the remote side has an app that is idle',
    { host: 'remote', local: available({ status: 'stopped' }) },
    [messages.appIdle, messages.signedOut],
  ],
  [
    'the system is none that is known',
    { platform: 'other', local: undefined },
    [messages.otherSystem, messages.signedOut],
  ],
  [
    'the app is open and idle',
    { local: available({ status: 'stopped' }) },
    [messages.appIdle, messages.signedOut],
  ],
  [
    'another device plays',
    { local: available({ elsewhere: true }) },
    [messages.elsewhere, messages.signedOut],
  ],
  ['what plays is on its way', { local: available() }, [messages.onItsWay, messages.signedOut]],
  ['the app is left out by the setting', { source: 'webApi' }, [messages.notLocal, messages.signedOut]],
  ['Spotify is left out by the setting', { source: 'local' }, [notRuns, messages.onlyLocal]],
];

const withSession: readonly Row[] = [
  [
    'no device is active, or a private session hides it',
    { playback: idle },
    [messages.noActiveDevice, messages.privateSession, notRuns],
  ],
  [
    'a setting hides that nothing plays',
    { playback: idle, showWhenNothingPlays: false, source: 'webApi' },
    [messages.noActiveDevice, messages.privateSession, messages.nothingHidden],
  ],
  [
    'the app plays what Spotify does not show',
    { playback: idle, local: available() },
    [messages.noActiveDevice, messages.privateSession, messages.contradiction],
  ],
  [
    'the app says that another device plays, and Spotify that none does',
    { playback: idle, local: available({ elsewhere: true }) },
    [messages.noActiveDevice, messages.privateSession, messages.contradiction],
  ],
  [
    'Spotify has not answered yet',
    { playback: { kind: 'waiting' }, local: available() },
    [messages.waiting, messages.onItsWay],
  ],
  [
    'the quota is used up',
    { playback: unavailable(limited, undefined) },
    [[problemMessage(limited, now), undefined], notRuns],
  ],
  [
    'Spotify cannot be reached',
    { playback: unavailable(offline, undefined), source: 'webApi' },
    [[problemMessage(offline, now), tryAgain]],
  ],
  ['only the app is read', { playback: { kind: 'waiting' }, source: 'local' }, [messages.onlyLocal, notRuns]],
];

const withSong: readonly Row[] = [
  ['the song is shown', { playback: nowPlaying() }, [messages.shown(song)]],
  [
    'the song of the app is shown',
    { playback: { ...signedOut, local: nowPlaying({ local: 'alone' }) } },
    [messages.shown(song)],
  ],
  [
    'a setting hides the song in a pause',
    { playback: nowPlaying({ kind: 'paused' }), showWhenPaused: false },
    [messages.pauseHidden(song)],
  ],
  ['the song is paused and shown', { playback: nowPlaying({ kind: 'paused' }) }, [messages.shown(song)]],
  [
    'the last that is known is shown',
    { playback: unavailable(secretWrong, nowPlaying()) },
    [
      messages.shown(song),
      [
        problemMessage(secretWrong, now),
        { label: 'Set Client Secret', command: 'earshot.setClientSecret', arguments: [] },
      ],
    ],
  ],
];

describe('why nothing is shown', () => {
  for (const [what, changes, expected] of [...withoutSession, ...withSession, ...withSong]) {
    it(`has its reasons, the likeliest first, when ${what}`, () => {
      assert.deepEqual(reasons(changes), expected);
    });
  }

  const problems: Readonly<Record<LocalProblem, readonly [says: RegExp, opens: string | undefined]>> = {
    notInstalled: [/not installed/, 'https://www.spotify.com/download'],
    notRunning: [/not running/, 'spotify:'],
    noBus: [/D-Bus session bus.*disabled or not available/, undefined],
    permissionDenied: [
      /macOS does not allow/,
      'x-apple.systempreferences:com.apple.preference.security?Privacy_Automation',
    ],
    hiddenFromSystem: [/“Show desktop overlay when using media keys”/, 'spotify:'],
    restrictedShell: [/Constrained Language Mode/, undefined],
    blocked: [/antivirus software/, 'earshot.showLog'],
    broken: [/restart the app/, 'earshot.showLog'],
  };
  for (const [problem, [says, opens]] of Object.entries(problems)) {
    it(`has a sentence and what helps for “${problem}”`, () => {
      const local: LocalApp = { kind: 'unavailable', problem: problem as LocalProblem };
      const [[sentence, action] = assert.fail()] = reasons({ local });
      assert.match(sentence, says);
      assert.equal(action && ('address' in action ? action.address : action.command), opens);
    });
  }

  it('is said in whole sentences, by buttons whose commands exist', () => {
    const rows = [...withoutSession, ...withSession, ...withSong].flatMap(([, changes]) => reasons(changes));
    for (const [sentence, action] of [...rows, ...Object.values(localProblems)]) {
      assert.match(sentence, /^[A-Zm][^\n]*[a-z0-9M.”]\.$/);
      if (!action || 'address' in action || !action.command.startsWith('earshot.')) continue;
      assert.ok(
        contributes.commands.some(({ command }) => command === action.command),
        action.command,
      );
    }
  });
});
