import { noDevice } from '../../messages/actions';
import type { Intent, PlayIntent } from '../../model/commands/intent';
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
type StartIntent = PlayIntent | Extract<Intent, { readonly kind: 'play' | 'playPause' }>;

/**
 * Plays, on the active device or else on one that is there: the one that is meant most likely, or that is chosen.
 * @throws RejectedError, UserFacingError where there is none, Cancelled
 */
export async function startPlayback(parts: ExecutionParts, intent: StartIntent): Promise<void> {
  const before = lastNowPlaying(parts.store.playback);
  try {
    await execute(parts, intent);
    return;
  } catch (error) {
    const pauses = intent.kind === 'playPause' && before?.kind === 'playing';
    if (pauses || rejectionOf(error).kind !== 'noActiveDevice') throw error;
  }
  const wanted = intent.kind === 'playUri' ? intent : undefined;
  const { preferredDevice: preferred } = parts.settings;
  const load = () => parts.election.request({ kind: 'devices' });
  const devices = await load();
  if (!devices.some(isAddressable)) throw new UserFacingError(...noDevice(wanted));
  const presumed = presumedDevice(devices, before?.device?.id, preferred.value);
  const device = presumed ?? (await pickDevice({ load, loaded: devices, preferred, wanted })).device;
  await playOn(parts, device, wanted);
}

/** Plays there what is wanted, or what there was; `device` need not be active. @throws RejectedError */
export function playOn(
  parts: ExecutionParts,
  device: Addressable,
  wanted: PlayIntent | undefined,
): Promise<void> {
  return execute(
    parts,
    wanted ? { ...wanted, deviceId: device.id } : { kind: 'transfer', device, play: true },
  );
}
