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

describe('the keyboard', () => {
  const { menus } = contributes;
  const palette = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
  const inContext = menus['view/item/context'];
  const isInline = ({ group }: { readonly group: string }) => group.startsWith('inline');

  it('reaches what an icon of a row does by the menu of the row, wherever there is the icon', () => {
    const icons = inContext.filter(isInline).map(({ command, when }) => `${command} ${when}`);
    const entries = inContext
      .filter((one) => !isInline(one))
      .map(({ command, when }) => `${command} ${when}`);
    assert.ok(icons.length > 0);
    assert.deepEqual(
      icons.filter((icon) => !entries.includes(icon)),
      [],
    );
  });

  /** Commands without a place in the palette or in a menu of rows, and where the keyboard finds each. */
  const elsewhere: Readonly<Record<string, string>> = {
    setClientSecret: 'the list of “Manage Credentials”',
    removeClientSecret: 'the list of “Manage Credentials”',
    importCredentials: 'the list of “Manage Credentials”',
    useRefreshToken: 'the list of “Manage Credentials”',
    copyRefreshToken: 'the list of “Manage Credentials”',
    copyAppName: 'a link of the walkthrough',
    copyAppDescription: 'a link of the walkthrough',
    playFromQueue: 'Enter on a row of the queue',
    loadMore: 'Enter on the last row of a list',
    refreshViews: 'a button in the title of a view',
    'row.save': 'a link in the hover of an album',
  };

  it('has a way to all else', () => {
    const inMenus = new Set(inContext.map(({ command }) => command));
    const nowhere = contributes.commands
      .map(({ command }) => command)
      .filter((command) => palette.get(command) === 'false' && !inMenus.has(command));
    assert.deepEqual(
      nowhere.map((command) => command.replace('earshot.', '')).sort(),
      Object.keys(elsewhere).sort(),
    );
  });
});
