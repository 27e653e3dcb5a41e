import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const DAY_MS = 86_400_000;

/** Tags of DER, the form in which certificates are written. */
const TAG = { integer: 0x02, bits: 0x03, oid: 0x06, text: 0x0c, sequence: 0x30, set: 0x31, time: 0x17 };
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from([body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[^0-9]/g, "");
  return der(TAG.time, Buffer.from(`${digits.slice(2, 14)}Z`));
}

/** A key and a certificate that nobody vouches for, good for a year from a day ago. Both as PEM. */
export function selfMadeCertificate(name: string, nowMs: number): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = der(TAG.sequence, der(TAG.oid, Buffer.from(ECDSA_WITH_SHA256)));
  const attribute = der(
    TAG.sequence,
    der(TAG.oid, Buffer.from(COMMON_NAME)),
    der(TAG.text, Buffer.from(name)),
  );
  const subject = der(TAG.sequence, der(TAG.set, attribute));
  const serial = der(TAG.integer, Buffer.from([1]), randomBytes(8));
  const validity = der(TAG.sequence, utcTime(nowMs - DAY_MS), utcTime(nowMs + 365 * DAY_MS));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const toBeSigned = der(TAG.sequence, serial, algorithm, subject, validity, subject, spki);
  const signature = der(TAG.bits, Buffer.from([0]), sign("sha256", toBeSigned, privateKey));
  const whole = der(TAG.sequence, toBeSigned, algorithm, signature).toString("base64");
  const lines = whole.match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}
