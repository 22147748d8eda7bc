import * as v from 'valibot';
import * as vscode from 'vscode';
import { HumanError } from '../model/errors/userFacingError';
import { between, whole } from '../model/json';
import { buttonNames } from '../render/buttons';
import { Emitter } from './event';
import { Owner } from './lifecycle';

const section = 'earshot';

/** One setting: its value and its change. The default stands in package.json and nowhere else. */
export class Setting<T> extends Owner {
  readonly #changed = this.own(new Emitter<T>());
  readonly onDidChange = this.#changed.event;

  constructor(
    /** Without `earshot.`. */
    private readonly key: string,
    private readonly schema: v.GenericSchema<unknown, T>,
  ) {
    super();
    this.own(
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

  /** Writes the user's own settings, whatever folder is open. @throws HumanError where VS Code cannot write them */
  async update(value: T): Promise<void> {
    try {
      await vscode.workspace
        .getConfiguration(section)
        .update(this.key, value, vscode.ConfigurationTarget.Global);
    } catch {
      throw new HumanError(
        'VS Code cannot write your settings. Save settings.json, mend what is wrong in it, and try again.',
        { label: 'Open settings.json', command: 'workbench.action.openSettingsJson' },
      );
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
  v.array(v.picklist(buttonNames)),
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
export class Settings extends Owner {
  readonly clientId = this.own(new Setting('clientId', trimmed));
  readonly server = this.own(new Setting('server', trimmed));
  readonly signInFlow = this.own(new Setting('signIn.flow', flow));
  readonly pace = this.own(new Setting('polling.pace', v.picklist(['relaxed', 'normal', 'eager'])));
  readonly dailyBudget = this.own(new Setting('polling.dailyBudget', dailyBudget));
  readonly format = this.own(new Setting('statusBar.format', v.string()));
  readonly maxLength = this.own(new Setting('statusBar.maxLength', maxLength));
  readonly alignment = this.own(new Setting('statusBar.alignment', v.picklist(['left', 'right'])));
  readonly priority = this.own(new Setting('statusBar.priority', priority));
  readonly buttons = this.own(new Setting('statusBar.buttons', buttons));
  readonly clickAction = this.own(new Setting('statusBar.clickAction', clickAction));
  readonly showWhenPaused = this.own(new Setting('statusBar.showWhenPaused', v.boolean()));
  readonly showWhenNothingPlays = this.own(new Setting('statusBar.showWhenNothingPlays', v.boolean()));
  readonly openIn = this.own(new Setting('openIn', v.picklist(['web', 'app'])));
  readonly linkHover = this.own(new Setting('links.hover', v.boolean()));
  readonly linkLanguages = this.own(new Setting('links.languages', languages));
  readonly copyText = this.own(new Setting('copy.text', v.string()));
  readonly copyMarkdown = this.own(new Setting('copy.markdown', v.string()));
}
