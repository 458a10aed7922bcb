import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeCsv, writeNdjson, type NamedEntry, type WriteEntries } from './export-formats.ts';

const entry = (more: Partial<NamedEntry>): NamedEntry => ({
  seq: 7,
  type: 'cancel_requested',
  at: '2026-03-01T09:03:00.000Z',
  actor: 'admin',
  actor_name: 'Local administrator',
  reason: 'wrong sample',
  attempt: 1,
  correlation_id: 'c',
  causation_id: 'd',
  data: { attempt: 1 },
  event_id: 'e',
  kind: 'life',
  job_id: 'j',
  queue: null,
  sample_name: 'DEMO1',
  pipeline: 'wes',
  command: 'cancel',
  outcome: 'accepted',
  effects: [],
  paused_ms: null,
  hash: 'e17e',
  ...more,
});

const written = async (write: WriteEntries, entries: AsyncIterable<NamedEntry>) => {
  const to = new PassThrough();
  const [content] = await Promise.all([text(to), write(entries, to)]);
  return content;
};

async function* of(...entries: NamedEntry[]) {
  yield* entries;
}

describe('the export of the audit trail', () => {
  it('writes a CSV line for each entry, with quotes, commas and line ends kept in their cells', async () => {
    const csv = await written(writeCsv, of(entry({ reason: 'he said "stop",\nso I did' })));
    const [header] = csv.split('\r\n');
    expect(header).toMatch(/^seq,at,actor,actor_name,type,command,outcome,reason,came_of_it/);
    expect(csv).toContain('"he said ""stop"",\nso I did"');
    expect(csv).toContain('"{""attempt"":1}"');
  });

  it('escapes a reason that a spreadsheet would read as a formula', async () => {
    const csv = await written(writeCsv, of(entry({ reason: '=HYPERLINK("evil")' })));
    expect(csv).toContain(`"'=HYPERLINK`);
  });

  it('states the outcome and time of a command in one CSV cell', async () => {
    const effect = {
      after_ms: 1,
      cancel: null,
      cause: null,
      message: null,
      processes_ended: null,
      executors: [],
      duration_ms: null,
      paused_ms: null,
    };
    const effects = [
      { ...effect, seq: 8, type: 'attempt_started', at: '2026-03-01T09:04:00.000Z' },
      { ...effect, seq: 9, type: 'attempt_failed', at: '2026-03-01T09:05:00.000Z', message: 'CALL failed: no reads' },
    ];
    const csv = await written(writeCsv, of(entry({ reason: 'urgent', effects })));
    expect(csv).toContain(
      'urgent,attempt_started 2026-03-01T09:04:00.000Z; attempt_failed 2026-03-01T09:05:00.000Z CALL failed: no reads,',
    );
  });

  it('states in that cell that an executor cannot be asked', async () => {
    const executors = [{ name: 'google-batch', ended_count: 0, proven_at: null }];
    const effects = [
      {
        ...{
          seq: 8,
          type: 'attempt_cancelled',
          at: '2026-03-01T09:04:00.000Z',
          after_ms: 1,
          cancel: null,
          cause: null,
        },
        ...{ message: null, processes_ended: 3, executors, duration_ms: null, paused_ms: null },
      },
    ];
    expect(await written(writeCsv, of(entry({ effects })))).toContain(
      'attempt_cancelled 2026-03-01T09:04:00.000Z Google Batch cannot be asked whether tasks are left',
    );
  });

  it('writes one JSON object per line', async () => {
    const lines = (await written(writeNdjson, of(entry({ seq: 1 }), entry({ seq: 2 })))).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as NamedEntry).seq)).toEqual([1, 2]);
  });
});

describe('an export of entries that cannot all be read', () => {
  async function* broken() {
    yield entry({ seq: 1 });
    await Promise.reject(new Error('the database is gone'));
  }

  it.each([
    ['CSV', writeCsv],
    ['NDJSON', writeNdjson],
  ])('fails and ends its %s visibly incomplete', async (_format, write) => {
    const to = new PassThrough().resume();
    const broke = once(to, 'end');
    await expect(write(broken(), to)).rejects.toThrow('the database is gone');
    await expect(broke).rejects.toThrow('the database is gone');
  });
});
