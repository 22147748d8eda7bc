import type { Target } from '../target';
import { replies } from './replies';
import { signIn } from './signIn';

/** All targets. */
export const targets: readonly Target[] = [...replies, ...signIn];
