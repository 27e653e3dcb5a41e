/**
 * What `contentful-migration` makes requests of a migration with. Its `runMigration` does the same, but speaks TLS to the host
 * whatever it is told, prints what it does and leaves log files behind.
 */
declare module "contentful-migration/built/lib/migration-parser.js" {
  import type { MigrationFunction } from "contentful-migration";
  type Request = { method: string; url: string; headers: Readonly<Record<string, unknown>>; data?: unknown };
  type Parsed = {
    stepsValidationErrors: { message: string }[];
    payloadValidationErrors: { message: string }[];
    getValidationErrors(): { message: string }[];
    getRuntimeErrors(): { message: string }[];
    batches: { requests: Request[] }[];
  };
  export function createMigrationParser(
    makeRequest: (request: { method: string; url: string }) => Promise<unknown>,
    config: { requestBatchSize?: number },
  ): (migration: (migration: Parameters<MigrationFunction>[0]) => void) => Promise<Parsed>;
}
