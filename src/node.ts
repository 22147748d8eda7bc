import { nodeHost } from './app/nodeHost';
import { activateIn } from './extension';

/** What VS Code runs in Node. */
export const activate = activateIn(nodeHost, () => import('./app/lateParts'));
