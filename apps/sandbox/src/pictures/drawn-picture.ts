import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];
export type Drawn = { width: number; height: number; isPortrait: boolean };

const GROUNDS: readonly Colour[] = [
  [38, 70, 83],
  [87, 60, 96],
  [120, 63, 60],
  [48, 92, 74],
  [52, 73, 120],
  [110, 92, 48],
];

/** A picture as a PNG, drawn from a name: a head before a wall, or the stripes of a test card. The same for a name each time. */
export function drawnPicture(name: string, { width, height, isPortrait }: Drawn): Uint8Array<ArrayBuffer> {
  const seed = crc32(name);
  const ground = GROUNDS[seed % GROUNDS.length] ?? [38, 70, 83];
  const colourAt = isPortrait ? portrait(ground, width, height) : stripes(seed, width);
  const rows = new Uint8Array(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3);
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits of red, green and blue each.
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  return joined([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

function portrait([r, g, b]: Colour, width: number, height: number): (x: number, y: number) => Colour {
  const light: Colour = [r + 120, g + 110, b + 100];
  return (x, y) => {
    const [dx, dy] = [(x - width / 2) / width, y / height];
    const isHead = dx * dx + (dy - 0.4) ** 2 < 0.18 ** 2;
    const isBody = dx * dx + (dy - 1.05) ** 2 < 0.4 ** 2;
    return isHead || isBody ? light : [r, g, b];
  };
}

function stripes(seed: number, width: number): (x: number) => Colour {
  return (x) => {
    const [r, g, b] = GROUNDS[(Math.floor((x * 7) / width) + seed) % GROUNDS.length] ?? [0, 0, 0];
    return [r + 40, g + 40, b + 40];
  };
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const named = joined([new TextEncoder().encode(type), body]);
  const ends = new Uint8Array(8);
  new DataView(ends.buffer).setUint32(0, body.length);
  new DataView(ends.buffer).setUint32(4, crc32(named));
  return joined([ends.subarray(0, 4), named, ends.subarray(4)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
