import { recorded } from '../testing/recorded.ts';
import { TRACE_FIELDS, TraceReader, type TraceRow } from './trace-reader.ts';

const read = (text: string): TraceRow[] => {
  const reader = new TraceReader();
  return [...text.split('\n').flatMap((line) => reader.line(line)), ...reader.end()];
};
const row = (process: string, name: string, tag: string) =>
  `ab/cdef12\tCOMPLETED\t0\t1\t1000\t1100\t1200\t200\t5.0\t0\t/w/ab/cdef12\t-\t20000${'\t-'.repeat(11)}\t${process}\t${name}\t${tag}`;

const unmeasured = {
  cpus: null,
  memory: null,
  disk: null,
  time_ms: null,
  realtime_ms: null,
  peak_vmem: null,
  memory_percent: null,
  rchar: null,
  wchar: null,
  read_bytes: null,
  write_bytes: null,
  queue: null,
};

describe('the trace of a run', () => {
  it('has the requested fields in our order', () => {
    expect(recorded('known-use.trace.tsv').split('\n', 1)[0]?.split('\t')).toEqual(TRACE_FIELDS);
  });

  it('contains the resources that each task requested and used', () => {
    const rows = read(recorded('known-use.trace.tsv'));
    const of = (process: string) => rows.find((each) => each.process === process);
    expect(of('HOLD')?.resources).toEqual({
      cpus: 2,
      memory: 2 * 2 ** 30,
      disk: null,
      time_ms: 600_000,
      realtime_ms: 10_049,
      peak_vmem: 436_105_216,
      memory_percent: 1.7,
      rchar: 838_969_273,
      wchar: 838_860_997,
      read_bytes: 0,
      write_bytes: 400 * 2 ** 20,
      queue: null,
    });
    expect((of('HOLD')?.peakRss ?? 0) / 2 ** 20 / 400).toBeCloseTo(1.025, 2);
    expect(of('FREE')).toMatchObject({ timeLimitMs: null, resources: { cpus: 1, memory: null, time_ms: null } });
  });

  it('contains no resources in a run that an earlier release started', () => {
    for (const run of ['zoo', 'time-limit']) {
      const rows = read(recorded(`${run}.trace.tsv`));
      expect(rows.map(({ resources }) => resources)).toEqual(rows.map(() => null));
    }
  });

  it('keeps its fields if a task prints a line like the first one', () => {
    const reader = new TraceReader();
    reader.line(TRACE_FIELDS.join('\t'));
    reader.line('hash\tname');
    expect(reader.line(row('A', 'A', '-'))).toMatchObject([{ process: 'A', workDir: '/w/ab/cdef12' }]);
  });

  it('contains the time limit of a task', () => {
    const rows = read(recorded('time-limit.trace.tsv'));
    expect(rows.map(({ process, timeLimitMs }) => [process, timeLimitMs])).toEqual([
      ['FREE', null],
      ['LIMITED', 60_000],
    ]);
  });

  it('contains every task of a run', () => {
    const rows = read(recorded('zoo.trace.tsv'));
    expect(rows.map(({ name, status, errorAction }) => [name, status, errorAction]).sort()).toEqual([
      ['IGNORED (never mind)', 'FAILED', 'IGNORE'],
      ['INSIDE_NEXTFLOW (1)', 'COMPLETED', null],
      ['INSIDE_NEXTFLOW (2)', 'COMPLETED', null],
      [`ODD_TAG (tab\there (paren) "double" 'single' ä€))`, 'COMPLETED', null],
      ['OUTER:INNER:MAKE (a)', 'COMPLETED', null],
      ['OUTER:INNER:MAKE (b)', 'COMPLETED', null],
      ['OUTER:INNER:UNTAGGED (1)', 'COMPLETED', null],
      ['OUTER:INNER:UNTAGGED (2)', 'COMPLETED', null],
      ['RETRIED (again)', 'COMPLETED', null],
      ['RETRIED (again)', 'FAILED', 'RETRY'],
      ['RETRIED (again)', 'FAILED', 'RETRY'],
      ['SILENT_OUTPUT', 'FAILED', 'IGNORE'],
      ['TALKING', 'COMPLETED', null],
    ]);
    expect(rows.find(({ process }) => process === 'ODD_TAG')?.tag).toBe(`tab\there (paren) "double" 'single' ä€)`);
    expect(rows.find(({ process }) => process === 'OUTER:INNER:UNTAGGED')?.tag).toBeNull();
  });

  it('returns times, exit and memory as numbers, and unmeasured values as null', () => {
    const [aborted] = read(recorded('failing.trace.tsv')).filter(({ status }) => status === 'ABORTED');
    expect(aborted).toMatchObject({ exit: null, complete: null, durationMs: null, peakRss: null, errorAction: null });
    expect(read(row('A', 'A', '-'))).toEqual([
      {
        hash: 'ab/cdef12',
        status: 'COMPLETED',
        exit: 0,
        try: 1,
        submit: 1000,
        start: 1100,
        complete: 1200,
        durationMs: 200,
        cpuPercent: 5,
        peakRss: null,
        workDir: '/w/ab/cdef12',
        errorAction: null,
        timeLimitMs: 20_000,
        resources: { ...unmeasured, time_ms: 20_000 },
        process: 'A',
        name: 'A',
        tag: null,
      },
    ]);
  });

  it.each([
    ['a duration by a clock that was set back', 7, '-1200'],
    ['a malformed exit code', 2, '1e400'],
    ['a malformed time', 4, '1e300'],
  ])('returns nothing for %s', (_, column, value) => {
    const fields = row('A', 'A', '-').split('\t').with(column, value);
    const field = ({ 7: 'durationMs', 2: 'exit', 4: 'submit' } as const)[column];
    expect(read(fields.join('\t'))).toMatchObject([{ status: 'COMPLETED', [field!]: null }]);
  });

  it('joins a row that a newline in a tag split', () => {
    expect(read(recorded('newline.trace.tsv')).map(({ name, tag }) => [name, tag])).toEqual([
      ['NEWLINE (one\ntwo\tthree)', 'one\ntwo\tthree'],
      ['PLAIN', null],
    ]);
  });

  // Recorded with Nextflow 24.10.0: at both ends, the name lacks the characters up to the space.
  it.each([
    ['A ([31mRED)', '\u001b[31mRED'],
    ['A (one)', '\u0001one'],
    ['A (space)', ' \u001bspace'],
    ['A (plain)', 'plain\u001b'],
    ['A (tab)', '\t tab'],
    ['A (\u00a0x)', '\u00a0x'],
  ])('keeps each character of a tag that is not complete in the name %j', (name, tag) => {
    const reader = new TraceReader();
    // Immediately, and not with the next row.
    expect(reader.line(row('A', name, tag))).toMatchObject([{ name, tag }]);
  });

  it.each([
    ['A (-)', '-', '-'],
    ['A ()', '-', null],
    ['A (2)', '2', '2'],
    ['A (2)', '-', null],
    ['A (lead trail)', ' lead trail  ', ' lead trail  '],
    ['A (a)\ta)', 'a)\ta', 'a)\ta'],
  ])('of %j with %j has the tag %j', (name, traced, tag) => {
    expect(read(row('A', name, traced)).map((each) => [each.name, each.tag])).toEqual([[name, tag]]);
  });

  it('returns a row at once, and a truncated one only if nothing follows', () => {
    const reader = new TraceReader();
    expect(reader.line(TRACE_FIELDS.join('\t'))).toEqual([]);
    expect(reader.line(row('A', 'A', '-'))).toHaveLength(1);
    expect(reader.line('cd/ef0123\tCOMPLETED\t0\t1\t1000')).toEqual([]);
    expect(reader.end()).toEqual([]);
    expect(reader.line(row('A', 'A (cut', 'c').slice(0, -2))).toEqual([]);
    expect(reader.end()).toMatchObject([{ hash: 'ab/cdef12', status: 'COMPLETED', process: 'A' }]);
  });

  it('ends an endless row, and reads the rows after it', () => {
    const endless = `${row('A', 'A (', '-')}${'\n'.repeat(1000)}`;
    expect(read(`${endless}\n${row('B', 'B', '-')}`).map(({ process }) => process)).toEqual(['A', 'B']);
  });
});
