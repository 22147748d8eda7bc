import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { contributes } from '../../package.json';
import type { Playback } from '../../src/model/playback/playback';
import { accountPage, nobodyPage, type AccountFacts } from '../../src/render/accountPage';
import { budgetPage } from '../../src/render/budgetPage';
import { nowPlayingPage } from '../../src/render/nowPlayingPage';
import { nowPlayingView } from '../../src/render/nowPlayingView';
import { scopes } from '../../src/spotify/requests';
import { artworkFor } from '../spotify';
import { images } from '../spotify/image';
import { hour, kitchen, nowPlaying, song } from '../unit/support';
import { faultsOfColor, faultsOfForm, loadAxe } from '../vscode/accessibility';
import { serveArtwork } from '../vscode/artwork';
import { openWebviewPage, setTheme, themeNames, webviewFiles } from '../vscode/webviewPage';
import { sharedBrowser } from './stage';

const now = 1_003_000;
const [artwork] = images('song');
const image = artwork && { url: artwork.url, ratio: 1 };
const facts: AccountFacts = {
  session: {
    name: 'Wren',
    clientId: '5ca1ab1e',
    way: 'Through this computer',
    scopes,
    authorizedAt: now,
  },
  profile: { id: 'acc1', name: 'Wren Hedge', ...(image && { image }) },
  fault: undefined,
  premiumRefusedAt: now,
  budget: { used: 12, limit: 1000 },
};
const sent = [2, 1, 0].map((hours) => ({ at: 400_000 * hour - hours * hour, kind: 'poll' as const }));
const artists = ['Mill', 'Weir', 'Race', 'Sluice', 'Pond'].map((name) => ({
  name,
  uri: song.artists[0]?.uri,
}));
const pictured = { ...song, image };
const playbacks: Readonly<Record<string, Playback>> = {
  'a song': nowPlaying({ item: { ...pictured, artists }, liked: true, shuffle: true }),
  'what cannot be controlled': {
    kind: 'unavailable',
    problem: { kind: 'limited', until: now + hour, quota: true },
    ...{ since: now, failures: 1, failedAt: now, jitter: 0 },
    last: nowPlaying({
      item: pictured,
      disallows: ['skipping_next', 'skipping_prev', 'seeking'],
      device: { ...kitchen, restricted: true },
      premiumRequired: true,
    }),
  },
  'no song': { kind: 'signedOut', elsewhere: false },
};

/** Each page with what is painted behind it, and what is sent to its script. */
const pages = [
  ...Object.entries({
    'the account': accountPage(facts),
    'nobody’s account': nobodyPage,
    'the request budget': budgetPage({
      sent,
      budget: facts.budget,
      plan: { at: 400_000 * hour, why: 'heartbeat' },
      now: 400_000 * hour,
    }),
  }).map(
    ([name, { html }]) =>
      ({ name, html, place: 'editor-background', widths: [320, 700], view: undefined }) as const,
  ),
  ...Object.entries(playbacks).map(
    ([name, playback]) =>
      ({
        name: `"Now Playing" with ${name}`,
        html: nowPlayingPage({
          script: webviewFiles.address('dist/nowPlaying.js'),
          style: webviewFiles.address('dist/nowPlaying.css'),
          source: webviewFiles.source,
          nonce: 'abc123',
          icons: contributes.icons,
        }),
        place: 'sideBar-background',
        widths: [200, 600],
        view: nowPlayingView(playback, true, now),
      }) as const,
  ),
];

describe('a page, in each kind of theme, narrow and wide,', () => {
  let context: BrowserContext;
  before(async () => {
    context = await (await sharedBrowser()).newContext();
    await serveArtwork(context, artworkFor);
  });
  after(() => context.close());

  it('shows artwork whole and as it came, with corners as Spotify wants them and nothing upon it', async () => {
    const shown = pages.find(({ view }) => view?.kind === 'song');
    assert.ok(shown?.view);
    // Told to be twice as wide as it is, it may be smaller, and is not stretched or cut.
    const told = { ...shown.view, ...(image && { artwork: { ...image, ratio: 2, name: 'x' } }) };
    const page = await openWebviewPage(context, shown.html);
    for (const width of [200, 600]) {
      await page.setViewportSize({ width, height: 700 });
      for (const view of [shown.view, told]) {
        await page.evaluate((data) => postMessage(data), { view });
        const artwork = page.locator('.artwork img');
        await artwork.waitFor();
        assert.deepEqual(await artwork.evaluate(treatmentOf), untouched, `${width} pixels`);
      }
    }
    await page.close();
  });

  for (const { name, html, place, widths, view } of pages) {
    it(`keeps nobody from using ${name}`, async () => {
      const page = await openWebviewPage(context, html);
      if (view) await page.evaluate((data) => postMessage(data), { view });
      await page.locator('h1, p').first().waitFor();
      await loadAxe(page);
      await setTheme(page, 'Light Modern', place);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 700 });
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
        assert.deepEqual(await faultsOfForm(page), [], `${width} pixels`);
      }
      for (const theme of themeNames) {
        await setTheme(page, theme, place);
        assert.deepEqual(await faultsOfColor(page), [], theme);
      }
      await page.close();
    });
  }
});

declare function postMessage(data: unknown): void;
declare function getComputedStyle(element: unknown, pseudo?: string): Readonly<Record<string, string>>;
declare const document: { elementFromPoint(x: number, y: number): unknown };

/** What a browser does to a picture that it shows as it came (Spotify’s design guidelines, "Using our content"). */
const untouched = {
  ...{ filter: 'none', opacity: '1', clipPath: 'none', transform: 'none', mixBlendMode: 'normal' },
  ...{ maskImage: 'none', objectFit: 'contain', borderRadius: '4px', isOnTop: true, isWhole: true },
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
interface Picture {
  readonly parentElement: Picture | null;
  getBoundingClientRect(): Box;
}

function treatmentOf(picture: Picture): typeof untouched {
  const { filter, opacity, clipPath, transform, mixBlendMode, maskImage, objectFit, borderRadius } =
    getComputedStyle(picture) as unknown as typeof untouched;
  const { left, top, right, bottom } = picture.getBoundingClientRect();
  const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const around = picture.parentElement?.getBoundingClientRect();
  return {
    ...{ filter, opacity, clipPath, transform, mixBlendMode, maskImage, objectFit, borderRadius },
    isOnTop: middle === picture,
    isWhole: around !== undefined && around.left <= left && around.right >= right && around.bottom >= bottom,
  };
}
