import type { Check } from "../frame/check.ts";
import { bad, good, skipped, type Finding } from "../frame/finding.ts";
import type { Handshake, Instruments } from "../instruments/instruments.ts";
import type { Patient } from "../patient.ts";

const DAY_MS = 86_400_000;
const MIN_DAYS = 10;

/** What a TLS server is like: as it speaks today, and when it is offered only what is too old. */
export type Seen = { now: Handshake; old: Handshake };

/** What a server's certificate and versions mean. Zoom and browsers ask for TLS 1.2 at least. */
export function judgeTls(where: string, { now, old }: Seen, o: { nowMs: number; cure: string }): Finding[] {
  if (now.kind === "unreachable") return [bad(`${where} ${now.problem}.`, o.cure)];
  const days = Math.floor((now.validToMs - o.nowMs) / DAY_MS);
  const findings: Finding[] = [];
  if (now.untrusted !== undefined) findings.push(bad(`${where} ${now.untrusted}.`, o.cure));
  else if (!(days >= MIN_DAYS))
    findings.push(
      bad(
        days < 0
          ? `The certificate of ${where} has expired.`
          : `The certificate of ${where} ends in ${days} days.`,
        `It should have been renewed by itself by now. ${o.cure}`,
      ),
    );
  if (old.kind === "tls")
    findings.push(
      bad(
        `${where} still speaks ${old.protocol}.`,
        "Set the minimum TLS version to 1.2 (of the station: Cloudflare, SSL/TLS, Edge Certificates).",
      ),
    );
  if (findings.length > 0) return findings;
  return [
    good(`${where} speaks ${now.protocol}; its certificate by ${now.issuer} is good for ${days} days.`),
  ];
}

/** The certificates of the station's name and of ingest's, for https and for RTMPS. */
export function certificateChecks(
  patient: Patient,
  { shakeHands, nowMs }: Pick<Instruments, "shakeHands" | "nowMs">,
): Check[] {
  const check = (group: string, name: string, o: { host: string; port: number; cure: string }): Check => ({
    group,
    name,
    run: async () => {
      const [now, old] = await Promise.all([shakeHands(o), shakeHands({ ...o, most: "TLSv1.1" })]);
      return judgeTls(`${o.host}:${o.port}`, { now, old }, { nowMs: nowMs(), cure: o.cure });
    },
  });
  if (patient.kind === "local")
    return [
      {
        group: "station",
        name: "certificate",
        run: () => Promise.resolve([skipped("A station of this machine is reached without TLS.")]),
      },
    ];
  const site = new URL(patient.site);
  const ofSite = {
    host: site.hostname,
    port: Number(site.port || "443"),
    cure: "Look at the zone's edge certificates in Cloudflare.",
  };
  if (patient.ingest === undefined) return [check("station", "certificate", ofSite)];
  const ingest = new URL(patient.ingest);
  const cure =
    "Look at the log of the proxy in front of ingest: it gets its certificates by itself, and needs ports 80 and 443 for that.";
  return [
    check("station", "certificate", ofSite),
    check("ingest", "certificate", { host: ingest.hostname, port: Number(ingest.port || "443"), cure }),
  ];
}
