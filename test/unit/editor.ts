import { readFile, stat } from 'node:fs/promises';
import Module from 'node:module';
import path from 'node:path';
import { Emitter } from '../../src/platform/emitter';

class Uri {
  constructor(readonly path: string) {}
  get fsPath(): string {
    return this.path;
  }
  static joinPath({ path: base }: Uri, ...parts: string[]): Uri {
    return new Uri(path.posix.join(base, ...parts));
  }
}

/** As much of VS Code as tests in plain mocha want; imported before whatever imports `vscode`. */
export const editor = {
  EventEmitter: Emitter,
  ThemeIcon: class {
    constructor(readonly id: string) {}
  },
  Uri,
  FileType: { Directory: 2 },
  ProgressLocation: { Window: 10 },
  authentication: { registerAuthenticationProvider: () => ({ dispose: () => undefined }) },
  extensions: { getExtension: () => undefined },
  window: {
    /** Whatever is asked, the first button is pressed. */
    showInformationMessage: (_sentence: string, options: unknown, button: unknown) =>
      Promise.resolve(typeof options === 'string' ? undefined : button),
    withProgress: (_options: unknown, work: () => unknown) => work(),
  },
  workspace: {
    fs: {
      stat: async (file: Uri) => ({ type: 1, size: (await stat(file.path)).size }),
      readFile: (file: Uri) => readFile(file.path),
    },
  },
};

const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = (name, ...rest) => (name === 'vscode' ? editor : load.call(loader, name, ...rest));
