import { createServer, type Socket } from "node:net";
import type { Log } from "@nonstop/telemetry/log";
import type { RtmpLimits } from "./rtmp-limits.ts";
import { refusalLog } from "./refusal-log.ts";
import { guardSession, type PublishAnswer, type PublishRequest } from "./session-guard.ts";
import { type Stranger, WaitingLine } from "./waiting-line.ts";
import { WrongKeys } from "./wrong-keys.ts";

export type RtmpDoor = {
  port: number;
  /** Connections open now. */
  connections(): number;
  /** Connections ended by us before or without an accepted publish. */
  rejected(): number;
  close(): Promise<void>;
};

/** Listens for RTMP and lets each connection in within the limits. Port 0 is any free one. */
export async function openRtmpDoor(o: {
  bind: string;
  port: number;
  limits: RtmpLimits;
  authorise: (request: PublishRequest) => PublishAnswer;
  log: Log;
}): Promise<RtmpDoor> {
  const open = new Set<Socket>();
  const line = new WaitingLine(o.limits.strangers);
  const wrongKeys = new WrongKeys(o.limits.wrongKeys);
  const logRefusal = refusalLog(o.log);
  let rejected = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    const ip = socket.remoteAddress ?? "";
    if (wrongKeys.isShut(ip)) {
      socket.destroy();
      rejected++;
      return logRefusal(ip, "too many wrong stream keys from this address");
    }
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    const stranger: Stranger = { ip, close: () => {} };
    stranger.close = guardSession(socket, {
      limits: o.limits,
      authorise: (request) => {
        const answer = o.authorise(request);
        if (answer.kind === "accepted") {
          line.leave(stranger);
          wrongKeys.noteRight(ip);
        } else if (answer.isWrongKey) wrongKeys.noteWrong(ip);
        return answer;
      },
      onEnd: (reason, wasPublisher) => {
        line.leave(stranger);
        if (wasPublisher) return o.log("publisher-gone", { ip, reason });
        rejected++;
        logRefusal(ip, reason);
      },
    });
    line.enter(stranger);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(o.port, o.bind, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : o.port,
    connections: () => open.size,
    rejected: () => rejected,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
