import * as vscode from 'vscode';
import { pageOf, parseLink } from '../../model/link';
import type { Settings } from '../../platform/settings';

const webPlayer = 'https://open.spotify.com';

/**
 * Opens something at Spotify, or Spotify itself, where the user likes it: in the browser, there without a URI at the
 * page `search`, or in the app.
 */
export async function openInSpotify(
  uri: string | undefined,
  { openIn }: Settings,
  search?: string,
): Promise<void> {
  const address =
    openIn.value === 'app' ? (parseLink(uri ?? '')?.uri ?? 'spotify:') : (pageOf(uri) ?? search ?? webPlayer);
  await open(address);
}

/** Whether it was opened: VS Code may ask first. */
export async function open(address: string): Promise<boolean> {
  return vscode.env.openExternal(vscode.Uri.parse(address));
}
