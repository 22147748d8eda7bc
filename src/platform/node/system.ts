import type { System } from '../host';

const systems: Readonly<Partial<Record<NodeJS.Platform, System>>> = {
  linux: 'linux',
  darwin: 'mac',
  win32: 'windows',
};

/** The system that this extension host runs on. */
export const system: System = systems[process.platform] ?? 'other';
