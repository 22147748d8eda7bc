// `npm test`, once test/setup.js has made the clone ready: everything that has to hold.
// What only reads the code runs beside the tests in extension hosts, which mostly wait for VS Code. All else has the
// machine to itself.
const { Buffer } = require('node:buffer');
const { spawn } = require('node:child_process');

/** One stage after the other; the lanes of a stage at the same time, and in a lane one script after the other. */
const stages = [[['lint', 'types'], ['test:host']], [['test:unit']], [['test:e2e']]];

/** Runs a script of package.json. @returns {Promise<boolean>} whether it has passed; its output, if kept, is printed then */
function run(script, keepsOutput) {
  const stdio = keepsOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  console.log(`npm run ${script} ...`);
  const child = spawn(process.execPath, [process.env.npm_execpath, 'run', '--silent', script], { stdio });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => chunks.push(`${error.message}\n`));
    child.on('close', (code) => {
      if (keepsOutput) {
        const outcome = code === 0 ? 'passed' : 'FAILED';
        process.stdout.write(
          `\nnpm run ${script} ${outcome}:\n${Buffer.concat(chunks.map(Buffer.from)).toString()}`,
        );
      }
      resolve(code === 0);
    });
  });
}

async function runLane(lane, keepsOutput) {
  for (const script of lane) if (!(await run(script, keepsOutput))) return false;
  return true;
}

async function main() {
  for (const lanes of stages) {
    const passed = await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1)));
    if (!passed.every(Boolean)) {
      process.exitCode = 1;
      return;
    }
  }
}

void main();
