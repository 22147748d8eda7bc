import { type Ask, type Reply, redirect, text, withParameters } from './exchange';

/** The desktop editors that vscode.dev returns to (read in VS Code's own list, which leaves out `code-oss`). */
const schemes = new Set(['vscode:', 'vscode-insiders:', 'vscode-wsl:', 'vscode-exploration:']);
/** vscode.dev and github.dev with all below them (the same list). */
const hosts = /^(?:[a-z0-9-]+\.)*(?:vscode|github)\.dev$/;
/** VS Code's own loopback flow is relayed too: any port, but that one address, and the port spelled out. */
const loopback = /^http:\/\/127\.0\.0\.1:\d{1,5}(?:[/?#]|$)/;

function isAllowed(target: string): boolean {
  if (!URL.canParse(target)) {
    return false;
  }
  const url = new URL(target);
  if (schemes.has(url.protocol)) {
    return true;
  }
  const plain = url.username === '' && url.password === '';
  return plain && ((url.protocol === 'https:' && hosts.test(url.host)) || loopback.test(target));
}

/** The URL in a `state` that was encoded once (so is a URL now) or twice (so has to be decoded once more). */
function targetIn(state: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(state)) {
    return state;
  }
  try {
    return decodeURIComponent(state);
  } catch {
    return state;
  }
}

/**
 * `GET /redirect`, which stands for https://vscode.dev/redirect: `state` is the URL to go to; `code`, `error`
 * and `state` itself, just as received, are appended to that URL.
 */
export function relay(ask: Ask): Reply {
  const state = ask.query.get('state');
  const target = state === null ? '' : targetIn(state);
  if (state === null || !isAllowed(target)) {
    return text(400, 'This relay does not lead there.');
  }
  const parameters = (['code', 'error'] as const).flatMap((name) => {
    const value = ask.query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return redirect(withParameters(target, [...parameters, ['state', state]]));
}
