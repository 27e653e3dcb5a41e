import { type StreamKeyClaims } from "@nonstop/contract/stream-key";
export type KeyAnswer =
  | {
      kind: "valid";
      claims: StreamKeyClaims;
    }
  | {
      kind: "invalid";
      reason: string;
    };
/** Whether a stream key was signed by us, and what it claims. Whether it still opens its room is another question. */
export declare function checkStreamKey(key: string, secret: string): KeyAnswer;
/** Makes a key as the Worker does: for tests and for publishing by hand. */
export declare function makeStreamKey(claims: StreamKeyClaims, secret: string): string;
