import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { rejectionMessage } from '../../../src/messages/rejections';
import {
  NotAskingError,
  SignedOutError,
  ApiProblemError,
  type ApiProblem,
} from '../../../src/model/errors/apiProblem';
import {
  rejectionOf,
  RejectedError,
  type Rejection,
  type AppRefusal,
} from '../../../src/model/errors/rejection';
import type { Action, Item } from '../../../src/model/playback/item';

const now = new Date(2026, 10, 2, 9, 0).getTime();
const noon = new Date(2026, 10, 2, 12, 34).getTime();
const selectDevice = 'earshot.selectDevice';
const openInSpotify = 'earshot.openInSpotify';
const openSettings = 'workbench.action.openSettings';

const offline: ApiProblem = { kind: 'offline' };
const problems: readonly (readonly [problem: ApiProblem, says: RegExp, messageActions: readonly string[]])[] =
  [
    [offline, /Cannot reach Spotify, so nothing was changed/, []],
    [{ kind: 'offline', blind: true }, /Cannot reach Spotify, so nothing was changed/, []],
    [
      { kind: 'offline', obstacle: 'certificate' },
      /http\.systemCertificates and http\.proxy/,
      ['earshot.refresh', openSettings],
    ],
    [{ kind: 'offline', obstacle: 'proxy' }, /407.*http\.proxy/, ['earshot.refresh', openSettings]],
    [{ kind: 'unreadable' }, /sign-in page/, []],
    [{ kind: 'refused', status: 503 }, /503.*in a moment/, []],
    [{ kind: 'refused', status: 503, until: noon }, /503.*12.34/, []],
    [{ kind: 'limited', until: noon, quota: false }, /limiting requests.*12.34/, []],
    [{ kind: 'limited', until: noon, quota: true }, /quota.*12.34/, []],
    [{ kind: 'notRegistered' }, /User Management/, ['earshot.openDashboard']],
    [{ kind: 'ownerNeedsPremium' }, /owner of the Spotify app/, ['earshot.refresh', 'earshot.openDashboard']],
    [{ kind: 'notInCountry' }, /not available in your country/, ['earshot.refresh']],
    [{ kind: 'forbidden' }, /your network.*403.*dashboard/, ['earshot.refresh', 'earshot.openDashboard']],
    [{ kind: 'unexpected' }, /does not understand.*in a moment/, []],
    [{ kind: 'refused', status: 404 }, /404.*in a moment/, []],
    [{ kind: 'secretUnusable' }, /from a browser.*Sign in/, ['earshot.signIn']],
    [{ kind: 'sessionUnread', late: true }, /is waiting for VS Code’s secret storage/, ['earshot.refresh']],
    [{ kind: 'sessionUnread', late: false }, /Cannot read.*secret storage.*try again/, ['earshot.refresh']],
    [{ kind: 'scopeMissing' }, /Sign in to Spotify again/, ['earshot.signIn']],
    [{ kind: 'clientUnknown' }, /client ID/, ['earshot.setClientId']],
    [{ kind: 'fault' }, /went wrong in Earshot/, ['earshot.showLog']],
  ];
const actions: readonly (readonly [action: Action | undefined, says: RegExp])[] = [
  ['skipping_next', /next item/],
  ['skipping_prev', /previous item/],
  ['seeking', /seeking/],
  ['toggling_shuffle', /shuffle/],
  ['toggling_repeat_context', /changing repeat/],
  ['toggling_repeat_track', /repeating/],
  ['transferring_playback', /right now/],
  [undefined, /right now/],
];
const items: readonly (readonly [item: Item['kind'], says: RegExp])[] = [
  ['track', /song/],
  ['episode', /episode/],
  ['local', /local file/],
  ['advertisement', /advertisement/],
  ['chapter', /audiobook chapter/],
  ['other', /what is playing/],
];
const whyNothing = 'earshot.whyNothing';
const refusals: Readonly<Record<AppRefusal, RegExp>> = {
  notRunning: /not running/,
  notPermitted: /Privacy & Security/,
  unsupported: /does not support/,
  noAnswer: /did not respond/,
};
/** Every kind there is: a new one without words does not compile. */
const others: Readonly<
  Record<
    Exclude<Rejection['kind'], 'problem' | 'restricted' | 'notForItem' | 'appRefused'>,
    readonly [says: RegExp, messageActions: readonly string[]]
  >
