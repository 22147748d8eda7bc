import type { MessageAction } from '../model/errors/userFacingError';
import type { Image } from '../model/playback/item';
import { language } from '../messages/language';
import { escapeMarkdown } from './markup';

/** A page of ours: HTML without a script. */
export interface PageContent {
  readonly html: string;
  /** The commands that its links may run. */
  readonly commands: readonly string[];
}

const style = `body { max-width: 720px; padding: 8px 24px 24px; line-height: 1.5; }
h1 { font-weight: 400; }
td, th { padding: 3px 16px 3px 0; vertical-align: top; text-align: left; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.bar { width: 160px; vertical-align: middle; }
td.bar span { display: block; height: 10px; background: var(--vscode-charts-blue); border: 1px solid var(--vscode-contrastBorder, transparent); }
p a, td a { text-decoration: underline; }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0; }
nav a { padding: 4px 12px; border-radius: 2px; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); text-decoration: none; }
nav a:first-child { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
nav a:hover { text-decoration: underline; }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
@media (max-width: 500px) {
  body { padding: 4px 12px 12px; overflow-wrap: anywhere; }
  td, th { padding-right: 8px; }
  td.bar { display: none; }
}`;

/**
 * A page that loads nothing but its one `image` and runs nothing: whatever is in `body` that came from elsewhere has to
 * be escaped all the same.
 */
export function pageWith(
  title: string,
  body: readonly string[],
  links: readonly MessageAction[],
  image?: Image,
): PageContent {
  const images = image && URL.canParse(image.url) ? escapeMarkdown(new URL(image.url).origin) : "'none'";
  const policy = `default-src 'none'; img-src ${images}; style-src 'unsafe-inline'`;
  return {
    html: `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${title}</title><style>${style}</style></head><body><main>
${body.filter(Boolean).join('\n')}
</main></body></html>`,
    commands: [...new Set(links.map(({ command }) => command))],
  };
}

/** Links beside each other, as buttons. */
export function buttonBar(links: readonly MessageAction[]): string {
  return `<nav>${links.map(commandLink).join('')}</nav>`;
}

/** A link that runs a command. */
export function commandLink({ label, command, arguments: args = [] }: MessageAction): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `<a href="command:${command}${query}">${escapeMarkdown(label)}</a>`;
}
