import type { CommittedSecond } from "@nonstop/contract/as-run";
import { ControlRoomMessage } from "@nonstop/contract/origin-socket";
import { routes } from "@nonstop/contract/routes";
import type { Station } from "@nonstop/station/station";

/** Listens to the control room's socket. Keeps every committed second with the local time at which it was heard. */
export class CommitWatch {
  readonly heard: { second: CommittedSecond; heardAtMs: number }[] = [];
  #socket: WebSocket;
  #waiting = new Set<() => void>();

  constructor(station: Pick<Station, "urls" | "secrets">) {
    const url = `${station.urls.worker.replace("http", "ws")}${routes.controlSocket("main")}`;
    // Node's WebSocket accepts headers, which the browser's type does not know.
    const options: object = { headers: { authorization: `Bearer ${station.secrets.PRODUCER_TOKEN}` } };
    this.#socket = Reflect.construct(WebSocket, [url, options]);
    this.#socket.addEventListener("message", ({ data }) => {
      const message = ControlRoomMessage.safeParse(JSON.parse(String(data)));
      if (!message.success || message.data.kind !== "second") return;
      this.heard.push({ second: message.data.second, heardAtMs: Date.now() });
      for (const look of this.#waiting) look();
    });
  }

  /** Waits for the first second from now on that `wanted` accepts. */
  async next(
    wanted: (second: CommittedSecond) => boolean,
  ): Promise<{ second: CommittedSecond; heardAtMs: number }> {
    let from = this.heard.length;
    return new Promise((resolve) => {
      const look = (): void => {
        for (; from < this.heard.length; from++) {
          const each = this.heard[from];
          if (each === undefined || !wanted(each.second)) continue;
          this.#waiting.delete(look);
          resolve(each);
          return;
        }
      };
      this.#waiting.add(look);
    });
  }

  close(): void {
    this.#socket.close();
  }
}
