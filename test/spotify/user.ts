import { images } from './image';

/** An image as the Web API lists it; sizes in pixels, null when unknown. */
export interface Image {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** A Spotify user. Change it at will; a new `id` is another account from the next consent on. */
export interface User {
  id: string;
  /** Never changes for an account (Spotify's documentation, since May 2026). */
  accountId: string;
  displayName: string | null;
  premium: boolean;
  images: Image[];
}

/** Who consents, and who the older tokens belong to. */
export class Users {
  /** Whoever sits in front of the browser now. */
  readonly current: User = {
    id: 'wren-of-the-hedge',
    accountId: 'acc7q2m4x9v0',
    displayName: 'Wren Hedge',
    premium: true,
    images: images('wren-of-the-hedge'),
  };
  readonly #seen = new Map<string, User>();

  /** Remembers the current user as one who has consented, and says who it is. */
  recordConsent(): string {
    this.#seen.set(this.current.id, { ...this.current });
    return this.current.id;
  }

  /** The user with that id: the current one as it is now, an earlier one as it was on its last consent. */
  find(id: string): User | undefined {
    return this.current.id === id ? this.current : this.#seen.get(id);
  }
}
