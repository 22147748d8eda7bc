/** Who is signed in, as Spotify says. `id` never changes; `name` is for people. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** Address of the picture, `https:` only; absent where there is none. */
  readonly image?: string;
}
