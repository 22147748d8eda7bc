import assert from 'node:assert/strict';
import { listProblem } from '../../../src/messages/views';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { Rejection } from '../../../src/model/errors/rejection';

const problem = (value: ApiProblem): Rejection => ({ kind: 'problem', problem: value });

describe('why a list is not there', () => {
  const table: readonly (readonly [what: string, Rejection, sentence: RegExp, button?: string])[] = [
    ['without a network', problem({ kind: 'offline' }), /^Cannot reach Spotify\.$/],
    ['a proxy', problem({ kind: 'offline', obstacle: 'proxy' }), /^A proxy/],
    [
      'a limit',
      problem({ kind: 'limited', until: 3_600_000, quota: true }),
      /^The daily quota .* resume at /,
    ],
    [
      'a server error',
      problem({ kind: 'refused', status: 503 }),
      /^Spotify reported a server error \(HTTP 503\)\.$/,
    ],
    [
      'a server error that lasts',
      problem({ kind: 'refused', status: 503, until: 60_000 }),
      /503.* resume at /,
    ],
    ['a strange answer', problem({ kind: 'unexpected' }), /does not understand\.$/],
    ['a page of the network', problem({ kind: 'unreadable' }), /^Something other than Spotify/],
    ['a missing permission', problem({ kind: 'scopeMissing' }), /permission/, 'Sign In Again'],
    ['what Spotify forbids', problem({ kind: 'forbidden' }), /HTTP 403/],
    ['a fault of our own', problem({ kind: 'fault' }), /log/, 'Show Log'],
    ['a window that went away', { kind: 'interrupted' }, /did not respond\.$/],
  ];
  for (const [what, rejection, sentence, button] of table) {
    it(`is said of ${what}${button === undefined ? '' : ', with a way out'}`, () => {
      const [said, action] = listProblem(rejection, 0);
      assert.match(said, sentence);
      assert.equal(action?.label, button);
      assert.doesNotMatch(said, /retries|Click|nothing was changed/);
    });
  }
});
