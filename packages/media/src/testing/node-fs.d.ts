// The package does no I/O, but its tests read a fixture.
declare module "node:fs" {
  export function readFileSync(path: string): Uint8Array;
}
interface ImportMeta {
  readonly dirname: string;
}
