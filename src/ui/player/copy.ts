import { copies, notCopied } from '../../messages/prompts';
import { formatMessage } from '../../messages/settings';
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
 * Copies the address of an item's page, or of that of what plays.
 * @throws RejectedError
 */
export async function copyLink(uri: string | undefined, nowPlaying: NowPlaying | undefined): Promise<void> {
  const page = pageOf(uri ?? assertCan(nowPlaying, 'link').item.uri);
  if (page === undefined) throw new RejectedError({ kind: 'unknownItem' });
  await copy(page, 'link');
}

/**
 * Copies what plays by the user's own format.
 * @throws RejectedError, UserFacingError
 */
export async function copyAs(
  language: 'text' | 'markdown',
  nowPlaying: NowPlaying | undefined,
  { copyText, copyMarkdown }: Settings,
): Promise<void> {
  const [setting, escape] = language === 'text' ? [copyText, undefined] : [copyMarkdown, backslashMarkdown];
  const copied = assertCan(nowPlaying, language === 'markdown' ? 'link' : undefined);
  try {
    const values = valuesOf(copied, clock.now());
    await copy(renderText(parseTemplate(setting.value, copyTokens), values, escape), language);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new UserFacingError(...notCopied(formatMessage(error.fault)));
  }
}

async function copy(text: string, as: keyof typeof copies): Promise<void> {
  const { title, done } = copies[as];
  if (await copyOrShow(text, title)) flashStatus(done);
}
