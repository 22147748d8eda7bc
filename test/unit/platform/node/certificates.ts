import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/* Certificates that no machine trusts, written as X.509 has them (RFC 5280), which needs nothing but Node. */

/** What an HTTPS server shows: PEM, the certificates from its own upwards. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

interface Holder {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** DER: a tag, the length, and what is in it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (value: string) => der(0x17, Buffer.from(value));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const isAuthority = sequence(
  oid('551d13'),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);
const isFor = (host: string) => sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(host)))));

function holder(name: string): Holder {
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}

function certificate(subject: Holder, issuer: Holder, host?: string): string {
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1 + subject.name.length])),
    ecdsaWithSha256,
    commonName(issuer.name),
    sequence(time('200101000000Z'), time('491231235959Z')),
    commonName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(host === undefined ? isAuthority : isFor(host))),
  );
  const signature = sign('sha256', content, issuer.privateKey);
  const whole = sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

/** How far up the server shows who vouches for it. */
type Chain = 'selfSigned' | 'leaf' | 'intermediate' | 'root';

/** The identity of a server for `host` that nobody known vouches for. */
export function foreignIdentity(host: string, chain: Chain): ServerIdentity {
  const [root, between, server] = [holder('Office Root'), holder('Office'), holder('Office Proxy')];
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  if (chain === 'selfSigned') return { key, cert: certificate(server, server, host) };
  const all = [certificate(server, between, host), certificate(between, root), certificate(root, root)];
  return { key, cert: all.slice(0, { leaf: 1, intermediate: 2, root: 3 }[chain]).join('') };
}
