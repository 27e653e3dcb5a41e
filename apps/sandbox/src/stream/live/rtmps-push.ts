import { type ChildProcess, spawn } from "node:child_process";

/** An encoder that sends a test picture and a tone to an RTMPS address, as OBS and Zoom do. */
export type Push = { ended: Promise<void>; kill: () => void };

/** `gopSeconds` between keyframes. */
export function pushTestPicture(target: string, o: { gopSeconds: number }): Push {
  const words = [
    "-v error -re -f lavfi -i testsrc2=s=320x180:r=15 -f lavfi -i sine=440:r=44100",
    "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -b:v 300k",
    `-g ${o.gopSeconds * 15} -keyint_min ${o.gopSeconds * 15} -sc_threshold 0 -c:a aac -b:a 64k -f flv`,
  ];
  const child: ChildProcess = spawn(
    process.env["FFMPEG"] ?? "ffmpeg",
    [...words.join(" ").split(" "), target],
    { stdio: "ignore" },
  );
  return {
    ended: new Promise((resolve) => child.once("exit", () => resolve())),
    kill: () => void child.kill("SIGKILL"),
  };
}
