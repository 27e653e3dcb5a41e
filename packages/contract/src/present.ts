type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without the members that are undefined, as `exactOptionalPropertyTypes` and JSON want it. */
export function present<T extends object>(value: T): Present<T>;
export function present(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
