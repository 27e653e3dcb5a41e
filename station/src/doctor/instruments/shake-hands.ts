import { isIP } from "node:net";
import { connect } from "node:tls";
import type { Handshake } from "./instruments.ts";
import { problemInWords } from "./problem-in-words.ts";

const TIMEOUT_MS = 6000;

/** Opens a TLS connection and closes it. A certificate that is not trusted is told of, not refused. */
export function shakeHands(o: { host: string; port: number; most?: "TLSv1.1" }): Promise<Handshake> {
  return new Promise((resolve) => {
    const old =
      o.most === undefined
        ? {}
        : { maxVersion: o.most, minVersion: "TLSv1" as const, ciphers: "ALL:@SECLEVEL=0" };
    const socket = connect({
      host: o.host,
      port: o.port,
      ...(isIP(o.host) === 0 ? { servername: o.host } : {}),
      rejectUnauthorized: false,
      ...old,
    });
    const end = (handshake: Handshake): void => {
      socket.destroy();
      resolve(handshake);
    };
    socket.setTimeout(TIMEOUT_MS, () =>
      end({ kind: "unreachable", problem: `does not answer within ${TIMEOUT_MS / 1000} s` }),
    );
    socket.on("error", (error) => end({ kind: "unreachable", problem: problemInWords(error) }));
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerCertificate();
      end({
        kind: "tls",
        protocol: socket.getProtocol() ?? "",
        validToMs: Date.parse(certificate.valid_to),
        issuer: [certificate.issuer?.O, certificate.issuer?.CN].flat()[0] ?? "nobody",
        untrusted: socket.authorized ? undefined : problemInWords({ code: socket.authorizationError }),
      });
    });
  });
}
