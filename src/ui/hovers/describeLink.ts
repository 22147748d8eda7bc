import { rejectionOf } from '../../model/errors/rejection';
import type { Link } from '../../model/link';
import { lastObservation } from '../../model/playback/playback';
import type { Catalogue } from '../../player/catalogue';
import type { Store } from '../../player/store';
import { linkHover, undescribedHover } from '../../render/linkHover';

/** What describing a link needs. */
interface LinkParts {
  readonly catalogue: Catalogue;
  readonly store: Store;
}

/** What a link's hover shows; `undefined` where it shows nothing. `isWanted`: whether the mouse still rests there. */
export type DescribeLink = (
  link: Link,
  isWanted: () => boolean,
) => Promise<ReturnType<typeof linkHover> | undefined>;

/** As `DescribeLink`. Whatever stands in the way, from no network to nobody signed in: a hover does not speak of it. */
export async function describeLink(
  { catalogue, store }: LinkParts,
  ...[link, isWanted]: Parameters<DescribeLink>
): ReturnType<DescribeLink> {
  const catalogItem = await catalogue
    .find(link, isWanted)
    .catch((error: unknown) => (isForbidden(error) ? null : undefined));
  if (catalogItem === undefined) return undefined;
  const signedIn = lastObservation(store.playback) !== undefined;
  return catalogItem ? linkHover(catalogItem, signedIn) : undescribedHover(link, signedIn);
}

/** Spotify answers, and says nothing of it: so it is with playlists that it keeps to itself. */
function isForbidden(error: unknown): boolean {
  const rejection = rejectionOf(error);
  return rejection.kind === 'problem' && rejection.problem.kind === 'forbidden';
}
