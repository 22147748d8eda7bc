import type * as vscode from 'vscode';

/** What whoever runs the tests tells them. */
export interface Told {
  /** The version of VS Code that was asked for, "1.99". */
  readonly version: string;
  /** Where the stand-in for Spotify is, `http://127.0.0.1:PORT`; see `peer.ts` for what it does. */
  readonly spotify: string;
  /** A part of the titles of the tests to run; all of them without it. */
  readonly grep?: string;
}

/** What tests inside an extension host know of the world around it. */
interface Facts extends Told {
  /** A folder for the tests' own files; it need not exist yet. */
  readonly scratch: vscode.Uri;
}

let known: Facts | undefined;

/** To be called before the tests run. */
export function learn(facts: Facts): void {
  known = facts;
}

export function facts(): Facts {
  if (!known) throw new Error('The tests have not been told their facts.');
  return known;
}
