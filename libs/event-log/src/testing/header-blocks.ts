import fc from 'fast-check';
import { APPENDED_NAMES } from './poison.ts';

const oneByte = fc.integer({ min: 0, max: 255 }).map((byte) => Buffer.from([byte]));
const piece = fc.oneof(
  fc.constantFrom(
    ...['\r\n', '\r', '\n', ':', ': ', ' ', '\0', '\x7f', 'é', '%', '\ufeff'].map((text) => Buffer.from(text)),
  ),
  fc.constantFrom(...APPENDED_NAMES, 'ce-id', 'ce-type', 'ce-actor', 'x').map((name) => Buffer.from(name)),
  fc.constantFrom('1', 'REPRISE', 'x', '2026-01-01T00:00:00Z').map((value) => Buffer.from(value)),
  oneByte,
);
const line = fc.array(piece, { maxLength: 5 }).map((pieces) => Buffer.concat(pieces));
const first = fc.constantFrom(
  'NATS/1.0',
  'NATS/1.0 404 Not Found',
  'NATS/1.0 204 EOB',
  'NATS/1.0 100 Idle',
  'HTTP/1.1',
  '',
);
const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '', '\r', '\r\nxy');
const NEW_LINE = Buffer.from('\r\n');

/** Generates header blocks without the final empty line: nearly valid ones, and random bytes. */
export const anyBlock: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(first, fc.array(line, { maxLength: 6 }), end).map(assembled) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
);

function assembled([start, lines, last]: [string, Buffer[], string]): Buffer {
  const inner = lines.flatMap((each) => [NEW_LINE, each]);
  return Buffer.concat([Buffer.from(start), ...inner, Buffer.from(last)]);
}
