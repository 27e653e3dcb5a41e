import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { message, RtmpClient } from "./rtmp-client.ts";

export type Tag = { type: number; timestamp: number; body: Buffer };

/** Tags of an FLV that ffmpeg makes at once, not in real time. */
export async function makeTags(options: string): Promise<Tag[]> {
  const encode = "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -c:a aac -f flv pipe:1";
  const { stdout } = await promisify(execFile)(
    "ffmpeg",
    ["-v", "error", ...options.split(" "), ...encode.split(" ")],
    {
      encoding: "buffer",
      maxBuffer: 100_000_000,
    },
  );
  const tags: Tag[] = [];
  for (let at = 13; at + 11 < stdout.length;) {
    const size = stdout.readUIntBE(at + 1, 3);
    const timestamp = stdout.readUIntBE(at + 4, 3) + stdout.readUInt8(at + 7) * 2 ** 24;
    tags.push({ type: stdout.readUInt8(at), timestamp, body: stdout.subarray(at + 11, at + 11 + size) });
    at += 11 + size + 4;
  }
  return tags.filter((tag) => tag.type === 8 || tag.type === 9);
}

/** Tags with the time at which each is sent, in ms from the start. */
export type Plan = { sendAt: number; tag: Tag }[];

/** Publishes tags at their times through a bare client; resolves when all are sent. */
export async function pushPlan(port: number, key: string, plan: Plan): Promise<RtmpClient> {
  const client = new RtmpClient(port);
  await client.connect();
  client.publish(key);
  client.send(message(1, Buffer.from([0, 0, 0xff, 0xff])));
  const started = performance.now();
  await new Promise<void>((resolve) => {
    let next = 0;
    const timer = setInterval(() => {
      for (
        let due = plan[next];
        due !== undefined && due.sendAt <= performance.now() - started;
        due = plan[++next]
      ) {
        const { type, timestamp, body } = due.tag;
        client.send(
          message(type, body, { chunkStream: type === 9 ? 5 : 6, streamId: 1, timestamp, chunkSize: 0xffff }),
        );
      }
      if (next < plan.length && !client.socket.destroyed) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
  return client;
}
