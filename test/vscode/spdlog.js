// Stands in for VS Code's logging module, whose compiled part isn't installed: with it, log files are written as
// usual, the extension's own among them. It has what VS Code uses; files are neither rotated nor buffered.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = 0;
    this.formatted = false;
  }

  write(level, message) {
    if (level < this.level) {
      return;
    }
    const text = this.formatted ? `${new Date().toISOString()} [${levels[level]}] ${message}\n` : message;
    try {
      fs.appendFileSync(this.file, text);
    } catch {
      // The folder goes while the last lines come, when a server is stopped.
    }
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  setLevel(level) {
    this.level = level;
  }
  /** VS Code knows one pattern only: time, level, message. */
  setPattern() {
    this.formatted = true;
  }
  clearFormatters() {
    this.formatted = false;
  }
  flush() {}
  drop() {}
}

async function createRotatingLogger(_name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger(file);
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createRotatingLogger;
exports.createAsyncRotatingLogger = createRotatingLogger;
