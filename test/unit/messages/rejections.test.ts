import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { refusalInWords } from '../../../src/messages/rejections';
import {
  NotAskingError,
  SignedOutError,
  TroubleError,
  type Trouble,
} from '../../../src/model/errors/apiProblem';
import { refusalOf, RefusedError, type Refusal } from '../../../src/model/errors/rejection';
import { HumanError } from '../../../src/model/errors/userFacingError';
import type { Action, Item } from '../../../src/model/playback/item';

const now = new Date(2026, 10, 2, 9, 0).getTime();
const noon = new Date(2026, 10, 2, 12, 34).getTime();
const selectDevice = 'earshot.selectDevice';
const openInSpotify = 'earshot.openInSpotify';
const openSettings = 'workbench.action.openSettings';

const offline: Trouble = { kind: 'offline' };
const troubles: readonly (readonly [trouble: Trouble, says: RegExp, remedies: readonly string[]])[] = [
  [offline, /cannot be reached, so nothing was changed/, []],
  [{ kind: 'offline', blind: true }, /cannot be reached, so nothing was changed/, []],
  [
    { kind: 'offline', obstacle: 'certificate' },
    /http\.systemCertificates and http\.proxy/,
    ['earshot.refresh', openSettings],
  ],
  [{ kind: 'offline', obstacle: 'proxy' }, /407.*http\.proxy/, ['earshot.refresh', openSettings]],
  [{ kind: 'unreadable' }, /sign-in page/, []],
  [{ kind: 'refused', status: 503 }, /503.*in a moment/, []],
  [{ kind: 'refused', status: 503, until: noon }, /503.*12.34/, []],
  [{ kind: 'limited', until: noon, quota: false }, /pause.*12.34/, []],
  [{ kind: 'limited', until: noon, quota: true }, /quota.*12.34/, []],
  [{ kind: 'notRegistered' }, /User Management/, ['earshot.openDashboard']],
  [{ kind: 'ownerNeedsPremium' }, /owner of the app/, ['earshot.refresh', 'earshot.openDashboard']],
  [{ kind: 'notInCountry' }, /not available in your country/, ['earshot.refresh']],
  [{ kind: 'forbidden' }, /your network.*403.*dashboard/, ['earshot.refresh', 'earshot.openDashboard']],
  [{ kind: 'unexpected' }, /does not understand.*in a moment/, []],
  [{ kind: 'refused', status: 404 }, /404.*in a moment/, []],
  [{ kind: 'secretUnusable' }, /no browser.*Sign in/, ['earshot.signIn']],
  [{ kind: 'sessionUnread', late: true }, /waits for VS Code’s secret storage/, ['earshot.refresh']],
  [{ kind: 'sessionUnread', late: false }, /secret storage.*cannot be read.*try again/, ['earshot.refresh']],
  [{ kind: 'scopeMissing' }, /Sign in to Spotify again/, ['earshot.signIn']],
  [{ kind: 'clientUnknown' }, /client ID/, ['earshot.setClientId']],
  [{ kind: 'fault' }, /fault in Earshot/, ['earshot.showLog']],
];
const actions: readonly (readonly [action: Action | undefined, says: RegExp])[] = [
  ['skipping_next', /skip to the next/],
  ['skipping_prev', /go back/],
  ['seeking', /move within/],
  ['toggling_shuffle', /^Shuffle/],
  ['toggling_repeat_context', /^Repeat/],
  ['toggling_repeat_track', /repeated/],
  ['transferring_playback', /at the moment/],
  [undefined, /at the moment/],
];
const items: readonly (readonly [item: Item['kind'], says: RegExp])[] = [
  ['track', /song/],
  ['episode', /episode/],
  ['local', /file of your own/],
  ['advertisement', /advertisement/],
  ['chapter', /chapter of an audiobook/],
  ['other', /neither/],
];
/** Every kind there is: a new one without words does not compile. */
const others: Readonly<
  Record<
    Exclude<Refusal['kind'], 'trouble' | 'restricted' | 'notForItem'>,
    readonly [says: RegExp, remedies: readonly string[]]
  >
