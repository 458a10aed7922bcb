const MASK = (1n << 64n) - 1n;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & MASK;
const times = (a: bigint, b: bigint): bigint => (a * b) & MASK;
const plus = (a: bigint, b: bigint): bigint => (a + b) & MASK;
const mixK1 = (k: bigint): bigint => times(rotate(times(k, C1), 31n), C2);
const mixK2 = (k: bigint): bigint => times(rotate(times(k, C2), 33n), C1);

/**
 * MurmurHash3, x64, 128 bits, seed 0 (public domain, Austin Appleby): the function with which Nextflow hashes tasks.
 */
export function murmur3(data: Buffer): Buffer {
  let [h1, h2] = [0n, 0n];
  const whole = data.length - (data.length % 16);
  for (let at = 0; at < whole; at += 16) {
    h1 = plus(times(plus(rotate(h1 ^ mixK1(data.readBigUInt64LE(at)), 27n), h2), 5n), 0x52dce729n);
    h2 = plus(times(plus(rotate(h2 ^ mixK2(data.readBigUInt64LE(at + 8)), 31n), h1), 5n), 0x38495ab5n);
  }
  const rest = Buffer.concat([data.subarray(whole), Buffer.alloc(16)]);
  h2 ^= mixK2(rest.readBigUInt64LE(8));
  h1 ^= mixK1(rest.readBigUInt64LE(0));
  const length = BigInt(data.length);
  [h1, h2] = [h1 ^ length, h2 ^ length];
  h1 = plus(h1, h2);
  h2 = plus(h2, h1);
  [h1, h2] = [finish(h1), finish(h2)];
  h1 = plus(h1, h2);
  h2 = plus(h2, h1);
  const hash = Buffer.alloc(16);
  hash.writeBigUInt64LE(h1, 0);
  hash.writeBigUInt64LE(h2, 8);
  return hash;
}

function finish(k: bigint): bigint {
  let mixed = times(k ^ (k >> 33n), 0xff51afd7ed558ccdn);
  mixed = times(mixed ^ (mixed >> 33n), 0xc4ceb9fe1a85ec53n);
  return mixed ^ (mixed >> 33n);
}
