import { spawn, spawnSync } from "node:child_process";
import type { Push } from "./instruments.ts";

const words = (o: { target: string; seconds: number }): string[] => [
  "-hide_banner",
  "-loglevel",
  "error",
  "-re",
  "-f",
  "lavfi",
  "-i",
  "testsrc2=size=640x360:rate=30",
  "-re",
  "-f",
  "lavfi",
  "-i",
  "sine=frequency=440:sample_rate=48000",
  "-t",
  String(o.seconds),
  "-pix_fmt",
  "yuv420p",
  "-c:v",
  "libx264",
  "-preset",
  "ultrafast",
  "-tune",
  "zerolatency",
  "-g",
  "30",
  "-b:v",
  "800k",
  "-c:a",
  "aac",
  "-b:a",
  "96k",
  "-f",
  "flv",
  o.target,
];

/** Whether this machine has ffmpeg. */
export const hasFfmpeg = (): boolean => spawnSync("ffmpeg", ["-version"], { stdio: "ignore" }).status === 0;

/** Pushes a test picture and a tone, as an encoder would. What ffmpeg says is not repeated, for it names the key. */
export function pushTestPicture(o: { target: string; seconds: number }): Push {
  const child = spawn("ffmpeg", words(o), { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<Awaited<Push["ended"]>>((resolve) => {
    child.on("error", () => resolve({ kind: "failed", problem: "ffmpeg cannot be started" }));
    child.on("exit", (code, signal) =>
      resolve(code === 0 || signal !== null ? { kind: "sent" } : { kind: "failed", problem: whyOf(said) }),
    );
  });
  return { ended, stop: () => void child.kill("SIGTERM") };
}

function whyOf(said: string): string {
  if (/refused/i.test(said)) return "the connection is refused";
  if (/resolve|name or service/i.test(said)) return "the name has no address";
  if (/timed? ?out/i.test(said)) return "nobody answers";
  if (/tls|ssl|certificate/i.test(said)) return "TLS fails";
  if (/broken pipe|reset|end of file|input\/output/i.test(said))
    return "the connection is closed by the other side";
  return "ffmpeg gives up";
}
