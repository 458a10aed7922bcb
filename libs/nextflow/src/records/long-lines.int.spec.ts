import { execFileSync } from 'node:child_process';

const FILES = ['../cache/hash-dump.ts', './parse-stdout-line.ts', './trace-reader.ts'] as const;

/** Reads a task's lines in a separate process, because a quadratic reader would take hours. */
const program = (dumps: string, stdout: string, trace: string) => `
  const { DumpReader } = await import('${dumps}');
  const { parseStdoutLine } = await import('${stdout}');
  const { TraceReader } = await import('${trace}');
  const lines = [
    '['.repeat(4_000_000),
    '[ab/cdef12] NOTE: '.repeat(200_000),
    '[ab/cdef12] NOTE: x -- Error is ignored'.repeat(100_000) + ' ',
    '[ab/cdef12] Submitted process > A'.repeat(100_000) + '\\r',
    '[skipping] Stored process > A'.repeat(100_000) + '\\r',
  ];
  for (const line of lines) {
    new DumpReader().line(line);
    parseStdoutLine(line);
  }
  const trace = new TraceReader();
  trace.line('ab/cdef12\\t');
  for (let n = 0; n < 300_000; n += 1) trace.line('');
  trace.line('ab/cdef12' + '\\t'.repeat(1_000_000));
`;

describe('endless output or trace lines of a task', () => {
  it('are read in linear time', () => {
    const [dumps, stdout, trace] = FILES.map((file) => new URL(file, import.meta.url).href);
    const args = ['--input-type=module', '--eval', program(dumps!, stdout!, trace!)];
    expect(() => execFileSync(process.execPath, args, { timeout: 120_000, stdio: 'pipe' })).not.toThrow();
  });
});
