// Makes a fresh clone ready, before anything else runs; it needs nothing but Node.
// 1. It says so when Node is too old.
// 2. It installs the packages when there are none, or others than package-lock.json asks for.
// When nothing is to be done it prints nothing.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** The lowest version that package.json allows: ">=20.19.0". */
function checkNode() {
  const { engines } = readJson(path.join(root, 'package.json'));
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const present = process.versions.node.split('.').map(Number);
  const difference = wanted.map((part, index) => present[index] - part).find((part) => part !== 0);
  if (difference < 0) {
    throw new Error(`This needs Node ${wanted.join('.')} or newer; this is Node ${process.versions.node}.`);
  }
}

/**
 * Whether node_modules has what package-lock.json asks for: npm writes what it has installed into a lock file of its
 * own there, at the very end. What is optional may be missing, as it is for another system.
 */
function packagesAreInstalled() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(installed)) {
    return false;
  }
  const wanted = readJson(path.join(root, 'package-lock.json')).packages;
  const present = readJson(installed).packages;
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    const found = present[place];
    return place === '' || (found ? found.version === version : optional);
  });
}

function installPackages() {
  console.log('Installing packages ...');
  // Under npm, npm says where its program is; by itself it is a script that Windows runs in a shell only.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  const { status } =
    npm && npm.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
      : spawnSync(['npm', ...args].join(' '), { cwd: root, stdio: 'inherit', shell: true });
  if (status !== 0) {
    throw new Error('The packages could not be installed: npm says why above.');
  }
}

try {
  checkNode();
  if (!packagesAreInstalled()) {
    installPackages();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
