import { noDevice } from '../../messages/actions';
import type { Intent } from '../../model/commands/intent';
import { rejectionOf } from '../../model/errors/rejection';
import { UserFacingError } from '../../model/errors/userFacingError';
import { isAddressable, presumedDevice } from '../../model/playback/devices';
import type { Addressable } from '../../model/playback/item';
import { lastNowPlaying } from '../../model/playback/playback';
import { systemClock as clock } from '../../platform/clock';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { actionStatus } from '../../render/actionStatus';
import type { LeaderElection } from '../../windows/leaderElection';
import { flashStatus } from '../common/messages';
import { pickDevice } from './devicePicker';

/** Whom intents go to, and what shows their effect. */
export interface ExecutionParts {
  readonly election: Pick<LeaderElection, 'request'>;
  readonly store: Store;
  readonly settings: Pick<Settings, 'preferredDevice'>;
}

/**
 * Has an intent executed, and says in passing what that brought.
 * @throws RejectedError
 */
export async function execute({ election, store }: ExecutionParts, intent: Intent): Promise<void> {
  const liked = await election.request({ kind: 'intent', intent });
  const status = actionStatus(intent, lastNowPlaying(store.playback), clock.now(), liked);
  if (status) flashStatus(status);
}

/** What somebody asks for who wants to hear something. */
type PlayIntent = Extract<Intent, { readonly kind: 'play' | 'playPause' | 'playUri' }>;

/**
 * Plays, on the active device or else on one that is there: the one that is meant most likely, or that is chosen.
 * @throws RejectedError, UserFacingError where there is none, Cancelled
 */
export async function startPlayback(parts: ExecutionParts, intent: PlayIntent): Promise<void> {
  const before = lastNowPlaying(parts.store.playback);
  try {
    await execute(parts, intent);
    return;
  } catch (error) {
    const pauses = intent.kind === 'playPause' && before?.kind === 'playing';
    if (pauses || rejectionOf(error).kind !== 'noActiveDevice') throw error;
  }
  const uri = intent.kind === 'playUri' ? intent.uri : undefined;
  const { preferredDevice: preferred } = parts.settings;
  const load = () => parts.election.request({ kind: 'devices' });
  const devices = await load();
  if (!devices.some(isAddressable)) throw new UserFacingError(...noDevice(uri));
  const presumed = presumedDevice(devices, before?.device?.id, preferred.value);
  const device = presumed ?? (await pickDevice({ load, loaded: devices, preferred, uri })).device;
  await playOn(parts, device, uri);
}

/** Plays there what the URI names, or what there was; `device` need not be active. @throws RejectedError */
export function playOn(parts: ExecutionParts, device: Addressable, uri: string | undefined): Promise<void> {
  return execute(
    parts,
    uri === undefined
      ? { kind: 'transfer', device, play: true }
      : { kind: 'playUri', uri, deviceId: device.id },
  );
}
