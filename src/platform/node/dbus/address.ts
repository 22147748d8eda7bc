/** Where a bus listens: a socket's path, which begins with a NUL where it is an abstract one, or a TCP port. */
export type BusAddress =
  { readonly path: string } | { readonly host: string; readonly port: number; readonly family: 4 | 6 | 0 };

/** As many as anybody has, and more. */
const mostAddresses = 10;
const longestAddresses = 4_000;
/** Of `sun_path` in Linux, without the NUL at its end. */
const longestPath = 107;

/**
 * Where the user's session bus may be found, the likeliest first: what DBUS_SESSION_BUS_ADDRESS names, then where
 * systemd puts it. The variable is missing, or is that of a session long gone, under SSH, in tmux and in containers.
 * `disabled:` says that there shall be none.
 * @param uid of this process
 */
export function sessionBusAddresses(
  env: Readonly<Record<string, string | undefined>>,
  uid: number | undefined,
): readonly BusAddress[] {
  const runtimeFolder = env['XDG_RUNTIME_DIR'];
  const runtime = runtimeFolder?.startsWith('/') ? `${runtimeFolder}/bus` : undefined;
  const named = env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const parts = named.length <= longestAddresses ? named.split(';').slice(0, mostAddresses) : [];
  if (parts.some((part) => part.startsWith('disabled:'))) return [];
  const found = [
    ...parts.map((part) => readAddress(part, runtime)),
    at(runtime),
    at(uid === undefined ? undefined : `/run/user/${uid}/bus`),
  ];
  const distinct = new Map(found.filter((one) => one !== undefined).map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()];
}

/**
 * One address of the D-Bus specification's, "Server Addresses"; `undefined` for what cannot be connected to.
 * `autolaunch:` and `unixexec:` would start a program, which is not for us to do.
 */
function readAddress(address: string, runtime: string | undefined): BusAddress | undefined {
  const colon = address.indexOf(':');
  const values = new Map<string, string>();
  for (const pair of address.slice(colon + 1).split(',')) {
    const [key = '', value] = pair.split('=', 2);
    const decoded = value === undefined ? undefined : decode(value);
    if (decoded !== undefined) values.set(key, decoded);
  }
  switch (address.slice(0, colon)) {
    case 'unix': {
      const name = values.get('abstract');
      if (values.get('runtime') === 'yes') return at(runtime);
      return name ? at(`\0${name}`) : at(values.get('path'));
    }
    case 'tcp': {
      const port = Number(values.get('port'));
      const family = { ipv4: 4, ipv6: 6 }[values.get('family') ?? ''] ?? 0;
      return Number.isInteger(port) && port > 0 && port < 65_536
        ? { host: values.get('host') || 'localhost', port, family: family as 4 | 6 | 0 }
        : undefined;
    }
    default:
      return undefined;
  }
}

function at(path: string | undefined): BusAddress | undefined {
  const fits = path && new TextEncoder().encode(path).length <= longestPath && !path.includes('\0', 1);
  return fits ? { path } : undefined;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
