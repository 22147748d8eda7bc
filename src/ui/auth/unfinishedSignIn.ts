import * as v from 'valibot';
import type * as vscode from 'vscode';
import { patienceMs } from '../../auth/oauth/callbacks';
import { signInInterrupted } from '../../messages/signInEnds';
import { flowNames, type FlowName } from '../../model/account';
import type { Clock } from '../../platform/clock';
import { time } from '../../platform/json';
import { warn } from '../common/messages';

const key = 'earshot.signInUnderWay';
const schema = v.object({ flow: v.picklist(flowNames), at: time });
type Unfinished = v.InferOutput<typeof schema>;

/**
 * Remembers for this window that a sign-in is under way, and nothing that its answer needs: a window that is reloaded,
 * or whose extension host restarts, meanwhile cannot take the answer any more, and says so.
 */
export class UnfinishedSignIn {
  #found: Unfinished | undefined;

  constructor(
    private readonly state: vscode.Memento,
    private readonly clock: Clock,
  ) {
    const parsed = v.safeParse(schema, state.get(key));
    const age = parsed.success ? clock.now() - parsed.output.at : Infinity;
    if (parsed.success && age < patienceMs) this.#found = parsed.output;
    if (parsed.success) this.end();
  }

  begin(flow: FlowName): void {
    this.#found = undefined;
    this.#remember({ flow, at: this.clock.now() });
  }

  end(): void {
    this.#remember(undefined);
  }

  /** Says that a restart came between, if one did; returns whether. */
  showRestarted(): boolean {
    if (!this.#found) return false;
    warn(signInInterrupted(this.#found.flow));
    return true;
  }

  /** What is only remembered decides nothing: nobody waits for it. */
  #remember(unfinished: Unfinished | undefined): void {
    Promise.resolve(this.state.update(key, unfinished)).catch(() => undefined);
  }
}
