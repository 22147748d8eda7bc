import * as v from 'valibot';
import type { Memento } from 'vscode';
import type { Profile } from '../model/account';
import { read } from '../model/fields';
import type { PlaylistTarget } from '../model/library/library';
import { choiceKeys, playlistsIn } from './choices';

const key = choiceKeys.targets;
const mostKept = 5;
const schema = v.object({
  userId: v.string(),
  playlists: v.unknown(),
});

/** The playlists that songs were added to from this machine, and whose they are. */
export class PlaylistTargets {
  #userId: Promise<string | undefined> | undefined;

  constructor(
    private readonly profile: () => Promise<Profile>,
    private readonly state: Pick<Memento, 'get' | 'update'>,
  ) {}

  /** Who is signed in, as owners of playlists are named. Asked for once in a session; rejects as that, and is tried again. */
  userId(): Promise<string | undefined> {
    const asked = (this.#userId ??= this.profile().then(({ userId }) => userId));
    return asked.catch((error: unknown) => {
      if (this.#userId === asked) this.#userId = undefined;
      throw error;
    });
  }

  /** Those of a user, the last one first. */
  recent(userId: string | undefined): readonly PlaylistTarget[] {
    const kept = read(schema, this.state.get(key));
    if (!kept || kept.userId !== userId) return [];
    return playlistsIn(kept.playlists, mostKept);
  }

  /** Something was added to it. */
  async add(userId: string | undefined, { uri, title }: PlaylistTarget): Promise<void> {
    if (userId === undefined) return;
    const others = this.recent(userId).filter((one) => one.uri !== uri);
    await this.state.update(key, { userId, playlists: [{ uri, title }, ...others].slice(0, mostKept) });
  }

  /** The session is another. */
  forget(): void {
    this.#userId = undefined;
  }
}
