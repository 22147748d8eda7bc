import assert from 'node:assert/strict';
import { capabilities, contributes } from '../../../package.json';

describe('what package.json tells VS Code', () => {
  it('puts the setting for development last', () => {
    const parts = [...contributes.configuration].sort((a, b) => a.order - b.order);
    assert.deepEqual(Object.keys(parts.at(-1)?.properties ?? {}), ['earshot.server']);
  });

  it('works alike in workspaces that are virtual or not trusted, and lets them set no text, name or address', () => {
    assert.deepEqual(capabilities, { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } });
    const settings = contributes.configuration.flatMap(({ properties }) =>
      Object.entries<object | undefined>(properties),
    );
    const ofWorkspaces = settings.filter(
      ([, one]) => !(one && 'scope' in one && one.scope === 'application'),
    );
    assert.deepEqual(
      ofWorkspaces.map(([key]) => key.replace('earshot.', '')),
      [
        ...['maxLength', 'alignment', 'priority', 'showWhenPaused', 'showWhenNothingPlays', 'buttons'].map(
          (name) => `statusBar.${name}`,
        ),
        ...['statusBar.clickAction', 'openIn', 'links.hover', 'links.languages'],
      ],
    );
  });

  it('has one command in the palette for secrets and tokens', () => {
    const { commands, menus } = contributes;
    const about = commands.filter(
      (one) => 'enablement' in one && one.enablement === 'earshot.canKeepSecrets',
    );
    const whens = about.map(({ command }) => [
      command.replace('earshot.', ''),
      menus.commandPalette.find((item) => item.command === command)?.when,
    ]);
    assert.deepEqual(whens, [
      ['manageCredentials', 'earshot.canKeepSecrets'],
      ['setClientSecret', 'false'],
      ['removeClientSecret', 'false'],
      ['importCredentials', 'false'],
      ['useRefreshToken', 'false'],
      ['copyRefreshToken', 'false'],
    ]);
  });
});