> = {
  noActiveDevice: [/No device is playing/, [selectDevice, openInSpotify]],
  nothingPlays: [/Nothing is playing/, [selectDevice, openInSpotify]],
  itemChanged: [/Another song.*nothing was changed/, []],
  deviceGone: [/not there any more/, [selectDevice]],
  premiumRequired: [/Premium/, [openInSpotify]],
  volumeFixed: [/volume/, [selectDevice]],
  unknownItem: [/does not know that link/, []],
  positionUnknown: [/how far/, ['earshot.seekTo']],
  signedOut: [/not signed in/, ['earshot.signIn']],
  notAsking: [/nothing was changed.*Try again/, []],
  // Nobody is invited to skip two songs.
  interrupted: [/^(?!.*[Tt]ry again).*may have reached Spotify or not.*what Spotify says/, []],
};
const table: readonly (readonly [refusal: Refusal, says: RegExp, remedies: readonly string[]])[] = [
  ...troubles.map(([trouble, ...rest]) => [{ kind: 'trouble', trouble }, ...rest] as const),
  ...actions.map(([action, says]) => [{ kind: 'restricted', action }, says, []] as const),
  [{ kind: 'restricted' }, /at the moment/, []],
  ...items.map(([item, says]) => [{ kind: 'notForItem', item }, says, []] as const),
  ...Object.entries(others).map(([kind, [says, remedies]]) => [{ kind } as Refusal, says, remedies] as const),
];

describe('a refusal in words', () => {
  for (const [refusal, says, remedies] of table) {
    it(`is one line with a period at its end, and what can be done, for ${JSON.stringify(refusal)}`, () => {
      const error = refusalInWords(refusal, now);
      assert.ok(error instanceof HumanError);
      assert.match(error.message, /^[A-Z][^\n]*[a-z0-9M.)]\.$/);
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, /undefined|null|NaN|\[object/);
      assert.deepEqual(
        error.remedies.map(({ command }) => command),
        remedies,
      );
    });
  }

  it('promises nobody who asked for something that it is tried again', () => {
    for (const [refusal] of table) {
      assert.doesNotMatch(refusalInWords(refusal, now).message, /by itself; click|click to try now/);
    }
    for (const kind of ['offline', 'unreadable', 'fault'] as const) {
      assert.doesNotMatch(refusalInWords({ kind: 'trouble', trouble: { kind } }, now).message, /by itself/);
    }
  });

  it('has remedies that say what they do, by commands that package.json contributes or VS Code has', () => {
    const known = contributes.commands.map(({ command }) => command);
    for (const [refusal] of table) {
      for (const { label, command } of refusalInWords(refusal, now).remedies) {
        assert.ok([...known, openSettings].includes(command), command);
        assert.match(label, /^[A-Z][A-Za-z ]+$/);
      }
    }
  });

  it('differs from action to action, and from item to item', () => {
    const sentences = table.map(([refusal]) => refusalInWords(refusal, now).message);
    const ofActions = actions
      .slice(0, 6)
      .map(([action]) => refusalInWords({ kind: 'restricted', action }, now).message);
    assert.equal(new Set(ofActions).size, 6);
    // The two that have no better name, one without an action, and the blind one, say what others say.
    assert.equal(new Set(sentences).size, sentences.length - 3);
  });
});

describe('an error as a refusal', () => {
  const errors: readonly (readonly [error: unknown, refusal: Refusal])[] = [
    [new RefusedError({ kind: 'volumeFixed' }), { kind: 'volumeFixed' }],
    [new RefusedError({ kind: 'restricted', action: 'seeking' }), { kind: 'restricted', action: 'seeking' }],
    [new TroubleError(offline), { kind: 'trouble', trouble: offline }],
    [new SignedOutError(), { kind: 'signedOut' }],
    [new NotAskingError(), { kind: 'notAsking' }],
    [new Error('AQsecret'), { kind: 'trouble', trouble: { kind: 'fault' } }],
    [new TypeError('x is undefined'), { kind: 'trouble', trouble: { kind: 'fault' } }],
    ['thrown', { kind: 'trouble', trouble: { kind: 'fault' } }],
    [undefined, { kind: 'trouble', trouble: { kind: 'fault' } }],
  ];
  for (const [error, refusal] of errors) {
    it(`is ${JSON.stringify(refusal)} for ${error instanceof Error ? error.name : typeof error}`, () => {
      assert.deepEqual(refusalOf(error), refusal);
      assert.deepEqual(JSON.parse(JSON.stringify(refusalOf(error))), JSON.parse(JSON.stringify(refusal)));
    });
  }

  it('says its kind and no more in its message', () => {
    assert.equal(new RefusedError({ kind: 'trouble', trouble: offline }).message, 'trouble');
    assert.equal(new RefusedError({ kind: 'deviceGone' }).name, 'RefusedError');
  });
});
