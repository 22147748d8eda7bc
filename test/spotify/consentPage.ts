import { escapeHtml } from './exchange';
import { pageStyle } from './pageStyle';
import type { User } from './user';

/** The page that asks the user. `ticket` lets its form be sent once. */
export function consentPage(app: string, user: User, scopes: readonly string[], ticket: string): string {
  const list = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Stand-in for Spotify: authorize</title>
<style>${pageStyle}</style>
<h1 id="app">${escapeHtml(app)}</h1>
<p>asks ${escapeHtml(user.displayName ?? user.id)} for:</p>
<ul id="scopes">${list === '' ? '<li>what anyone may see</li>' : list}</ul>
<form method="post" action="/authorize/decision">
<input type="hidden" name="ticket" value="${ticket}">
<button id="agree" name="decision" value="agree">Agree</button>
<button id="cancel" name="decision" value="cancel">Cancel</button>
</form>
<p><small>This is a stand-in for tests. No Spotify account is involved.</small></p>
</html>
`;
}
