// A child process that does what its first argument says. None lives longer than a minute, whatever becomes of a test.
const { Buffer } = require('node:buffer');
const { spawn } = require('node:child_process');
const { connect } = require('node:net');
const { setInterval, setTimeout } = require('node:timers');

const [behaviour, address] = process.argv.slice(2);
const say = (text) => process.stdout.write(text);
const stay = () => setTimeout(() => undefined, 60_000);

/** Says so when it is there, answers each line, and ends when stdin does. */
function converse() {
  say(`ready ${process.pid}\n`);
  process.stdin.setEncoding('utf8').on('data', (text) => {
    for (const line of text.split('\n').filter(Boolean)) say(`heard ${line}\n`);
    if (text.includes('die')) process.exit(3);
  });
}

const behaviours = {
  converse,
  dies: () => process.exit(7),
  diesLater: converse,
  hangs() {
    process.stdout.write(`ready ${process.pid}\n`, () => {
      const nothing = new Int32Array(new SharedArrayBuffer(4));
      Atomics.wait(nothing, 0, 0, 60_000);
    });
  },
  neverAnswers: stay,
  endsAmidALine: () => say('whole\nhal'),
  saysInPieces() {
    const bytes = [...Buffer.from('\ufeffTänze 🎧\r\nnext\n')];
    const timer = setInterval(() => {
      const byte = bytes.shift();
      if (byte === undefined) timer.close();
      else process.stdout.write(Uint8Array.of(byte));
    }, 1);
  },
  saysALineOf10MB: () => say(`${'x'.repeat(10_000_000)}\n`),
  saysALineOf70KBInTwoPieces() {
    say('x'.repeat(60_000));
    setTimeout(() => say(`${'x'.repeat(10_000)}\n`), 20);
  },
  saysALineWithoutEnd: () => setInterval(() => say('x'.repeat(10_000)), 1),
  says1000LinesASecond: () => setInterval(() => say('line\n'.repeat(10)), 10),
  writesToStderr() {
    process.stderr.write('\u001b[31mIt went wrong.\nPlaying: Lamplight Ferry\n', () => process.exit(1));
  },
  writes10KBToStderr: () => process.stderr.write('x'.repeat(10_000)),
  floodsStderr: () => setInterval(() => process.stderr.write('x'.repeat(100_000)), 1),
  ignoresTheEnd() {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
    process.stdin.resume();
    say(`ready ${process.pid}\n`);
    stay();
  },
  doesNotRead() {
    say(`ready ${process.pid}\n`);
    stay();
  },
  leavesAnother() {
    const program = 'setTimeout(() => undefined, 60_000)';
    const other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'inherit', 'inherit'] });
    process.stdout.write(`left ${other.pid} ${process.pid}\n`, () => process.exit(0));
  },
  /** Its end is seen at a socket: the ID of a process whose parent is gone may stay, or be another's. */
  connects() {
    connect(address).on('error', () => process.exit(1));
    process.stdin.resume().once('end', () => process.exit(0));
    converse();
  },
  showsEnvironment() {
    say(`${JSON.stringify({ names: Object.keys(process.env), folder: process.cwd() })}\n`);
    process.stdin.resume();
  },
};

behaviours[behaviour]();
