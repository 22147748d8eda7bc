import * as vscode from 'vscode';
import * as messages from '../../messages/actions';
import type { PlayIntent } from '../../model/commands/intent';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { onlyComputer } from '../../model/playback/devices';
import type { Addressable } from '../../model/playback/item';
import { lastNowPlaying } from '../../model/playback/playback';
import { next, systemClock as clock } from '../../platform/clock';
import { open } from '../common/open';
import { playOn, type ExecutionParts } from './execution';

/** Between one look at the devices and the next, in milliseconds: the app takes some seconds to start. */
const looksAfterMs = [1_000, 2_000, 3_000, 5_000, 8_000, 13_000];

/**
 * Opens Spotify's app on this machine, waits until Spotify lists it as a device, and plays there.
 * @param wanted what is to play; without it, what there was
 * @throws RejectedError, UserFacingError when the app does not come up, Cancelled
 */
export async function startSpotify(parts: ExecutionParts, wanted: PlayIntent | undefined): Promise<void> {
  if (!(await open('spotify:'))) throw new Cancelled();
  const device = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: messages.waitingForSpotify, cancellable: true },
    (_, cancellation) => deviceAppears(parts, cancellation),
  );
  if (device) await playOn(parts, device, wanted);
}

/** `undefined` when something plays by then: somebody was faster. */
async function deviceAppears(
  { election, store, settings }: ExecutionParts,
  cancellation: vscode.CancellationToken,
): Promise<Addressable | undefined> {
  for (const ms of looksAfterMs) {
    await next(cancellation.onCancellationRequested, clock, ms);
    if (cancellation.isCancellationRequested) throw new Cancelled();
    if (lastNowPlaying(store.playback)?.kind === 'playing') return undefined;
    const devices = await election.request({ kind: 'devices' });
    const device = onlyComputer(devices, settings.preferredDevice.value);
    if (device) return device;
  }
  throw new UserFacingError(...messages.spotifyNotStarted);
}
