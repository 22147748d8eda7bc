/* global $, Application, ObjC */
/*
 * Tells what the Spotify app plays, on macOS: osascript -l JavaScript spotify.js
 *
 * It writes one JSON object a line to stdout, all numbers whole, and reads one a line from stdin:
 *   {"command":"ping"}                  answered with {"kind":"pong"}
 *   {"command":"allow","id":1}          from now on the app may be asked, since permission was given before
 *   {"command":"read","id":2}           asks it, if it may be asked
 *   {"command":"play","id":3}           pause, next, previous, seek (positionMs), volume (percent), open (uri)
 * What has an ID is answered with {"kind":"done","id":…} or {"kind":"failed","id":…,"code":…}.
 *
 * What the app tells of itself, by a notification at each change, needs nobody's permission. Asking it does: macOS then
 * asks the user, once, in the editor's name. So nothing here asks before a command that a user has given, or `allow`.
 *
 * It ends when its stdin does.
 */

const bundle = 'com.spotify.client';
/** In bytes; no command is nearly as long. */
const longestInput = 65536;
/** Whether the app may be asked. */
let allowed = false;
/** Whether it has been asked: the first time macOS may keep us waiting for its user. */
let asked = false;
/** What was told last of whether the app is there. */
let told = '';

/** All but ASCII is written as its number: half a pair of code units has no other encoding. */
function print(message) {
  const json = JSON.stringify(message).replace(
    /[^\x20-\x7e]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const data = $(`${json}\n`).dataUsingEncoding($.NSUTF8StringEncoding);
  $.NSFileHandle.fileHandleWithStandardOutput.writeData(data);
}

/** Whole milliseconds of seconds or, with a factor of 1, of milliseconds; `undefined` for what is no number. */
function whole(value, factor) {
  return typeof value === 'number' && isFinite(value) ? Math.round(value * factor) : undefined;
}

function text(value) {
  return typeof value === 'string' ? value.slice(0, 4000) : undefined;
}

/** What a notification says; any of it may be missing. */
function changeFrom(info) {
  return {
    kind: 'changed',
    state: text(info['Player State']),
    uri: text(info['Track ID']),
    title: text(info['Name']),
    artist: text(info['Artist']),
    album: text(info['Album']),
    durationMs: whole(info['Duration'], 1),
    positionMs: whole(info['Playback Position'], 1000),
  };
}

/** The running app; `undefined` where there is none. This asks the system alone, and starts nothing. */
function runningApp() {
  const apps = $.NSWorkspace.sharedWorkspace.runningApplications.js;
  return apps.find((app) => ObjC.unwrap(app.bundleIdentifier) === bundle && !app.terminated);
}

/** Macs tell of every app that comes or goes: only what is about this one is told on. */
function tellApp() {
  const url = $.NSWorkspace.sharedWorkspace.URLForApplicationWithBundleIdentifier(bundle);
  const message = { kind: 'app', installed: !url.isNil(), running: runningApp() !== undefined };
  if (JSON.stringify(message) === told) return;
  told = JSON.stringify(message);
  print(message);
}

/**
 * The app as something to ask. Its terms are looked up only here, and by the process: by its name or ID macOS would
 * start it, or ask the user where it is.
 */
function spotify() {
  const app = runningApp();
  if (!app) throw { errorNumber: -600 };
  if (!asked) print({ kind: 'asking' });
  asked = true;
  return Application(app.processIdentifier);
}

/** A property of what may have none, such as the artwork of a file. */
function optional(get) {
  try {
    return get();
  } catch (error) {
    if (error.errorNumber === -1743 || error.errorNumber === -600) throw error;
    return undefined;
  }
}

function tellAll() {
  const app = spotify();
  const state = app.playerState();
  const track = app.currentTrack;
  print({
    kind: 'read',
    state: text(state),
    uri: text(optional(() => track.spotifyUrl())),
    title: text(optional(() => track.name())),
    artist: text(optional(() => track.artist())),
    album: text(optional(() => track.album())),
    // In milliseconds, whatever the app's own dictionary says.
    durationMs: whole(
      optional(() => track.duration()),
      1,
    ),
    positionMs: whole(
      optional(() => app.playerPosition()),
      1000,
    ),
    artworkUrl: text(optional(() => track.artworkUrl())),
    volumePercent: whole(
      optional(() => app.soundVolume()),
      1,
    ),
    shuffling: optional(() => app.shuffling()),
    repeating: optional(() => app.repeating()),
  });
}

const commands = {
  play: (app) => app.play(),
  pause: (app) => app.pause(),
  next: (app) => app.nextTrack(),
  previous: (app) => app.previousTrack(),
  seek(app, { positionMs }) {
    app.playerPosition = positionMs / 1000;
  },
  volume(app, { percent }) {
    app.soundVolume = percent;
  },
  open: (app, { uri }) => app.playTrack(uri),
};

function execute(message) {
  const { command } = message;
  if (command === 'allow') {
    allowed = true;
  } else if (command === 'read') {
    if (allowed) tellAll();
  } else {
    if (!Object.prototype.hasOwnProperty.call(commands, command)) throw { errorNumber: -1708 };
    // Nothing but a user gives these.
    allowed = true;
    commands[command](spotify(), message);
  }
}

function handle(line) {
  let message;
  try {
    message = JSON.parse(line) || {};
  } catch {
    return;
  }
  const { command, id } = message;
  if (command === 'ping') {
    print({ kind: 'pong' });
    return;
  }
  try {
    execute(message);
    print({ kind: 'done', id });
  } catch (error) {
    print({ kind: 'failed', id, code: whole(error && error.errorNumber, 1) });
  }
}

/** What came of a line whose end has not come yet. */
let rest = '';

function receive(input) {
  const lines = (rest + input).split('\n');
  rest = lines.pop();
  if (rest.length > longestInput) $.exit(1);
  lines.filter(Boolean).forEach(handle);
}

function changed(notification) {
  print(changeFrom(ObjC.deepUnwrap(notification.userInfo) || {}));
  if (!allowed) return;
  try {
    tellAll();
  } catch {
    // It has gone, or its user has refused, which whoever asked first was told: what it said of itself stands.
  }
}

function observe(stdin) {
  ObjC.registerSubclass({
    name: 'EarshotObserver',
    methods: {
      'changed:': { types: ['void', ['id']], implementation: changed },
      'appsChanged:': { types: ['void', ['id']], implementation: tellApp },
      'received:': {
        types: ['void', ['id']],
        implementation() {
          const data = stdin.availableData;
          if (Number(data.length) === 0) $.exit(0);
          receive(ObjC.unwrap($.NSString.alloc.initWithDataEncoding(data, $.NSUTF8StringEncoding)) || '');
          stdin.waitForDataInBackgroundAndNotify;
        },
      },
    },
  });
  const observer = $.EarshotObserver.alloc.init;
  // At once, even where macOS thinks of this process as one in the background.
  const immediately = 4;
  $.NSDistributedNotificationCenter.defaultCenter.addObserverSelectorNameObjectSuspensionBehavior(
    observer,
    'changed:',
    `${bundle}.PlaybackStateChanged`,
    $(),
    immediately,
  );
  const workspace = $.NSWorkspace.sharedWorkspace.notificationCenter;
  for (const event of ['Launch', 'Terminate']) {
    const name = `NSWorkspaceDid${event}ApplicationNotification`;
    workspace.addObserverSelectorNameObject(observer, 'appsChanged:', name, $());
  }
  $.NSNotificationCenter.defaultCenter.addObserverSelectorNameObject(
    observer,
    'received:',
    'NSFileHandleDataAvailableNotification',
    stdin,
  );
}

ObjC.import('AppKit');
ObjC.import('stdlib');
const stdin = $.NSFileHandle.fileHandleWithStandardInput;
observe(stdin);
tellApp();
// The bridge calls a method without arguments where its name is read.
stdin.waitForDataInBackgroundAndNotify;
$.NSRunLoop.currentRunLoop.run;
