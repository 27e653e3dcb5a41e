/**
 * What became of a request to a vendor. `retry`: later may work (`askedMs`: as the vendor wishes). `gone`: the thing is no more.
 * `refused`: asking again will not help; `message` is for people and holds no secret.
 */
export type VendorAnswer<T> =
  | { kind: "ok"; value: T }
  | { kind: "retry"; message: string; askedMs?: number }
  | { kind: "gone" }
  | { kind: "refused"; message: string };
