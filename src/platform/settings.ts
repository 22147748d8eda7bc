import * as v from 'valibot';
import * as vscode from 'vscode';
import { between, whole } from './json';
import { Emitter } from './event';
import { DisposableStore } from './lifecycle';

const section = 'earshot';

/** VS Code cannot write the user's settings: their file has a fault, or changes that are not saved. */
export class SettingNotWritten extends Error {
  override readonly name = 'SettingNotWritten';
}

/** One setting: its value and its change. The default stands in package.json and nowhere else. */
export class Setting<T> extends DisposableStore {
  readonly #changed = this.add(new Emitter<T>());
  readonly onDidChange = this.#changed.event;

  constructor(
    /** Without `earshot.`. */
    private readonly key: string,
    private readonly schema: v.GenericSchema<unknown, T>,
  ) {
    super();
    this.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${section}.${key}`)) this.#changed.fire(this.value);
      }),
    );
  }

  /** The user's value, or the default where that is of the wrong type. */
  get value(): T {
    const configuration = vscode.workspace.getConfiguration(section);
    const parsed = v.safeParse(this.schema, configuration.get(this.key));
    // The default stands in package.json and fits the schema.
    return parsed.success ? parsed.output : (configuration.inspect(this.key)?.defaultValue as T);
  }

  /** Writes the user's own settings, whatever folder is open. @throws SettingNotWritten */
  async update(value: T): Promise<void> {
    try {
      await vscode.workspace
        .getConfiguration(section)
        .update(this.key, value, vscode.ConfigurationTarget.Global);
    } catch {
      throw new SettingNotWritten();
    }
  }
}

const flow = v.picklist(['auto', 'relay', 'direct', 'loopback', 'paste']);
const trimmed = v.pipe(
  v.string(),
  v.transform((text) => text.trim()),
);
const dailyBudget = whole(100, 10_000);
const maxLength = whole(10, 500);
const priority = between(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

const buttons = v.pipe(
  v.array(v.picklist(['previous', 'playPause', 'next', 'like'])),
  v.transform((names) => [...new Set(names)]),
);
/** As package.json bounds them. */
const languages = v.pipe(
  v.array(v.string()),
  v.check((all) => all.length <= 100 && all.every((one) => one.length <= 100)),
);
const clickAction = v.picklist([
  'openInSpotify',
  'playPause',
  'next',
  'toggleLike',
  'showControls',
  'copyLink',
  'none',
]);

/** All settings, by what they are called in package.json. */
export class Settings extends DisposableStore {
  readonly source = this.add(new Setting('source', v.picklist(['auto', 'webApi', 'local'])));
  readonly clientId = this.add(new Setting('clientId', trimmed));
  readonly server = this.add(new Setting('server', trimmed));
  readonly signInFlow = this.add(new Setting('signIn.flow', flow));
  readonly pace = this.add(new Setting('polling.pace', v.picklist(['relaxed', 'normal', 'eager'])));
  readonly dailyBudget = this.add(new Setting('polling.dailyBudget', dailyBudget));
  readonly format = this.add(new Setting('statusBar.format', v.string()));
  readonly maxLength = this.add(new Setting('statusBar.maxLength', maxLength));
  readonly alignment = this.add(new Setting('statusBar.alignment', v.picklist(['left', 'right'])));
  readonly priority = this.add(new Setting('statusBar.priority', priority));
  readonly buttons = this.add(new Setting('statusBar.buttons', buttons));
  readonly clickAction = this.add(new Setting('statusBar.clickAction', clickAction));
  readonly showWhenPaused = this.add(new Setting('statusBar.showWhenPaused', v.boolean()));
  readonly showWhenNothingPlays = this.add(new Setting('statusBar.showWhenNothingPlays', v.boolean()));
  readonly preferredDevice = this.add(new Setting('preferredDevice', trimmed));
  readonly openIn = this.add(new Setting('openIn', v.picklist(['web', 'app'])));
  readonly linkHover = this.add(new Setting('links.hover', v.boolean()));
  readonly linkLanguages = this.add(new Setting('links.languages', languages));
  readonly copyText = this.add(new Setting('copy.text', v.string()));
  readonly copyMarkdown = this.add(new Setting('copy.markdown', v.string()));
}
