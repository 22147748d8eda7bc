/** A button below a message: what it says, and the command that it runs. */
export interface MessageAction {
  readonly label: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** An error for people: one sentence that says what happened and what to do, shown as it is. */
export class UserFacingError extends Error {
  override readonly name = 'UserFacingError';
  readonly actions: readonly MessageAction[];
  constructor(sentence: string, ...actions: MessageAction[]) {
    super(sentence);
    this.actions = actions;
  }
}

/** What only the user can set right in VS Code: a setting, or the file that keeps them. */
export type ConfigurationFault =
  /** `earshot.server` is neither empty nor a loopback origin with a port. */
  | 'serverAddress'
  | 'settingsNotWritten'
  /** `earshot.signIn.flow` asks a browser to open a port. */
  | 'noPorts';

/** What is wrong with a format, such as `earshot.statusBar.format`. */
export type FormatFault =
  | { readonly kind: 'formatTooLong' | 'formatEmpty' }
  | {
      readonly kind: 'formatBracketNotClosed' | 'formatBracketNotOpened' | 'formatBraceAlone';
      readonly bracket: string;
    }
  /** `known` are the names of the tokens that it may have. */
  | { readonly kind: 'formatTokenUnknown'; readonly name: string; readonly known: readonly string[] };

/** Something cannot be done as VS Code is configured. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly fault: ConfigurationFault) {
    super(fault);
  }
}

/** The user changed their mind: nothing is shown. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
