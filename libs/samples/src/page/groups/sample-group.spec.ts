import { sampleGroups } from './sample-group.ts';
import type { UploadRow } from './upload-row.ts';

const row = (name: string, changes: Partial<UploadRow> = {}): UploadRow => ({
  key: name,
  name,
  size: 100,
  sent: 100,
  state: 'ready',
  speed: null,
  error: '',
  reads: 10,
  expiresAt: null,
  sha256: null,
  uploadId: name,
  transfer: null,
  ...changes,
});
const group = (...rows: UploadRow[]) => sampleGroups(rows, new Map())[0]!;

describe('sampleGroups', () => {
  it('are ready when both files of a pair are', () => {
    expect(group(row('A_R2.fastq.gz'), row('A_R1.fastq.gz'))).toMatchObject({
      key: 'A',
      name: 'A',
      problems: [],
      waits: '',
      isReady: true,
      rows: [
        { row: { name: 'A_R1.fastq.gz' }, role: 'R1' },
        { row: { name: 'A_R2.fastq.gz' }, role: 'R2' },
      ],
    });
  });

  it('wait for missing files, and for rejected ones', () => {
    const sending = row('A_R2.fastq.gz', { state: 'sending', reads: null });
    expect(group(row('A_R1.fastq.gz'), sending)).toMatchObject({ waits: 'Waits for 1 file', isReady: false });
    const rejected = row('A_R2.fastq.gz', { state: 'rejected', reads: null });
    expect(group(row('A_R1.fastq.gz'), rejected).waits).toBe(
      '1 file cannot be used: remove it, and upload a good copy',
    );
  });

  it('refuse a pair with different counts, and show both', () => {
    expect(group(row('A_R1.fastq.gz', { reads: 1001 }), row('A_R2.fastq.gz', { reads: 1000 })).problems).toEqual([
      'A_R1.fastq.gz has 1,001 reads and A_R2.fastq.gz 1,000: both files of a pair must have as many. One of them may have been cut off.',
    ]);
  });

  it('show every file, also a second one of the same read', () => {
    const { rows, isReady } = group(row('A_R1.fastq.gz'), row('A_1.fastq.gz'), row('A_R2.fastq.gz'));
    expect(rows.map(({ row: { name }, role }) => [name, role])).toEqual([
      ['A_R1.fastq.gz', 'R1'],
      ['A_R2.fastq.gz', 'R2'],
      ['A_1.fastq.gz', ''],
    ]);
    expect(isReady).toBe(false);
  });

  it('accept a name that is a property of every object', () => {
    const rows = [row('constructor_R1.fastq.gz'), row('constructor_R2.fastq.gz')];
    expect(group(...rows)).toMatchObject({ name: 'constructor', problems: [], isReady: true });
  });

  it('keep the name that a person gave, and refuse one that is not a file name', () => {
    const rows = [row('A_R1.fastq.gz')];
    expect(sampleGroups(rows, new Map([['A', 'PAT-1']]))[0]).toMatchObject({ key: 'A', name: 'PAT-1', isReady: true });
    expect(sampleGroups(rows, new Map([['A', '../x']]))[0]?.isReady).toBe(false);
  });

  it('separate the files of two patients with non-Latin names', () => {
    const rows = ['Иванов_L001_R1', 'Иванов_L001_R2', 'Петров_L002_R1', 'Петров_L002_R2'].map((name) =>
      row(`${name}.fastq.gz`),
    );
    expect(sampleGroups(rows, new Map())).toMatchObject([
      { key: 'Иванов', name: 'sample', rows: [{ row: rows[0] }, { row: rows[1] }], isReady: true },
      { key: 'Петров', name: 'sample-2', rows: [{ row: rows[2] }, { row: rows[3] }], isReady: true },
    ]);
  });

  it('keep the name that a person gave with its files when those of another sample disappear', () => {
    const [first, second] = [row('Иванов_R1.fastq.gz'), row('Петров_R1.fastq.gz')];
    const key = sampleGroups([first, second], new Map())[1]!.key;
    const named = (...rows: UploadRow[]) => sampleGroups(rows, new Map([[key, 'PAT-2']])).map(({ name }) => name);
    expect(named(first, second)).toEqual(['sample', 'PAT-2']);
    expect(named(second)).toEqual(['PAT-2']);
    expect(named(first)).toEqual(['sample']);
  });
});
