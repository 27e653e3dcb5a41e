import type { EncoderKey, EncoderStatus } from "@nonstop/contract/encoders";
import type { EncoderName } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { roomOfEncoder } from "@nonstop/contract/room-names";
import { log } from "@nonstop/door/log";
import type { Settings } from "../../settings.ts";
import { signStreamKey } from "../steps/sign-stream-key.ts";
import { ENCODER_KEY_EXPIRES, type EncoderKeys } from "./encoder-keys.ts";
import type { FacilityStore } from "./facility-store.ts";

export type EncoderKeyAnswer =
  | { kind: "key"; key: EncoderKey }
  | { kind: "unknown"; known: EncoderName[] }
  | { kind: "not-set-up" };

/** The station's encoders and what is typed into them. */
export class StationEncoders {
  readonly #facilities: Pick<FacilityStore, "encoders">;
  readonly #keys: EncoderKeys;
  readonly #settings: Pick<Settings["meetings"], "rtmpUrl" | "streamKeySecret">;

  constructor(o: {
    facilities: Pick<FacilityStore, "encoders">;
    keys: EncoderKeys;
    settings: Pick<Settings["meetings"], "rtmpUrl" | "streamKeySecret">;
  }) {
    this.#facilities = o.facilities;
    this.#keys = o.keys;
    this.#settings = o.settings;
  }

  /** By name. One that is no longer published is listed while a key of it is in force. */
  all(): EncoderStatus[] {
    const made = new Map(this.#keys.all().map(({ encoder, madeMs }) => [encoder, madeMs]));
    const names = new Map([...made.keys()].map((encoder): [EncoderName, string] => [encoder, encoder]));
    for (const { encoder, name } of this.#facilities.encoders()) names.set(encoder, name);
    return [...names]
      .map(([encoder, name]): EncoderStatus => ({
        encoder,
        room: roomOfEncoder(encoder),
        name,
        ...present({ keyMadeMs: made.get(encoder) }),
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** The key in force, or another that is in force from now on. */
  async key(encoder: EncoderName, which: "in-force" | "another", nowMs: number): Promise<EncoderKeyAnswer> {
    log("encoder-key", { encoder, which });
    const { rtmpUrl: server, streamKeySecret } = this.#settings;
    if (server === "" || streamKeySecret === "") return { kind: "not-set-up" };
    const known = this.all().map((each) => each.encoder);
    if (!known.includes(encoder)) return { kind: "unknown", known };
    const nonce = which === "another" ? this.#keys.rotate(encoder, nowMs) : this.#keys.nonce(encoder, nowMs);
    const claims = { room: roomOfEncoder(encoder), expiresAt: ENCODER_KEY_EXPIRES, nonce };
    return { kind: "key", key: { server, key: await signStreamKey(streamKeySecret, claims) } };
  }
}
