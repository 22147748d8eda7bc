// Stands in for a script of media/local: says its lines, and answers each command as it is told, until stdin ends.
const { setTimeout } = require('node:timers');

/** Each line to be said is JSON, or said as it stands if it is text; `null` for the ID is that of the command. */
const { lines = [], answers = {}, stderr = '', exitCode } = JSON.parse(process.argv[2]);

const say = (line, id) =>
  process.stdout.write(
    `${typeof line === 'string' ? line : JSON.stringify({ ...line, ...(line.id === null && { id }) })}\n`,
  );

/** As a script that is kept waiting: it reads nothing any more. */
function wait() {
  process.stdin.pause();
  setTimeout(() => undefined, 60_000);
}

for (const line of lines) say(line);
process.stderr.write(stderr);
if (exitCode === undefined) {
  let rest = '';
  process.stdin.setEncoding('utf8').on('data', (text) => {
    const commands = (rest + text).split('\n');
    rest = commands.pop();
    for (const command of commands) {
      const { id, ...request } = JSON.parse(command);
      say({ kind: 'pong', request });
      for (const line of answers[request.command] ?? []) {
        if (line === 'WAIT') wait();
        else say(line, id);
      }
    }
  });
} else {
  process.exitCode = exitCode;
  process.stdin.destroy();
  setTimeout(() => process.exit(), 100);
}
