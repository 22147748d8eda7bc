import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';

describe('what package.json tells VS Code', () => {
  it('puts the setting for development last', () => {
    const parts = [...contributes.configuration].sort((a, b) => a.order - b.order);
    assert.deepEqual(Object.keys(parts.at(-1)?.properties ?? {}), ['earshot.server']);
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
