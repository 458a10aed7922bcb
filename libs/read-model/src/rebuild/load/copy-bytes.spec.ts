import { CopyBytes } from './copy-bytes.ts';
import { NotLoadableError } from './not-loadable.ts';

const written = (write: (into: CopyBytes) => void): string => {
  const into = new CopyBytes(1);
  write(into);
  return into.written().toString('hex');
};

describe('the bytes of a COPY field', () => {
  it.each<[string, (into: CopyBytes) => void, string]>([
    ['of no value', (into) => into.null(), 'ffffffff'],
    ['of text', (into) => into.text('aé'), '00000003' + '61c3a9'],
    ['of text with a NUL', (into) => into.text('a\0'), '00000004' + '61efbfbd'],
    ['of long text', (into) => into.text('x'.repeat(70)), '00000046' + '78'.repeat(70)],
    ['of JSON', (into) => into.json(['é']), '00000007' + '01' + '5b22c3a9225d'],
    [
      'of JSON lists',
      (into) => into.json([['a', 'b'], []]),
      '0000000f' + '01' + Buffer.from('[["a","b"],[]]').toString('hex'),
    ],
    [
      'of JSON that is escaped',
      (into) => into.json(['a', '"']),
      '0000000b' + '01' + Buffer.from('["a","\\""]').toString('hex'),
    ],
    [
      'of JSON with a NUL',
      (into) => into.json(['a\0']),
      '00000009' + '01' + Buffer.from('["a\ufffd"]').toString('hex'),
    ],
    ['of bytes', (into) => into.bytes(Buffer.from([0, 92])), '00000002' + '005c'],
    ['of a number', (into) => into.bigint(2 ** 40 + 1), '00000008' + '0000010000000001'],
    ['of a number below zero', (into) => into.bigint(-2), '00000008' + 'fffffffffffffffe'],
    ['of a fraction', (into) => into.double(0.5), '00000008' + '3fe0000000000000'],
    ['of a truth', (into) => into.boolean(true), '00000001' + '01'],
    ['of a time', (into) => into.time('2000-01-01T00:00:00.002Z'), '00000008' + '00000000000007d0'],
    [
      'of a UUID',
      (into) => into.uuid('0190F000-0000-7abc-8def-00000000000a'),
      '00000010' + '0190f00000007abc8def00000000000a',
    ],
  ])('have the length of %s before it', (_, write, expected) => {
    expect(written(write)).toBe(expected);
  });

  it.each<[string, (into: CopyBytes) => void]>([
    ['a fraction as an integer', (into) => into.bigint(1.5)],
    ['a number that is not exact', (into) => into.bigint(2 ** 60)],
    ['a time without a zone', (into) => into.time('2026-01-01T00:00:00')],
    ['an id that is not a UUID', (into) => into.uuid('job-1')],
    ['an id with more behind it', (into) => into.uuid('0190f000-0000-7abc-8def-00000000000a0')],
  ])('are refused for %s', (_, write) => {
    expect(() => written(write)).toThrow(NotLoadableError);
  });
});
