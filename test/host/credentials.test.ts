import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserFacingError } from '../../src/model/errors/userFacingError';
import { parseDotenv } from '../../src/platform/node/dotenv';
import { nameOf, readCredentialsFile } from '../../src/ui/credentials/credentialsFile';
import { gitStanding } from '../../src/ui/credentials/gitFolder';

const clientId = '0123456789abcdef0123456789abcdef';
const text = `CLIENT_ID=${clientId}\nCLIENT_SECRET=s3cr3t\n`;

describe('a file of credentials', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'earshot-credentials-'))));
  after(() => rm(folder, { recursive: true }));

  const parse = (name: string) => readCredentialsFile(vscode.Uri.file(path.join(folder, name)), parseDotenv);
  const read = async (name: string) => (await parse(name)).found;
  const write = (name: string, content: string | Uint8Array) => writeFile(path.join(folder, name), content);

  it('is read', async () => {
    await write('good.env', text);
    assert.deepEqual(await read('good.env'), { clientId, clientSecret: 's3cr3t' });
  });

  it('may hold other things, too', async () => {
    await write('alone.env', text);
    await write('.env', `${text}DATABASE_URL=postgres://localhost\n`);
    assert.equal((await parse('alone.env')).onlyCredentials, true);
    assert.equal((await parse('.env')).onlyCredentials, false);
  });

  it('is read in what Windows calls Unicode', async () => {
    await write('wide.env', Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le'));
    assert.deepEqual(await read('wide.env'), { clientId, clientSecret: 's3cr3t' });
  });

  const bad: readonly (readonly [string, (name: string) => Promise<unknown>, RegExp])[] = [
    ['empty.env', (name) => write(name, ''), /^empty\.env is empty\. Nothing was changed\.$/],
    ['blank.env', (name) => write(name, '\ufeff \r\n\t\n'), /^blank\.env is empty\./],
    [
      'garbage.env',
      (name) => write(name, Buffer.alloc(900, 0x8f)),
      /^garbage\.env cannot be imported\. It does not contain CLIENT_ID/,
    ],
    [
      'short.env',
      (name) => write(name, `CLIENT_ID=${clientId.slice(3)}\n`),
      /This one has 29\. Nothing was changed\.$/,
    ],
    [
      'large.env',
      (name) => write(name, text.padEnd(5_000_000, '#')),
      /^large\.env is too large for a credentials file\./,
    ],
    ['folder.env', (name) => mkdir(path.join(folder, name)), /^folder\.env is a folder\./],
    ['none.env', () => Promise.resolve(), /^none\.env cannot be read\. Nothing was changed\.$/],
    [
      'loop.env',
      (name) => symlink(path.join(folder, name), path.join(folder, name)),
      /^loop\.env cannot be read\./,
    ],
  ];
  for (const [name, make, sentence] of bad) {
    it(`that is bad, such as ${name}, is refused in a sentence that repeats nothing of it`, async () => {
      await make(name);
      await assert.rejects(read(name), (error) => {
        assert.ok(error instanceof UserFacingError, String(error));
        assert.match(error.message, sentence);
        assert.ok(!error.message.includes(clientId.slice(3)));
        assert.deepEqual(
          error.actions.map(({ command }) => command),
          ['earshot.importCredentials'],
        );
        return true;
      });
    });
  }

  it('is not called by a name that VS Code would make a link of', () => {
    assert.equal(nameOf(vscode.Uri.file('/a/[b](command:c).env')), 'The file');
    assert.equal(nameOf(vscode.Uri.file('/a/größe 1.env')), 'größe 1.env');
  });

  it('is known to lie in a folder of git’s, or not', async () => {
    const deep = path.join(folder, 'repository', 'a', 'b');
    await mkdir(deep, { recursive: true });
    const file = vscode.Uri.file(path.join(deep, 'credentials.env'));
    assert.equal(await gitStanding(file), undefined);
    await writeFile(path.join(folder, 'repository', '.git'), 'gitdir: elsewhere');
    const standing = await gitStanding(file);
    assert.equal(standing?.root.fsPath, path.join(folder, 'repository'));
    assert.equal(standing.file, 'unknown');
  });
});
