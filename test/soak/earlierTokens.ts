import { GrantRefused } from '../../src/auth/oauth/tokenEndpoint';
import type { TokenReply } from '../../src/auth/oauth/tokenReply';
import { readRecord, type Session } from '../../src/auth/session/session';
import type { SessionChangeMarker } from '../../src/auth/session/session';
import type { Secrets } from '../vscode/keychain';

const key = 'earshot.session';

/**
 * Refreshes the session as the first versions did, which know no lock, do not wait before they take a session for
 * ended, and never look at it again: windows of such a version may run beside ours until they are reloaded.
 */
export class EarlierTokens {
  constructor(
    private readonly secrets: Secrets,
    private readonly mark: SessionChangeMarker,
    private readonly refresh: (session: Session) => Promise<TokenReply>,
  ) {}

  forget(): void {
    // It keeps no access token.
  }

  async get(): Promise<void> {
    const session = await this.#session();
    if (!session) throw new Error('signed out');
    await this.#refreshSession(session);
  }

  async #refreshSession(session: Session): Promise<void> {
    try {
      const { refreshToken } = await this.refresh(session);
      const now = readRecord(await this.secrets.get(key));
      const current = now?.state === 'signedIn' && now.session.refreshToken === session.refreshToken;
      if (refreshToken === undefined || !(current || now?.state === 'ended')) return;
      await this.#write({ state: 'signedIn', session: { ...session, refreshToken } });
    } catch (error) {
      if (!(error instanceof GrantRefused)) throw error;
      const newer = await this.#session();
      if (newer && newer.refreshToken !== session.refreshToken) return this.#refreshSession(newer);
      const now = await this.#session();
      if (now?.refreshToken === session.refreshToken) {
        await this.#write({ state: 'ended', issuer: session.issuer });
      }
      throw error;
    }
  }

  async #session(): Promise<Session | undefined> {
    const record = readRecord(await this.secrets.get(key));
    return record?.state === 'signedIn' ? record.session : undefined;
  }

  async #write(record: object): Promise<void> {
    const writtenAt = Date.now();
    await this.secrets.store(key, JSON.stringify({ ...record, writtenAt }));
    await this.mark.write({ at: writtenAt, signedIn: true });
  }
}
