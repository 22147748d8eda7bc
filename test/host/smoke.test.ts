import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the host', () => {
  it('is the version of VS Code that was asked for', () => {
    const wanted = process.env['EARSHOT_VSCODE'];
    assert.ok(
      wanted !== undefined && vscode.version.startsWith(`${wanted}.`),
      `${vscode.version}, not ${wanted}`,
    );
  });

  it('has the extension', () => {
    assert.ok(vscode.extensions.getExtension('earshot.earshot-for-spotify'));
  });
});
