import Module from 'node:module';
import { Emitter } from '../../src/platform/emitter';

/** As much of VS Code as tests in plain mocha want; imported before whatever imports `vscode`. */
const editor = {
  EventEmitter: Emitter,
  authentication: { registerAuthenticationProvider: () => ({ dispose: () => undefined }) },
};

const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = (name, ...rest) => (name === 'vscode' ? editor : load.call(loader, name, ...rest));
