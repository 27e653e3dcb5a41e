import type { AnnouncementTopic } from "@nonstop/contract/announcement";
import type { VendorAnswer } from "./vendor-answer.ts";

/** One who is told of news. `url` may hold a token: a secret, as `secret` is. */
export type Subscriber = {
  name: string;
  url: string;
  topics: readonly AnnouncementTopic[];
} & ({ format: "signed"; secret: string } | { format: "slack" });

/** An announcement on its way: `id` is the same in every try, `body` what is sent. */
export type Letter = { id: string; body: string };

/** How subscribers are reached. */
export type Subscribers = {
  send(to: Subscriber, letter: Letter, nowMs: number): Promise<VendorAnswer<undefined>>;
};
