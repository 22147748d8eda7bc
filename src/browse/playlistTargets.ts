import * as v from 'valibot';
import type { Memento } from 'vscode';
import type { Profile } from '../model/account';
import { read, text } from '../model/fields';
import type { PlaylistTarget } from '../model/library/library';
import { parseLink } from '../model/link';
import { choiceKeys } from './choices';

const key = choiceKeys.targets;
const mostKept = 5;
const schema = v.object({
  userId: v.string(),
  playlists: v.array(v.object({ uri: v.string(), title: text })),
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
    return kept.playlists.filter(({ uri }) => parseLink(uri)?.uri === uri).slice(0, mostKept);
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
