import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type ReadMarks, readMarks } from "@nonstop/sandbox/marks";
import { until } from "../../src/station-under-test.ts";
import { writeUserdata } from "./userdata.ts";

const SCREEN = { width: 1280, height: 720 };
const ADD_ONS = ["inputstream.adaptive", "inputstream.ffmpegdirect", "pvr.iptvsimple"];
/** The window of a question that has to be answered. */
const YES_NO_DIALOG = 10_100;
const PATIENCE_MS = 90_000;
const LISTEN_MS = 4000;

const Answer = z.object({ result: z.unknown(), error: z.unknown().optional() });
const Broadcast = z.object({
  broadcastid: z.number(),
  title: z.string(),
  starttime: z.string(),
  genre: z.array(z.string()),
});
export type Broadcast = z.infer<typeof Broadcast>;

/** A real Kodi with a screen and a sound sink of its own. */
export class Kodi {
  readonly #processes: ChildProcess[] = [];
  readonly #display: string;
  readonly #port: number;
  readonly #env: NodeJS.ProcessEnv;

  constructor(o: { home: string; station: string; port: number; display: number }) {
    writeUserdata(o.home, o);
    this.#port = o.port;
    this.#display = `:${o.display}`;
    this.#env = {
      ...process.env,
      HOME: o.home,
      XDG_RUNTIME_DIR: join(o.home, "run"),
      DISPLAY: this.#display,
    };
  }

  /** Starts it, with its add-ons, until it shows the channel; answers the channel's id. */
  async start(): Promise<number> {
    const { width, height } = SCREEN;
    this.#spawn("Xvfb", [this.#display, "-screen", "0", `${width}x${height}x24`, "+extension", "GLX"]);
    this.#spawn("pulseaudio", [
      ..."--daemonize=no --exit-idle-time=-1 -n".split(" "),
      "-L",
      "module-null-sink sink_name=tv",
      "-L",
      "module-native-protocol-unix",
    ]);
    const socket = `/tmp/.X11-unix/X${this.#display.slice(1)}`;
    await until("a screen", PATIENCE_MS, async () => existsSync(socket) || undefined);
    this.#spawn("kodi", ["--standalone", "--audio-backend=pulseaudio"]);
    await until("Kodi", PATIENCE_MS, () => this.#call("JSONRPC.Ping").catch(() => undefined));
    for (const addonid of ADD_ONS) await this.#call("Addons.SetAddonEnabled", { addonid, enabled: true });
    return until("the channel", PATIENCE_MS, async () => {
      await this.#answerQuestions();
      const { data } = z
        .object({ channels: z.array(z.object({ channelid: z.number() })).default([]) })
        .safeParse(await this.#call("PVR.GetChannels", { channelgroupid: "alltv" }).catch(() => undefined));
      return data?.channels[0]?.channelid;
    });
  }

  /** Its guide of the channel, once that is written down and can be played from. */
  broadcasts(channelid: number): Promise<Broadcast[]> {
    return until("Kodi's guide", PATIENCE_MS, async () => {
      const properties = ["title", "starttime", "genre"];
      const answer = await this.#call("PVR.GetBroadcasts", { channelid, properties }).catch(() => undefined);
      const parsed = z.object({ broadcasts: z.array(Broadcast).min(1) }).safeParse(answer);
      const isWritten = parsed.data?.broadcasts.every(({ broadcastid }) => broadcastid > 0) ?? false;
      return isWritten ? parsed.data?.broadcasts : undefined;
    });
  }

  /** Plays a channel or a programme of the guide until there is a picture. */
  async play(item: { channelid: number } | { broadcastid: number }): Promise<void> {
    await this.#answerQuestions();
    await this.#call("Player.Open", { item });
    await until("a picture", PATIENCE_MS, async () => {
      await this.#answerQuestions();
      const booleans = ["Player.HasVideo", "Player.Playing"];
      const told = z
        .record(z.string(), z.boolean())
        .parse(await this.#call("XBMC.GetInfoBooleans", { booleans }));
      return Object.values(told).every(Boolean) || undefined;
    });
  }

  /** Goes to a place of what is playing, in seconds from its beginning. */
  async seek(seconds: number): Promise<void> {
    const [player] = z
      .array(z.object({ playerid: z.number() }))
      .parse(await this.#call("Player.GetActivePlayers"));
    const time = { hours: 0, minutes: Math.floor(seconds / 60), seconds: seconds % 60, milliseconds: 0 };
    await this.#call("Player.Seek", { playerid: player?.playerid ?? 0, value: { time } });
  }

  stop(): Promise<unknown> {
    return this.#call("Player.Stop", { playerid: 1 }).catch(() => undefined);
  }

  /** The burnt-in marks of the picture on its screen; undefined for a picture that has none. */
  async marks(): Promise<ReadMarks | undefined> {
    const { width, height } = SCREEN;
    const grab = `-f x11grab -video_size ${width}x${height} -i ${this.#display} -frames:v 1`;
    const strip = await this.#outputOf("ffmpeg", [
      ..."-hide_banner -loglevel error".split(" "),
      ...grab.split(" "),
      ...`-vf crop=${width}:${Math.ceil(height / 10)}:0:0 -f rawvideo -pix_fmt gray pipe:1`.split(" "),
    ]);
    return readMarks(strip, width, height);
  }

  /** How loud its sound is over some seconds, 0 to 1. */
  async loudness(): Promise<number> {
    const recorded = "-d tv.monitor --format=s16le --channels=1 --latency-msec=100".split(" ");
    const samples = await this.#outputOf("parec", recorded, LISTEN_MS);
    let sum = 0;
    for (let at = 0; at + 1 < samples.length; at += 2) sum += (samples.readInt16LE(at) / 32_768) ** 2;
    return Math.sqrt(sum / Math.max(1, samples.length / 2));
  }

  /** Ends it and what it stands on. */
  async end(): Promise<void> {
    await this.#call("Application.Quit").catch(() => undefined);
    await pause(2000);
    for (const process of this.#processes.toReversed()) {
      if (process.pid === undefined || process.exitCode !== null || process.signalCode !== null) continue;
      const gone = once(process, "exit");
      endGroup(process.pid);
      await gone;
    }
  }

  // Each add-on that comes with the system asks once whether it may be switched on.
  async #answerQuestions(): Promise<void> {
    const told = await this.#call("GUI.GetProperties", { properties: ["currentwindow"] });
    const window = z.object({ currentwindow: z.object({ id: z.number() }) }).parse(told).currentwindow.id;
    if (window === YES_NO_DIALOG) await this.#call("Input.Back");
  }

  async #call(method: string, params: object = {}): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/jsonrpc`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      signal: AbortSignal.timeout(10_000),
    });
    const { result, error } = Answer.parse(await answer.json());
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  #spawn(command: string, args: readonly string[]): void {
    // A group of its own: Kodi is a script that starts the program.
    this.#processes.push(spawn(command, args, { env: this.#env, stdio: "ignore", detached: true }));
  }

  /** What a command writes, to its end or for so long. */
  async #outputOf(command: string, args: readonly string[], forMs?: number): Promise<Buffer> {
    const process = spawn(command, args, { env: this.#env, stdio: ["ignore", "pipe", "ignore"] });
    const timer = forMs === undefined ? undefined : setTimeout(() => process.kill("SIGTERM"), forMs);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdout) chunks.push(z.instanceof(Buffer).parse(chunk));
    clearTimeout(timer);
    return Buffer.concat(chunks);
  }
}

function endGroup(leader: number): void {
  process.kill(-leader, "SIGKILL");
}
