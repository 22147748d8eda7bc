import type { Target } from '../target';
import { replies } from './replies';
import { signIn } from './signIn';
import { texts } from './texts';

/** All targets. */
export const targets: readonly Target[] = [...signIn, ...replies, ...texts];
