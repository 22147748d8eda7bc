import { browserHost } from './app/browserHost';
import { activateIn } from './extension';

/** What VS Code runs in a browser. */
export const activate = activateIn(browserHost);
