/** A device as the Web API tells of it. */
export const device = {
  id: 'd1',
  name: 'Kitchen',
  type: 'Speaker',
  volume_percent: 40,
  supports_volume: true,
  is_restricted: false,
  is_active: true,
  is_private_session: false,
};

/** The state of the player as `GET /me/player` tells of it, but for what plays. */
export const player = {
  device,
  shuffle_state: true,
  repeat_state: 'context',
  actions: { disallows: { resuming: true, seeking: true, skipping_prev: true } },
  is_playing: true,
  progress_ms: 61_000,
};
