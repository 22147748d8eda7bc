import { language } from '../messages/language';
import { viewTitle } from '../messages/nowPlaying';

/** What the page of "Now Playing" is loaded from. Addresses and the nonce come from VS Code and from us alone. */
export interface PageSources {
  readonly script: string;
  readonly style: string;
  /** The source of these and of the font, for a content security policy. */
  readonly source: string;
  /** Letters and digits that nobody can guess. */
  readonly nonce: string;
  /** The icons of package.json, each with its character as CSS writes it, such as `\E000`. */
  readonly icons: Readonly<Record<string, { readonly default: { readonly fontCharacter: string } }>>;
}

/** Of Spotify's artwork: `i.scdn.co`, `mosaic.scdn.co`, `image-cdn-ak.spotifycdn.com` … */
const imageHosts = 'https://*.scdn.co https://*.spotifycdn.com';

/** The page, which its script fills. It loads what belongs to it and Spotify's artwork, and nothing else. */
export function nowPlayingPage({ script, style, source, nonce, icons }: PageSources): string {
  const policy = [
    `default-src 'none'`,
    `img-src ${imageHosts}`,
    `font-src ${source}`,
    `style-src ${source} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  const characters = Object.entries(icons)
    .filter(([id]) => !id.startsWith('earshot-button-'))
    .map(([id, icon]) => `.${id}::before{content:"${icon.default.fontCharacter}"}`);
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${viewTitle}</title><link rel="stylesheet" href="${style}"><style nonce="${nonce}">${characters.join('')}</style></head><body><main></main><script nonce="${nonce}" src="${script}"></script></body></html>`;
}
