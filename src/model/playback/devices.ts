import type { Addressable, Device } from './item';

/** Whether a device takes commands from elsewhere, and can be named in one. */
export function isAddressable(device: Device): device is Addressable {
  return !device.restricted && device.id !== undefined;
}

/** Whether a device is the preferred one, which the settings have by its name: IDs do not last. None has an empty name. */
export function isPreferred({ name }: Device, preferred: string): boolean {
  return name.toLowerCase() === preferred.trim().toLowerCase();
}

/**
 * The computer among the devices, which is most likely this one; where there are several, the preferred one of them, else
 * `undefined`, as where there is none.
 */
export function onlyComputer(devices: readonly Device[], preferred = ''): Addressable | undefined {
  const computers = devices.filter(isAddressable).filter(({ type }) => type.toLowerCase() === 'computer');
  return only(computers) ?? computers.find((device) => isPreferred(device, preferred));
}

/**
 * The device that somebody means who wants to hear something while none is active: the one that they prefer, by its name,
 * else the one that was heard last, by its ID, else the only one, else the only computer. `undefined` where that would be
 * a guess: no loudspeaker in another room starts unasked. A pure function.
 */
export function presumedDevice(
  devices: readonly Device[],
  lastId: string | undefined,
  preferred = '',
): Addressable | undefined {
  const usable = devices.filter(isAddressable);
  return (
    usable.find((device) => isPreferred(device, preferred)) ??
    usable.find(({ id }) => id === lastId) ??
    only(usable) ??
    onlyComputer(usable)
  );
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}
