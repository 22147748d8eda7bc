"""A player that is not ours, on the bus of DBUS_SESSION_BUS_ADDRESS: python-dbusmock with Spotify's name.

Reads one JSON array a line, [command, argument ...], and answers each with one JSON value.
A value with a D-Bus type of its own is written as {"uint64": 5}.
"""
import json
import os
import sys
import time
import traceback

import dbus
import dbus.bus
import dbus.mainloop.glib
import dbusmock.mockobject
from gi.repository import GLib

PATH = '/org/mpris/MediaPlayer2'
PLAYER = 'org.mpris.MediaPlayer2.Player'

TYPES = {
    'uint64': dbus.UInt64,
    'int64': dbus.Int64,
    'int32': dbus.Int32,
    'double': dbus.Double,
    'path': dbus.ObjectPath,
    'megabytes': lambda count: 'x' * (count * 1_000_000),
}


def typed(value):
    if isinstance(value, dict):
        for name, make in TYPES.items():
            if list(value) == [name]:
                return make(value[name])
        return dbus.Dictionary({key: typed(one) for key, one in value.items()}, signature='sv')
    if isinstance(value, list):
        return dbus.Array([typed(one) for one in value], signature='s')
    return value


class Player(dbusmock.mockobject.DBusMockObject):
    reads = 0

    def log(self, msg):
        if msg.startswith('GetAll '):
            self.reads += 1
        # dbusmock notes calls of mocked methods, but no writing of properties.
        if msg.startswith('Set '):
            self.call_log.append((0, msg, ()))


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(dbus.bus.BusConnection.TYPE_SESSION)
player = Player(dbus.service.BusName('org.example.Mock', bus), PATH, PLAYER, {}, is_object_manager=False)
for method, signature in [
    ('Play', ''), ('Pause', ''), ('Next', ''), ('Previous', ''),
    ('SetPosition', 'ox'), ('Seek', 'x'), ('OpenUri', 's'),
]:  # fmt: skip
    player.AddMethod(PLAYER, method, signature, '', '')


def own(name):
    bus.request_name(name)


def leave(name):
    bus.release_name(name)


def put(properties):
    """Changes properties, and tells nobody."""
    player.props.setdefault(PLAYER, {}).update(typed(properties))


def update(properties, times=1):
    """Changes properties, and tells so as often as wanted; returns when the first signal went, in ms since 1970."""
    put(properties)
    at = time.time() * 1_000
    for _ in range(times):
        player.EmitSignal(dbus.PROPERTIES_IFACE, 'PropertiesChanged', 'sa{sv}as', [PLAYER, typed(properties), []])
    bus.flush()
    return at


def seeked(position):
    player.EmitSignal(PLAYER, 'Seeked', 'x', [position])
    bus.flush()


def strange():
    """Another connection sends the player's signals, to everybody by name."""
    other = dbus.bus.BusConnection(dbus.bus.BusConnection.TYPE_SESSION)
    for name in bus.list_names():
        if name.startswith(':'):
            message = dbus.lowlevel.SignalMessage(PATH, dbus.PROPERTIES_IFACE, 'PropertiesChanged')
            message.set_destination(name)
            message.append(PLAYER, {'PlaybackStatus': 'Stopped'}, [], signature='sa{sv}as')
            other.send_message(message)
    other.flush()
    # Its answer comes after what it has sent.
    other.list_names()
    other.close()


def calls():
    found = [[str(name), *args] for _, name, args in player.call_log]
    player.ClearCalls()
    return found


def reads():
    return player.reads


COMMANDS = {one.__name__: one for one in [own, leave, put, update, seeked, strange, calls, reads]}


def on_line(stream, _):
    line = stream.readline()
    if not line:
        loop.quit()
        return False
    name, *args = json.loads(line)
    try:
        answer = COMMANDS[name](*args)
    except BaseException:
        # An exception in a callback would be printed, and nobody would get an answer.
        traceback.print_exc()
        os._exit(1)
    print(json.dumps(answer), flush=True)
    return True


loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_LOW, GLib.IO_IN | GLib.IO_HUP, on_line)
print(json.dumps('ready'), flush=True)
loop.run()
