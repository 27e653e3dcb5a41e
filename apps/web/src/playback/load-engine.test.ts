import { expect, it, vi } from "vitest";
import { reloadForEngine } from "./load-engine.ts";

async function reloads(page: { isReload: boolean; ageMs: number; isThere: boolean }): Promise<boolean> {
  const reload = vi.fn();
  await reloadForEngine({ ...page, isThere: () => Promise.resolve(page.isThere), reload });
  return reload.mock.calls.length === 1;
}

it("begins the page anew, for a module that failed once fails for ever", async () =>
  expect(await reloads({ isReload: false, ageMs: 300, isThere: true })).toBe(true));

it("stays while the station is away: the browser's error page would never come back by itself", async () =>
  expect(await reloads({ isReload: false, ageMs: 90_000, isThere: false })).toBe(false));

it("does not go round in circles when reloading did not help", async () => {
  expect(await reloads({ isReload: true, ageMs: 300, isThere: true })).toBe(false);
  expect(await reloads({ isReload: true, ageMs: 31_000, isThere: true })).toBe(true);
});
