import { once } from "node:events";
import { connect } from "node:tls";

export type ServedCertificate = { serial: string; names: string[] };

/** The certificate that a server shows for a name. It is not verified here: publishers do. */
export async function certificateAt(o: {
  host: string;
  port: number;
  servername: string;
}): Promise<ServedCertificate> {
  const socket = connect({ ...o, rejectUnauthorized: false });
  try {
    await once(socket, "secureConnect");
    const { serialNumber, subjectaltname } = socket.getPeerCertificate();
    const names = (subjectaltname ?? "").split(", ").map((name) => name.replace(/^DNS:/, ""));
    return { serial: serialNumber, names };
  } finally {
    socket.destroy();
  }
}
