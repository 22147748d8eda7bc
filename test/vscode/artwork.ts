import type { BrowserContext } from 'playwright-core';

/** Answers a browser's requests for Spotify's artwork: a PNG by the address of the picture. */
export async function serveArtwork(context: BrowserContext, artwork: (url: string) => Buffer): Promise<void> {
  await context.route('https://i.scdn.co/**', async (route) => {
    await route.fulfill({ contentType: 'image/png', body: artwork(route.request().url()) });
  });
}
