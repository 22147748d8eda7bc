import { track, type Player } from '../../spotify';
import { minute } from '../support';

/** What the app says of itself, in no system's words yet. */
interface Said {
  readonly status: 'Playing' | 'Paused' | 'Stopped';
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly uri: string | undefined;
  readonly durationMs: number | undefined;
  readonly positionMs: number | undefined;
}

/** Somebody else's. */
const foreign = track({ title: 'Kettle Hymn', artists: ['The Borrowed Oars'], durationMs: 20 * minute });

/** The Spotify app on this machine, which is the first of the account's devices, and what is wrong with it. */
export class LocalApp {
  isOpen = true;
  /** It answers nothing, and tells nothing. */
  hangs = false;
  /** It does what it is told, and does not say that it has. */
  keepsQuiet = false;
  /** It does nothing of what it is told, or may not be told, and says so. */
  refuses = false;
  /** What it says cannot be read. */
  isGarbled = false;
  /** It is signed in to another account, and plays there. */
  isForeign = false;
  /** What of it is not as it is. */
  wrong: Partial<Said> = {};
  /** What it was told to do, and did. */
  readonly done: string[] = [];

  constructor(private readonly player: Player) {}

  get said(): Said {
    const { player } = this;
    const { state, positionMs } = player;
    const isHere = state.deviceIndex === 0;
    const item = this.isForeign ? foreign : state.item;
    const artist = item.kind === 'track' ? (item.artists[0]?.name ?? '') : '';
    const plays = this.isForeign || (state.isActive && state.isPlaying);
    return {
      status: plays ? 'Playing' : state.isActive ? 'Paused' : 'Stopped',
      // What another device plays it knows without a name.
      title: isHere || this.isForeign ? item.title : '',
      artist: isHere || this.isForeign ? artist : '',
      album: item.kind === 'track' && isHere ? item.album.name : '',
      uri: item.uri,
      durationMs: item.durationMs,
      positionMs: Math.round(positionMs),
      ...this.wrong,
    };
  }

  do(command: string, positionMs: number): void {
    const name = command.toLowerCase();
    this.done.push(name);
    if (this.isForeign) return;
    const { player } = this;
    if (name === 'play') player.resume();
    if (name === 'pause') player.pause();
    if (name === 'next') player.next();
    if (name === 'previous') player.previous();
    if (/seek|setposition/.test(name)) player.seek(Math.max(0, positionMs));
    this.notify();
  }

  /** To be set by the system it runs on. */
  notify: () => void = () => undefined;
}
