/** What `media/local/spotify.ps1` writes of a song, with each of its fields. */
export const sessionLine = {
  kind: 'session',
  status: 'Playing',
  title: 'Lamplight Ferry',
  artist: 'The Borrowed Oars, Ines Quill',
  album: 'Low Tide Letters',
  durationMs: 200_040,
  positionMs: 12_345,
  shuffle: false,
  repeat: 'List',
};
