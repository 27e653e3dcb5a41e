import type { EncoderName } from "@nonstop/contract/names";
import { streamKeyNonce } from "../steps/sign-stream-key.ts";

/** Which key of an encoder is in force: the one with this nonce. The nonce is no secret, for without the signature it opens nothing. */
export type EncoderNonce = { encoder: EncoderName; nonce: string; madeMs: number };

/** 1 January 2100: the key of an encoder lasts until another is made. */
export const ENCODER_KEY_EXPIRES = 4_102_444_800;

/** Which keys of encoders are in force, in the `Schedule`'s SQLite. */
export class EncoderKeys {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Also those of encoders that are no longer published: an entry that is gone by mistake puts nobody off air. */
  all(): EncoderNonce[] {
    return this.#sql
      .exec<EncoderNonce>(`SELECT encoder, nonce, made_ms AS madeMs FROM encoder_key ORDER BY encoder`)
      .toArray();
  }

  /** The nonce of the key in force; one made now when there is none yet. */
  nonce(encoder: EncoderName, nowMs: number): string {
    return this.all().find((known) => known.encoder === encoder)?.nonce ?? this.rotate(encoder, nowMs);
  }

  /** Puts another key in force, and answers its nonce. */
  rotate(encoder: EncoderName, nowMs: number): string {
    const nonce = streamKeyNonce();
    this.#sql.exec(`INSERT OR REPLACE INTO encoder_key VALUES (?, ?, ?)`, encoder, nonce, nowMs);
    return nonce;
  }
}
