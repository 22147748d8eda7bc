import { readFileSync } from 'node:fs';
import vm from 'node:vm';

/** A method that Objective-C has and JavaScript calls by reading its name. */
type Bridged = Record<string, unknown>;
/** What the script makes of its class, by selectors. */
type Observer = Record<string, { readonly implementation: (notification?: unknown) => void }>;

export interface FakeApp {
  /** What it answers, by the names of its terms in JavaScript; a number is the code of the error that it fails with. */
  readonly properties: Record<string, unknown>;
  readonly track: Record<string, unknown>;
  /** What was done to it, in order. */
  readonly done: string[];
}

/** Ends the script, as `exit` of the C library does. */
class Exit extends Error {
  constructor(readonly code: number) {
    super();
  }
}

function answer(value: unknown): unknown {
  // What Apple events fail with is an error that has the code as a property.
  if (value instanceof Error) throw Object.assign(value, { errorNumber: Number(value.message) });
  return value;
}

/** As much of macOS as `media/local/spotify.js` meets: what its bridge to Objective-C is asked, and what that answers. */
export class FakeMac {
  readonly lines: string[] = [];
  running = true;
  installed = true;
  /** Whether the run loop was entered. */
  waits = false;
  exitCode: number | undefined;
  /** By what the app's terms were looked up. */
  readonly lookedUp: unknown[] = [];
  readonly app: FakeApp = {
    properties: {
      playerState: 'playing',
      playerPosition: 12.3456,
      soundVolume: 64,
      shuffling: false,
      repeating: true,
    },
    track: {
      spotifyUrl: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k',
      name: 'Lamplight Ferry',
      artist: 'The Borrowed Oars',
      album: 'Low Tide Letters',
      duration: 200_040,
      artworkUrl: 'https://i.scdn.co/image/ab67616d0000b273lowtide',
    },
    done: [],
  };
  #observer: Observer = {};
  /** What was observed: the selector by the name of the notification. */
  readonly #observed = new Map<string, string>();
  #input = '';

  constructor() {
    const context = vm.createContext({
      $: this.#bridge(),
      ObjC: this.#objC(),
      Application: this.#application,
    });
    this.#run(() => new vm.Script(readFileSync('media/local/spotify.js', 'utf8')).runInContext(context));
  }

  /** What was written since it was asked last, as JSON. */
  get said(): unknown[] {
    return this.lines.splice(0).map((line) => JSON.parse(line) as unknown);
  }

  notify(name: string, userInfo?: object): void {
    const selector = this.#observed.get(name) ?? `nobody observes ${name}`;
    this.#run(() => this.#observer[selector]?.implementation({ userInfo }));
  }

  write(text: string): void {
    this.#input = text;
    this.notify('NSFileHandleDataAvailableNotification');
  }

  command(command: object): unknown[] {
    this.write(`${JSON.stringify(command)}\n`);
    return this.said;
  }

  #run(action: () => unknown): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      this.exitCode = error.code;
    }
  }

  readonly #application = (by: unknown): unknown => {
    this.lookedUp.push(by);
    const { properties, track, done } = this.app;
    const term = (from: Record<string, unknown>) => ({
      get: (_: object, name: string) =>
        name === 'currentTrack'
          ? new Proxy({}, term(track))
          : (argument?: unknown) => {
              if (name in from) return answer(from[name]);
              answer(properties['playerState']);
              done.push(argument === undefined ? name : `${name} ${JSON.stringify(argument)}`);
              return undefined;
            },
      set: (_: object, name: string, value: unknown) => {
        answer(properties['playerState']);
        return done.push(`${name} = ${JSON.stringify(value)}`) > 0;
      },
    });
    return new Proxy({}, term(properties));
  };

  #objC(): Bridged {
    return {
      import: () => undefined,
      unwrap: (value: unknown) => value,
      deepUnwrap: (value: unknown) => value,
      registerSubclass: ({ methods }: { methods: Observer }) => (this.#observer = methods),
    };
  }

  #bridge(): unknown {
    const observe = (_: unknown, selector: string, name: string) => void this.#observed.set(name, selector);
    const center = {
      addObserverSelectorNameObject: observe,
      addObserverSelectorNameObjectSuspensionBehavior: observe,
    };
    const lazily = (get: () => unknown) => ({ get, enumerable: true });
    const stdin = Object.defineProperties(
      { waitForDataInBackgroundAndNotify: undefined },
      { availableData: lazily(() => ({ length: this.#input.length, text: this.#input })) },
    );
    const workspace = Object.defineProperties(
      {
        notificationCenter: center,
        URLForApplicationWithBundleIdentifier: () => ({ isNil: () => !this.installed }),
      },
      {
        runningApplications: lazily(() => ({
          js: [
            { bundleIdentifier: undefined, processIdentifier: 1 },
            { bundleIdentifier: 'com.spotify.client.helper', processIdentifier: 2 },
            { bundleIdentifier: 'com.spotify.client', processIdentifier: 4711, terminated: !this.running },
          ],
        })),
      },
    );
    return Object.assign((text?: string) => ({ dataUsingEncoding: () => text }), {
      NSFileHandle: {
        fileHandleWithStandardInput: stdin,
        fileHandleWithStandardOutput: { writeData: (data: string) => this.lines.push(data) },
      },
      NSString: { alloc: { initWithDataEncoding: ({ text }: { text: string }) => text } },
      NSUTF8StringEncoding: 4,
      NSWorkspace: { sharedWorkspace: workspace },
      NSDistributedNotificationCenter: { defaultCenter: center },
      NSNotificationCenter: { defaultCenter: center },
      NSRunLoop: {
        currentRunLoop: Object.defineProperties({}, { run: lazily(() => (this.waits = true)) }),
      },
      EarshotObserver: { alloc: { init: {} } },
      exit: (code: number) => {
        throw new Exit(code);
      },
    });
  }
}
