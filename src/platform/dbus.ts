import type { Disposable } from './lifecycle';
import type { Event } from './event';

/** What a method call or a signal is about, in D-Bus's own words. */
export interface DBusMember {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
}

/**
 * A value to send, with its type: one of D-Bus's basic types, or `v` with the value that it holds. Each is checked, as
 * a bus ends the connection of whoever sends what is not valid.
 */
export type DBusArgument =
  | readonly ['s' | 'o' | 'g', string]
  | readonly ['d' | 'x' | 'u', number]
  | readonly ['b', boolean]
  | readonly ['v', DBusArgument];

export interface DBusCall extends DBusMember {
  /** A unique name, or that of the bus: an answer is believed from there alone. */
  readonly destination: string;
  readonly args?: readonly DBusArgument[];
}

export interface DBusSignal extends DBusMember {
  /** The unique name of its sender, as the bus says; `org.freedesktop.DBus` for the bus itself. */
  readonly sender: string;
  /**
   * Its arguments, as `DBusConnection.callMethod` returns them. They are read when asked for, so that signals that nobody
   * wants cost nothing; `undefined` for what is broken or too large.
   */
  readonly args: () => readonly unknown[] | undefined;
}

/** A connection to a message bus. */
export interface DBusConnection extends Disposable {
  /**
   * Calls a method; no service is started for it.
   * @returns numbers of all kinds as `number`, variants as what they hold, dictionaries as objects without a prototype,
   * structures and arrays as arrays
   * @throws DBusError when the reply is an error or cannot be read, or when there is none within two seconds
   */
  callMethod(call: DBusCall): Promise<readonly unknown[]>;
  /** Signals that match a rule of ours, and whatever others send to us alone: look at the sender. */
  readonly onSignal: Event<DBusSignal>;
  /** The bus has gone, or sent what is not D-Bus. Not fired for our own `dispose`. */
  readonly onEnd: Event<void>;
}

/** The message is D-Bus's name of the error, or a reason in words of ours: nothing that the other side wrote. */
export class DBusError extends Error {
  override readonly name = 'DBusError';
}
