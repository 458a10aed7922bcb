import type { UploadView } from '../../contract/index.ts';
import type { Transfer, TransferState } from '../transfer/transfer.ts';
import { transferOf, uploadRows, uploadsSummary, rowText } from './upload-row.ts';

const upload = (changes: Partial<UploadView> = {}): UploadView => ({
  upload_id: 'u1',
  name: 'A_R1.fastq.gz',
  size: 1000,
  offset: 400,
  status: 'uploading',
  reason: null,
  reads: null,
  sha256: null,
  created_at: '',
  created_by: 'admin',
  received_at: null,
  expires_at: null,
  sample_id: null,
  ...changes,
});
const transfer = (state: TransferState, uploadId: string | null = 'u1') =>
  ({
    file: { name: 'A_R1.fastq.gz', size: 1000 },
    state: () => state,
    error: () => '',
    sent: () => 500,
    speed: () => 100,
    uploadId: () => uploadId,
  }) as unknown as Transfer;
const words = (uploads: UploadView[], transfers: Transfer[]) =>
  uploadRows(uploads, transfers).map((row) => rowText(row, Date.parse('2026-11-24T12:00:00')));

describe('uploadRows', () => {
  it('contain one row for a file that is sent from here and known to the server', () => {
    expect(words([upload()], [transfer('sending')])).toEqual(['50 % · 100 B/s · 5 s left']);
  });

  it('show a file before the server knows it', () => {
    expect(words([], [transfer('waiting', null)])).toEqual(['Waits for its turn']);
  });

  it('explain how to continue a file that is not being sent', () => {
    expect(words([upload()], [])).toEqual(['40 % · Not sent from this tab: choose the same file again to continue']);
    const until = upload({ expires_at: new Date('2026-12-01T09:30:00').toISOString() });
    expect(words([until], [])).toEqual([
      '40 % · Not sent from this tab: choose the same file again to continue · kept until 1 Dec, 09:30',
    ]);
  });

  it('do not advise to continue a file of another person, since the server accepts it only from them', () => {
    const rows = uploadRows([upload({ created_by: 'ben' })], [], (actor) => actor === 'ana');
    expect(rows.map((row) => rowText(row))).toEqual(['40 % · Started by someone else; only they can continue it']);
  });

  it('do not report a busy or starting server as a lost connection', () => {
    expect(words([upload()], [transfer('retrying')])).toEqual(['50 % · Interrupted, trying again']);
  });

  it('show a file as being checked after its last byte was sent, also while the list is older', () => {
    expect(words([upload()], [transfer('done')])).toEqual(['Checking its content']);
    const ready = upload({ status: 'ready', offset: 1000, reads: 1234 });
    expect(words([ready], [transfer('done')])).toEqual(['Ready · 1,234 reads']);
  });

  it('leave out files that became part of a sample, or were deleted elsewhere', () => {
    expect(words([upload({ sample_id: 's1', status: 'ready' })], [transfer('done')])).toEqual([]);
    expect(words([], [transfer('done')])).toEqual([]);
  });
});

describe('uploadsSummary', () => {
  it('counts each file once, by its state', () => {
    expect(uploadsSummary(['sending', 'paused', 'ready', 'checking', 'failed', 'interrupted', 'of_other'])).toBe(
      '7 files: 2 to send, 1 being checked, 1 ready, 2 stopped, 1 of others',
    );
    expect(uploadsSummary(['rejected'])).toBe('1 file: 1 rejected');
  });
});

describe('transferOf', () => {
  it('returns the one of the row, also for files that the server does not know yet', () => {
    const pair = [transfer('sending', null), transfer('waiting', null)];
    expect(uploadRows([], pair).map((row) => pair.indexOf(transferOf(row, pair)!))).toEqual([0, 1]);
  });

  it('finds it by its upload once the file was sent', () => {
    const all = [transfer('waiting', null), transfer('done', 'u1')];
    const [row] = uploadRows([upload()], all);
    expect([row!.transfer, transferOf(row!, all)]).toEqual([null, all[1]]);
  });

  it('returns none if the file is not sent from here', () => {
    const [row] = uploadRows([upload()], []);
    expect(transferOf(row!, [transfer('waiting', null), transfer('sending', 'u2')])).toBeUndefined();
  });
});
