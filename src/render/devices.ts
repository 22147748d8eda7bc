import { deviceFacts, deviceTypes } from '../messages/prompts';
import { isAddressable, isPreferred } from '../model/playback/devices';
import type { Device } from '../model/playback/item';
import { escapeIcons } from '../model/text';
import { deviceIcon } from './buttons';

/** A row of the list of devices, in VS Code's label syntax. */
export interface DeviceRow {
  readonly label: string;
  readonly description: string;
  readonly device: Device;
  /** Whether it is the one that is used when none is active. */
  readonly preferred: boolean;
}

/** The devices as a list, in the order in which they came; `preferred` as in the settings. A pure function. */
export function deviceRows(devices: readonly Device[], preferred: string): readonly DeviceRow[] {
  const apart = distinctions(devices);
  return devices.map((device, index) => {
    const marks = {
      apart: apart[index] ?? '',
      addressable: isAddressable(device),
      preferred: isPreferred(device, preferred),
    };
    return {
      label: `${deviceIcon(device.type)} ${escapeIcons(device.name)}`,
      description: `${device.active ? '$(check) ' : ''}${escapeIcons(deviceFacts(device, marks))}`,
      device,
      preferred: marks.preferred,
    };
  });
}

/** A type of Spotify's, such as `GameConsole`, as people call it, which is in words run together; empty where it says nothing. */
export function deviceTypeName(type: string): string {
  const known = deviceTypes[type.toLowerCase()];
  if (known !== undefined) return known;
  const [first = '', ...rest] = type.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest.map((word) => word.toLowerCase())].join(
    ' ',
  );
}

/** Characters at the end of an ID, which has some 40, that tell most from each other. */
const fewest = 4;

/**
 * What tells each device from those of the same name: its type, always, and where that is the same, too, the end of its
 * ID. In the order in which they came.
 */
export function distinctions(devices: readonly Device[]): readonly string[] {
  const looks = devices.map(({ name, type }) => JSON.stringify([name, deviceTypeName(type)]));
  return devices.map(({ type, id }, index) => {
    const alike = devices.filter((other, at) => at !== index && looks[at] === looks[index]);
    const end = alike.length > 0 && id ? endOf(id, alike) : '';
    return [deviceTypeName(type), end].filter(Boolean).join(' ');
  });
}

function endOf(id: string, others: readonly Device[]): string {
  let length = fewest;
  while (
    length < id.length &&
    others.some((other) => other.id !== id && other.id?.endsWith(id.slice(-length)))
  ) {
    length += 1;
  }
  return `…${id.slice(-length)}`;
}
