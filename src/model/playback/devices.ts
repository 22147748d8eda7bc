import type { Addressable, Device } from './item';

/** Whether a device takes commands from elsewhere, and can be named in one. */
export function isAddressable(device: Device): device is Addressable {
  return !device.restricted && device.id !== undefined;
}

/** The computer among the devices, which is most likely this one; `undefined` where there are several, or none. */
export function onlyComputer(devices: readonly Device[]): Addressable | undefined {
  return only(devices.filter(isAddressable).filter(({ type }) => type.toLowerCase() === 'computer'));
}

/**
 * The device that somebody means who wants to hear something while none is active: the one that was heard last, by its
 * ID, else the only one, else the only computer. `undefined` where that would be a guess: no loudspeaker in another room
 * starts unasked. A pure function.
 */
export function presumedDevice(
  devices: readonly Device[],
  lastId: string | undefined,
): Addressable | undefined {
  const usable = devices.filter(isAddressable);
  return usable.find(({ id }) => id === lastId) ?? only(usable) ?? onlyComputer(usable);
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}