> = {
  noActiveDevice: [/No device is playing/, [selectDevice, 'earshot.startSpotify']],
  nothingPlays: [/Nothing is playing/, [selectDevice, openInSpotify]],
  itemChanged: [/Another song.*nothing was changed/, []],
  deviceGone: [/no longer available/, [selectDevice]],
  premiumRequired: [/Premium/, [openInSpotify]],
  volumeFixed: [/volume/, [selectDevice]],
  unknownItem: [/does not recognize this link/, []],
  positionUnknown: [/current position/, ['earshot.seekTo']],
  signedOut: [/not signed in/, ['earshot.signIn']],
  notAsking: [/nothing was changed.*Try again/, []],
  // Nobody is invited to skip two songs.
  interrupted: [/^(?!.*[Tt]ry again).*may not have reached Spotify.*shows the result/, []],
};
const table: readonly (readonly [rejection: Rejection, says: RegExp, messageActions: readonly string[]])[] = [
  ...problems.map(([problem, ...rest]) => [{ kind: 'problem', problem }, ...rest] as const),
  ...actions.map(([action, says]) => [{ kind: 'restricted', action }, says, []] as const),
  [{ kind: 'restricted' }, /right now/, []],
  ...items.map(([item, says]) => [{ kind: 'notForItem', item }, says, []] as const),
  ...Object.entries(refusals).map(
    ([reason, says]) => [{ kind: 'appRefused', reason: reason as AppRefusal }, says, [whyNothing]] as const,
  ),
  ...Object.entries(others).map(
    ([kind, [says, messageActions]]) => [{ kind } as Rejection, says, messageActions] as const,
  ),
];

describe('a rejection as a message', () => {
  for (const [rejection, says, messageActions] of table) {
    it(`is one line with a period at its end, and what can be done, for ${JSON.stringify(rejection)}`, () => {
      const [sentence, ...buttons] = rejectionMessage(rejection, now);
      assert.match(sentence, /^(?:[A-Z]|macOS )[^\n]*[a-z0-9M.)]\.$/);
      assert.match(sentence, says);
      assert.doesNotMatch(sentence, /undefined|null|NaN|\[object/);
      assert.deepEqual(
        buttons.map(({ command }) => command),
        messageActions,
      );
    });
  }

  it('promises nobody who asked for something that it is tried again', () => {
    for (const [rejection] of table) {
      assert.doesNotMatch(
        rejectionMessage(rejection, now)[0],
        /retries automatically\. Click|Click to retry/,
      );
    }
    for (const kind of ['offline', 'unreadable', 'fault'] as const) {
      assert.doesNotMatch(rejectionMessage({ kind: 'problem', problem: { kind } }, now)[0], /automatically/);
    }
  });

  it('has actions that say what they do, by commands that package.json contributes or VS Code has', () => {
    const known = contributes.commands.map(({ command }) => command);
    for (const [rejection] of table) {
      const [, ...buttons] = rejectionMessage(rejection, now);
      for (const { label, command } of buttons) {
        assert.ok([...known, openSettings].includes(command), command);
        assert.match(label, /^[A-Z][A-Za-z ]+$/);
      }
    }
  });

  it('differs from action to action, and from item to item', () => {
    const sentences = table.map(([rejection]) => rejectionMessage(rejection, now)[0]);
    const ofActions = actions
      .slice(0, 6)
      .map(([action]) => rejectionMessage({ kind: 'restricted', action }, now)[0]);
    assert.equal(new Set(ofActions).size, 6);
    // The two that have no better name, one without an action, and the blind one, say what others say.
    assert.equal(new Set(sentences).size, sentences.length - 3);
  });
});

describe('an error as a rejection', () => {
  const errors: readonly (readonly [error: unknown, rejection: Rejection])[] = [
    [new RejectedError({ kind: 'volumeFixed' }), { kind: 'volumeFixed' }],
    [new RejectedError({ kind: 'restricted', action: 'seeking' }), { kind: 'restricted', action: 'seeking' }],
    [new ApiProblemError(offline), { kind: 'problem', problem: offline }],
    [new SignedOutError(), { kind: 'signedOut' }],
    [new NotAskingError(), { kind: 'notAsking' }],
    [new Error('AQsecret'), { kind: 'problem', problem: { kind: 'fault' } }],
    [new TypeError('x is undefined'), { kind: 'problem', problem: { kind: 'fault' } }],
    ['thrown', { kind: 'problem', problem: { kind: 'fault' } }],
    [undefined, { kind: 'problem', problem: { kind: 'fault' } }],
  ];
  for (const [error, rejection] of errors) {
    it(`is ${JSON.stringify(rejection)} for ${error instanceof Error ? error.name : typeof error}`, () => {
      assert.deepEqual(rejectionOf(error), rejection);
      assert.deepEqual(JSON.parse(JSON.stringify(rejectionOf(error))), JSON.parse(JSON.stringify(rejection)));
    });
  }

  it('says its kind and no more in its message', () => {
    assert.equal(new RejectedError({ kind: 'problem', problem: offline }).message, 'problem');
    assert.equal(new RejectedError({ kind: 'deviceGone' }).name, 'RejectedError');
  });
});
