import type { SongView, ViewButtonName, VolumeView } from '../../render/nowPlayingView';
import { actionBar, element, iconButton, linkElement, pressable, type Part, type Run } from './dom';
import { positionPart } from './position';
import { Slider } from './slider';

const volumeStep = 5;
const transport = ['shuffle', 'previous', 'playPause', 'next', 'repeat'] as const;

/** A song with all that can be done with it. Its controls stay the same elements, so that they keep the focus. */
export function songPart(run: Run): Part<SongView> {
  const button = (name: ViewButtonName) => [name, iconButton(`button ${name}`, run)] as const;
  const buttons = [...transport, 'like' as const, 'device' as const].map(button);
  const elementOf = (...names: readonly ViewButtonName[]) =>
    buttons.flatMap(([name, part]) => (names.includes(name) ? [part.element] : []));
  const artwork = artworkPart(run);
  const names = element('div', 'names');
  const position = positionPart(run);
  const volume = volumePart(run);
  const credit = element('div', 'credit');
  const notices = element('div', 'notices');
  const song = element(
    'div',
    'song',
    artwork.element,
    names,
    ...elementOf('like'),
    position.element,
    element('div', 'transport', ...elementOf(...transport)),
    element('div', 'sound', ...elementOf('device'), volume.element),
    credit,
    notices,
  );
  const showNames = whenChanged((view: SongView) => names.replaceChildren(...namesOf(view, run)));
  const showCredit = whenChanged((view: SongView['attribution']) =>
    credit.replaceChildren(linkElement(view, run)),
  );
  const showNotices = whenChanged((all: SongView['notices']) =>
    notices.replaceChildren(
      ...all.flatMap(({ sentence, actions }) => [element('p', '', sentence), actionBar(actions, run)]),
    ),
  );
  const show = (view: SongView | undefined) => {
    song.hidden = !view;
    position.show(view?.position);
    if (!view) return;
    const { title, artists, moreArtists, album, fact } = view;
    showNames(view, [title, artists, moreArtists, album, fact]);
    artwork.show(view);
    for (const [name, part] of buttons) part.show(view.buttons[name]);
    volume.show(view.volume);
    showCredit(view.attribution);
    showNotices(view.notices);
  };
  return { element: song, show };
}

/** Draws anew only what differs from before by what it is made of: who is at a link of it stays there. */
function whenChanged<T>(draw: (value: T) => void): (value: T, parts?: unknown) => void {
  let drawn: string | undefined;
  return (value, parts = value) => {
    const next = JSON.stringify(parts);
    if (next !== drawn) draw(value);
    drawn = next;
  };
}

function namesOf({ title, artists, moreArtists, album, fact }: SongView, run: Run): HTMLElement[] {
  const by = [...artists, ...(moreArtists ? [moreArtists] : [])].flatMap((artist, index) => [
    ...(index > 0 ? [', '] : []),
    linkElement(artist, run),
  ]);
  return [
    element('h1', 'title', linkElement(title, run)),
    element('p', 'artists', ...by),
    ...(album ? [element('p', 'album', linkElement(album, run))] : []),
    ...(fact ? [element('p', 'fact', fact)] : []),
  ];
}

/** The picture whole and as it came, as Spotify wants it; a drawing where there is none, or none can be had. */
function artworkPart(run: Run): Part<SongView> {
  const picture = element('img', '');
  let open = () => {};
  // The title is the same link, and one of them is enough for the keyboard.
  const link = pressable('artwork', () => open(), picture);
  link.tabIndex = -1;
  const missing = (isMissing: boolean) => link.classList.toggle('missing', isMissing);
  picture.addEventListener('error', () => missing(true));
  picture.addEventListener('load', () => missing(false));
  const show = (view: SongView | undefined) => {
    if (!view) return;
    const { artwork, title } = view;
    link.disabled = !title.isLink;
    link.title = title.text;
    link.ariaLabel = artwork?.name ?? title.text;
    open = () => run(title.command, title.args);
    picture.alt = '';
    picture.style.aspectRatio = String(artwork?.ratio ?? 'auto');
    if (!artwork) picture.removeAttribute('src');
    else if (picture.src !== artwork.url) picture.src = artwork.url;
    missing(!artwork);
  };
  return { element: link, show };
}

function volumePart(run: Run): Part<VolumeView> {
  const slider = new Slider({
    step: volumeStep,
    text: (percent) => `${percent}%`,
    choose: (percent) => run('earshot.setVolume', [Math.round(percent)]),
    onShow: (percent) => (icon.className = `icon earshot-volume${Math.round(percent) > 0 ? '' : '-off'}`),
  });
  const icon = element('span', 'icon');
  icon.ariaHidden = 'true';
  const volume = element('div', 'volume', icon, slider.element);
  const show = (view: VolumeView | undefined) => {
    volume.hidden = !view;
    if (view) slider.show({ ...view, value: view.percent, max: 100, most: 100 });
  };
  return { element: volume, show };
}
