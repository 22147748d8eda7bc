// `npm test`, once test/setup.js has made the clone ready: everything that has to hold.
// What reads and computes runs beside what mostly waits for VS Code, and leaves it the processor when it wants that.
const { Buffer } = require('node:buffer');
const { spawn } = require('node:child_process');
const { setPriority } = require('node:os');

/** First this alone, since all else reads what it writes. */
const build = 'package';
/** These at the same time; of one only the next script after the other. */
const lanes = [
  { scripts: ['lint', 'types', 'only:unit'], priority: 10 },
  { scripts: ['only:host'], priority: 0 },
  { scripts: ['only:e2e'], priority: 0 },
];

/** Runs a script of package.json, and prints what it has said when it is done. @returns {Promise<boolean>} whether it has passed */
function run(script, priority = 0) {
  console.log(`npm run ${script} ...`);
  const started = Date.now();
  const child = spawn(process.execPath, [process.env.npm_execpath, 'run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) setPriority(child.pid, priority);
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => chunks.push(`${error.message}\n`));
    child.on('close', (code) => {
      const outcome = code === 0 ? 'passed' : 'FAILED';
      const seconds = ((Date.now() - started) / 1000).toFixed(0);
      const said = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)));
      process.stdout.write(`\nnpm run ${script} ${outcome} after ${seconds} s:\n${said}\n`);
      resolve(code === 0);
    });
  });
}

async function runLane({ scripts, priority }) {
  for (const script of scripts) if (!(await run(script, priority))) return false;
  return true;
}

async function main() {
  const passed = (await run(build)) && (await Promise.all(lanes.map(runLane))).every(Boolean);
  process.exitCode = passed ? 0 : 1;
}

void main();
