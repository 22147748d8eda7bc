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

/**
 * What may be logged about an error: its name, its code and its place in our own code, and nothing of its
 * message, which in HTTP and OAuth libraries can carry addresses, codes and tokens.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  // What stands before the first frame is the message, however many lines it has.
  const frame = error.stack
    ?.slice(error.stack.indexOf(error.message) + error.message.length)
    .match(/^\s+at .*/m)?.[0];
  return `${error.name}${code}${frame ? ` ${frame.trim()}` : ''}`;
}
