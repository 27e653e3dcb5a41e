/**
 * Asks once, and once more beside it when there is no answer after `afterMs`: the first answer counts and ends the other
 * attempt. What `ask` resolves with counts as an answer unless `isAnswer` says no; without any it is what the first one came to.
 * `again` tells the second attempt, which must not use what the first one may hang on.
 */
export async function hedged<T>(o: {
  afterMs: number;
  ask: (attempt: { again: boolean; signal: AbortSignal }) => Promise<T>;
  isAnswer: (said: T) => boolean;
}): Promise<T> {
  const first = attempt(false);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, o.afterMs, "late");
  });
  const soon = await Promise.race([first.said, late]).finally(() => clearTimeout(timer));
  if (soon !== "late") return soon;
  const both = [first, attempt(true)];
  const answered = both.map(async ({ said }, index) => {
    if (!o.isAnswer(await said)) throw new Error("no answer");
    // Only the other one is ended: a connection that has answered is kept.
    both[1 - index]?.end();
    return said;
  });
  return Promise.any(answered).catch(() => first.said);

  function attempt(again: boolean): { said: Promise<T>; end: () => void } {
    const ended = new AbortController();
    return { said: o.ask({ again, signal: ended.signal }), end: () => ended.abort() };
  }
}
