// The package knows no I/O; its tests read the fixture.
declare module "node:fs" {
  export function readFileSync(path: string): Uint8Array;
}
interface ImportMeta {
  readonly dirname: string;
}
