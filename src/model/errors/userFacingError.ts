/** A button below a message: what it says, and the command that it runs. */
export interface MessageAction {
  readonly label: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** An error for people: one sentence that says what happened and what to do, shown as it is. */
export class UserFacingError extends Error {
  override readonly name = 'HumanError';
  readonly messageActions: readonly MessageAction[];
  constructor(sentence: string, ...messageActions: MessageAction[]) {
    super(sentence);
    this.messageActions = messageActions;
  }
}

/** The user changed their mind: nothing is shown. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
