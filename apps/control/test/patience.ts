/** For `vi.waitUntil`: what nobody tells of is looked for often, and on a busy machine for long. */
export const PATIENCE = { interval: 2, timeout: 20_000 };
