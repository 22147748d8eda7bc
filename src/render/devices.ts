import { deviceTypes } from '../messages/player';
import type { Device } from '../model/playback/item';

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
