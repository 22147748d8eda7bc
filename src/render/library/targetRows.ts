import * as messages from '../../messages/library';
import { loadMore } from '../../messages/search';
import { isChangeable, type Playlist, type PlaylistTarget } from '../../model/library/library';
import { escapeIcons, isolate } from '../../model/text';

/** A row of the list of playlists to add something to. */
export type TargetRow =
  | { readonly kind: 'separator'; readonly label: string }
  | { readonly kind: 'target'; readonly label: string; readonly target: PlaylistTarget }
  | { readonly kind: 'loadMore'; readonly label: string; readonly description: string };

interface TargetFacts {
  /** The last one first. */
  readonly recent: readonly PlaylistTarget[];
  /** Those that were loaded, whosever they are. */
  readonly playlists: readonly Playlist[];
  readonly userId: string | undefined;
  readonly total: number | undefined;
  readonly hasMore: boolean;
}

/** The playlists that the user can change, those used last before all others. A pure function. */
export function targetRows({ recent, playlists, userId, total, hasMore }: TargetFacts): readonly TargetRow[] {
  const used = new Set(recent.map(({ uri }) => uri));
  const others = playlists.filter((one) => isChangeable(one, userId) && !used.has(one.uri));
  const [label, description] = loadMore(playlists.length, total);
  return [
    ...group(messages.recentPlaylists, recent),
    ...group(messages.yourPlaylists, others),
    ...(hasMore ? [{ kind: 'loadMore', label: `$(ellipsis) ${label}`, description } as const] : []),
  ];
}

function group(label: string, targets: readonly PlaylistTarget[]): readonly TargetRow[] {
  if (targets.length === 0) return [];
  const rows = targets.map(({ uri, title }): TargetRow => {
    return {
      kind: 'target',
      label: `$(list-unordered) ${escapeIcons(isolate(title))}`,
      target: { uri, title },
    };
  });
  return [{ kind: 'separator', label }, ...rows];
}
