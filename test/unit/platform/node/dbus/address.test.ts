import assert from 'node:assert/strict';
import { sessionBusAddresses, type BusAddress } from '../../../../../src/platform/node/dbus/address';

const path = (...paths: string[]): BusAddress[] => paths.map((one) => ({ path: one }));

describe('where the session bus may be', () => {
  const rows: readonly (readonly [what: string, named: string | undefined, found: readonly BusAddress[]])[] =
    [
      ['nothing', undefined, []],
      ['an empty text', '', []],
      ['a path', 'unix:path=/tmp/dbus-x', path('/tmp/dbus-x')],
      ['a path with a GUID', 'unix:path=/tmp/dbus-x,guid=0123abcd', path('/tmp/dbus-x')],
      ['a path with what has to be escaped', 'unix:path=/tmp/a%2cb%20%c3%b3', path('/tmp/a,b ó')],
      ['an abstract socket', 'unix:abstract=/tmp/dbus-x', path('\0/tmp/dbus-x')],
      ['the runtime folder', 'unix:runtime=yes', path('/run/me/bus')],
      ['a port', 'tcp:host=127.0.0.1,port=4567', [{ host: '127.0.0.1', port: 4567, family: 0 }]],
      ['a port of IPv6', 'tcp:port=4567,family=ipv6', [{ host: 'localhost', port: 4567, family: 6 }]],
      ['several', 'unix:path=/a;unix:abstract=b;', path('/a', '\0b')],
      ['some that cannot be used', 'unixexec:path=ssh;autolaunch:;launchd:env=X;unix:path=/a', path('/a')],
      ['a place to make one', 'unix:tmpdir=/tmp', []],
      ['no path', 'unix:path=', []],
      ['half an escape', 'unix:path=/a%2', []],
      ['a NUL in a path', 'unix:path=/a%00b', []],
      ['a path that no socket has', `unix:path=/${'a'.repeat(107)}`, []],
      ['no port', 'tcp:host=localhost,port=0', []],
      ['a port that is no number', 'tcp:host=localhost,port=x', []],
      ['what is no address', 'hello', []],
      ['more than anybody has', 'unix:path=/a;'.repeat(1_000), []],
    ];
  for (const [what, named, found] of rows) {
    it(`is that, then where systemd puts it, for ${what}`, () => {
      const env = { DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: '/run/me' };
      const usual = path('/run/me/bus', '/run/user/1000/bus');
      const distinct = usual.filter(
        (one) => !found.some((other) => JSON.stringify(other) === JSON.stringify(one)),
      );
      assert.deepEqual(sessionBusAddresses(env, 1_000), [...found, ...distinct]);
    });
  }

  it('is at ten places of those named at most', () => {
    const named = Array.from({ length: 20 }, (_, index) => `unix:path=/${index}`).join(';');
    assert.equal(sessionBusAddresses({ DBUS_SESSION_BUS_ADDRESS: named }, undefined).length, 10);
  });

  it('is nowhere where it is disabled', () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: '/run/me' };
    assert.deepEqual(sessionBusAddresses(env, 1_000), []);
  });

  it('is not in a runtime folder that is none', () => {
    assert.deepEqual(sessionBusAddresses({ XDG_RUNTIME_DIR: 'run' }, undefined), []);
  });
});
