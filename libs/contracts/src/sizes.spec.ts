import { bytes } from './sizes.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [4_530_000, '4.5 MB'],
  [214_400_000, '214 MB'],
  [5_000_000_000, '5.0 GB'],
  [7e15, '7000 TB'],
])('%d bytes read %s', (n, text) => expect(bytes(n)).toBe(text));
