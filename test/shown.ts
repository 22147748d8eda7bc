import { defaultTemplate, type PresentationSettings } from '../src/render/statusText';

/** Settings by which nothing is hidden and a click does nothing. */
export const everythingShown: PresentationSettings = {
  template: defaultTemplate,
  maxLength: 50,
  showWhenPaused: true,
  showWhenNothingPlays: true,
  hasClientId: false,
  clickCommand: undefined,
};
