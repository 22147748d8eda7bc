// Makes a fresh clone ready, before anything else runs; it needs nothing but Node.
// 1. It says so when Node is too old.
// 2. It installs the packages when there are none, or others than package-lock.json asks for.
// 3. On Linux it installs, by apt-get, what plays the part of the Spotify app in the tests, where that is missing.
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

/** Debian's packages of a message bus, of a player and of a client that are not ours, and what shows that each is there. */
const debianPackages = {
  'dbus-daemon': ['dbus-daemon', '--version'],
  playerctl: ['playerctl', '--version'],
  // Debian's packages for Python belong to Debian's Python.
  'python3-dbusmock': ['/usr/bin/python3', '-c', 'import dbusmock, gi'],
};

/** Those that are missing. */
const missingPackages = () =>
  Object.entries(debianPackages)
    .filter(([, [command, ...args]]) => spawnSync(command, args).status !== 0)
    .map(([name]) => name);

/** Only what is asked for: with what Debian recommends beside it, it would be three times as much. */
function installDebianPackages(missing) {
  const names = missing.join(', ');
  console.log(`Installing ${names} by apt-get, for the tests of the Spotify app on Linux ...`);
  const root = process.getuid() === 0 ? [] : ['sudo', '--non-interactive'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const [command, ...rest] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const still = missingPackages().join(', ');
  if (still !== '') {
    throw new Error(`The tests need Debian’s packages ${still}, or the same of your system: install them.`);
  }
}

try {
  checkNode();
  if (!packagesAreInstalled()) {
    installPackages();
  }
  const missing = process.platform === 'linux' ? missingPackages() : [];
  if (missing.length > 0) {
    installDebianPackages(missing);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
