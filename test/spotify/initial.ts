import type { Device, Playback } from './playback';
import { defaultList } from './songs';

const desk: Device = {
  id: '0d1e57b0a2c94f6d8e3b7a615f20c9d44b8e11a0',
  name: 'Desk',
  type: 'Computer',
  isRestricted: false,
  supportsVolume: true,
  volume: 60,
};
const phone: Device = {
  id: '9c3f0a77d5e84b21a6f4c08e2d19b735e6a0f2c8',
  name: 'Wren’s phone',
  type: 'Smartphone',
  isRestricted: false,
  supportsVolume: false,
  volume: 100,
};

/** The player before anything has played: two devices, none of them active. */
export function initial(now: number): Playback {
  const [item] = defaultList;
  if (item === undefined) {
    throw new RangeError('The default list is empty');
  }
  return {
    since: now,
    isActive: false,
    isPlaying: false,
    item,
    startMs: 0,
    list: defaultList,
    index: 0,
    queue: [],
    context: { type: 'playlist', uri: 'spotify:playlist:3Fh2aQwErTyUiOpLkJhGfD' },
    wraps: true,
    repeat: 'off',
    isShuffled: false,
    isSmartShuffled: false,
    devices: [desk, phone],
    deviceIndex: 0,
  };
}
