import { expect, it, vi } from "vitest";
import type { ContainerSettings } from "./container-settings.ts";
import { LastingContainer } from "./lasting-container.ts";

/** Cloudflare's class needs Cloudflare. This one notes what is asked of it. */
const asked = vi.hoisted((): { what: string; with: unknown }[] => []);
vi.mock("@cloudflare/containers", () => ({
  Container: class {
    stop = (): void => void asked.push({ what: "stop", with: undefined });
    startAndWaitForPorts = async (options: unknown): Promise<void> =>
      void asked.push({ what: "start", with: options });
    schedule = async (seconds: number, method: string): Promise<void> =>
      void asked.push({ what: "schedule", with: { seconds, method } });
  },
}));

function container(settings: ContainerSettings): LastingContainer<object> {
  asked.length = 0;
  const Testing = class extends LastingContainer<object> {
    protected override settings(): ContainerSettings {
      return settings;
    }
  };
  return Reflect.construct(Testing, []);
}
const good: ContainerSettings = { kind: "settings", environment: { EDGE_URL: "https://tv.example.com" } };

it("starts with its settings", async () => {
  await container(good).keepRunning();
  expect(asked).toEqual([
    { what: "start", with: { startOptions: { envVars: { EDGE_URL: "https://tv.example.com" } } } },
  ]);
});

it("is not put to sleep when nobody asks it for anything", async () => {
  await container(good).onActivityExpired();
  expect(asked).toEqual([]);
});

it("is started again when it ends, by a method that it has", async () => {
  const ended = container(good);
  await ended.onStop();
  expect(asked).toEqual([{ what: "schedule", with: { seconds: 5, method: "keepRunning" } }]);
  expect(ended).toHaveProperty("keepRunning");
});

it("does not start with settings that are wrong, and says which", async () => {
  const wrong = container({ kind: "wrong", sentences: ["The setting EDGE_URL is missing or wrong."] });
  await expect(wrong.keepRunning()).rejects.toThrow("EDGE_URL");
  expect(asked).toEqual([]);
});
