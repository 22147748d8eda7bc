// Runs mocha inside an extension host. It is mocha's build for browsers, because that one looks for no files: it fits
// into one bundle, for the Node host and for the browser's.
import 'mocha/mocha.js';
import { testOutput } from './hostOutput';

mocha.setup({ ui: 'bdd', reporter: 'spec', timeout: 20_000 });

// Everything on this console ends up among VS Code's own messages; the mark tells which are the tests'.
Object.assign(Mocha.reporters.Base, {
  consoleLog: (text = '', ...values: unknown[]) => console.log(`${testOutput}${text}`, ...values),
});

/**
 * Runs the tests that have been imported, those whose titles have this in them.
 * @throws Error with the number of failures; VS Code makes the exit code of it.
 */
export function runTests(grep = ''): Promise<void> {
  mocha.fgrep(grep);
  return new Promise((resolve, reject) => {
    const report = (failures: number) => {
      if (failures === 0) {
        resolve();
      } else {
        reject(new Error(`${failures} failed.`));
      }
    };
    // The browser build's own `run` reads the page's address, and there is none in the Node host.
    Mocha.prototype.run.call(mocha, report);
  });
}
