import { RejectedError } from '../../model/errors/rejection';
import { UserFacingError } from '../../model/errors/userFacingError';
import { pageOf } from '../../model/link';
import { assertCan } from '../../model/playback/abilities';
import type { NowPlaying } from '../../model/playback/nowPlaying';
import { systemClock as clock } from '../../platform/clock';
import type { Settings } from '../../platform/settings';
import { backslashMarkdown } from '../../render/markup';
import { valuesOf } from '../../render/statusText';
import { copyTokens, parseTemplate, renderText, TemplateError } from '../../render/template';
import { copyOrShow, flashStatus } from '../common/messages';

/**
 * Copies the address of an item's page, or of that of what is heard.
 * @throws RefusedError
 */
export async function copyLink(uri: string | undefined, nowPlaying: NowPlaying | undefined): Promise<void> {
  const page = pageOf(uri ?? assertCan(nowPlaying, 'link').item.uri);
  if (page === undefined) throw new RejectedError({ kind: 'unknownItem' });
  await copy(page, 'link');
}

/**
 * Copies what is heard by the user's own format.
 * @throws RefusedError, HumanError
 */
export async function copyAs(
  language: 'text' | 'markdown',
  nowPlaying: NowPlaying | undefined,
  { copyText, copyMarkdown }: Settings,
): Promise<void> {
  const [setting, name, escape] =
    language === 'text' ? [copyText, 'text', undefined] : [copyMarkdown, 'Markdown', backslashMarkdown];
  const copied = assertCan(nowPlaying, language === 'markdown' ? 'link' : undefined);
  try {
    const values = valuesOf(copied, clock.now());
    await copy(renderText(parseTemplate(setting.value, copyTokens), values, escape), name);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new UserFacingError(`Nothing was copied. ${error.message}`, {
      label: 'Open Settings',
      command: 'workbench.action.openSettings',
      arguments: ['earshot.copy'],
    });
  }
}

async function copy(text: string, as: string): Promise<void> {
  if (await copyOrShow(text, `The Song as ${as === 'Markdown' ? as : `a ${as}`}`)) {
    flashStatus(`$(copy) Copied the song as ${as}`);
  }
}
