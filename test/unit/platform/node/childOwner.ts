import { openChildProcess } from '../../../../src/platform/node/childProcess';
import { systemClock } from '../../../../src/platform/clock';

/* A process that keeps a child, as the extension host does, so that it can be killed. */

const [, , file = '', ...args] = process.argv;
const log = { debug() {}, info() {}, warn() {}, error() {} };
const child = openChildProcess({ file, args }, { probe: '', isLasting: () => false }, systemClock, log);
child.onLine(() => process.send?.('ready'));
child.start();
