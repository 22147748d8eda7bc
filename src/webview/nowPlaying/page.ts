import type { NoSongView } from '../../render/nowPlayingView';
import { actionBar, element, type Part, type Run } from './dom';
import type { ViewMessage } from './protocol';
import { songPart } from './song';

/* The page of "Now Playing": it shows what the extension says, and asks it to run commands. */

/** What VS Code gives to pages, once. */
declare function acquireVsCodeApi(): { readonly postMessage: (message: unknown) => void };

const api = acquireVsCodeApi();
const run: Run = (command, args) => api.postMessage({ command, args });

const song = songPart(run);
const noSong = noSongPart();
document.querySelector('main')?.append(song.element, noSong.element);
window.addEventListener('message', ({ data }: MessageEvent<ViewMessage>) => {
  const { view } = data;
  song.show(view.kind === 'song' ? view : undefined);
  noSong.show(view.kind === 'noSong' ? view : undefined);
});
// Each time it is shown anew the page begins with nothing.
run('ready', []);

/** Why there is no song, and what helps. */
function noSongPart(): Part<NoSongView> {
  const part = element('div', 'no-song');
  part.hidden = true;
  const show = (view: NoSongView | undefined) => {
    part.hidden = !view?.title;
    if (!view) return;
    const { title, sentence, actions } = view;
    part.replaceChildren(element('h1', '', title), element('p', '', sentence), actionBar(actions, run));
  };
  return { element: part, show };
}
