import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * Reduces a picture to at most 256 colours, so that it takes less space in the repository. In pictures of a page, this
 * only affects the antialiased edges of letters.
 * @param png picture with 8 bits per channel and without transparency, as browsers write it
 */
export function smallerPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = Buffer.from(chunks.find(({ type }) => type === 'IHDR')!.data);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((each) => each.data)));
  const pixels = unfiltered(data, width * RGB, height);
  const colours = byFrequency(pixels);
  const palette = paletteOf(colours);
  const index = new Map(colours.map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height); // each begins with 0: not filtered
  for (let at = 0; at < width * height; at += 1)
    rows[at + Math.floor(at / width) + 1] = index.get(pixels.readUIntBE(at * RGB, RGB))!;
  header[9] = 3; // palette colours
  const table = Buffer.from(palette.flatMap(channels));
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SIGNATURE = 8;
/** Bytes around the data of a chunk: length, type and checksum. */
const AROUND = 12;
const RGB = 3;

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** Most frequent first. */
function byFrequency(pixels: Buffer): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += RGB) {
    const colour = pixels.readUIntBE(at, RGB);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)!);
}

/** The most frequent colours with a minimum distance, so that rare hues, such as that of an icon, are included. */
function paletteOf(colours: readonly number[]): number[] {
  for (let least = 16; ; least *= 1.5) {
    const palette: number[] = [];
    for (const colour of colours)
      if (palette.length <= 256 && palette.every((other) => distance(other, colour) >= least)) palette.push(colour);
    if (palette.length <= 256) return palette;
  }
}

/** Index of the closest colour in the palette. */
function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) => distance(other, colour));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  const wanted = channels(other);
  return channels(one).reduce((sum, value, i) => sum + (value - wanted[i]!) ** 2, 0);
}

/** Reverses the filter of each row. https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(data: Buffer, length: number, height: number): Buffer {
  const pixels = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (length + 1)]!;
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x >= RGB ? pixels[at - RGB]! : 0;
      const up = y > 0 ? pixels[at - length]! : 0;
      const corner = x >= RGB && y > 0 ? pixels[at - length - RGB]! : 0;
      pixels[at] = data[at + y + 1]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + AROUND;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
