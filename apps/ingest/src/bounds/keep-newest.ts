/** Sets an entry of `map`, and forgets the one that was set longest ago where there would be more than `max`. */
export function keepNewest<K, V>(map: Map<K, V>, [key, value]: [K, V], max: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > max && oldest !== undefined) map.delete(oldest);
}
