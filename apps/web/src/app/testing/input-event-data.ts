import type { DataOf, InputEvent } from '@reprise/contracts';

const FILE = 'PAT-1_R1.fastq.gz';
const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const UPLOAD = { upload_id: '019b2f71-22bb-7cc1-8a11-2d3e4f5a6b7c', name: FILE, bytes: 4_831_838_208, sha256: SHA256 };
const SAMPLE = { name: 'PAT-1', input_dir: '/data/uploads/samples/PAT-1', uploads: [UPLOAD], reason: null };
const INPUT = { name: 'GRCh38', kind: 'reference', params: { reference: '/ref/GRCh38.fa' }, reason: null } as const;
const THEN = '2026-11-24T12:00:00.000Z';

/** Data of an event about uploads and inputs of each type. */
export const INPUT_EVENT_DATA: { readonly [T in InputEvent['type']]: DataOf<T> } = {
  upload_received: {
    name: FILE,
    bytes: UPLOAD.bytes,
    status: 'ready',
    problem: null,
    reads: 61_204_118,
    sha256: SHA256,
    received_at: THEN,
    reason: null,
  },
  upload_deleted: {
    name: FILE,
    bytes: UPLOAD.bytes,
    size: UPLOAD.bytes,
    sha256: SHA256,
    uploaded_by: 'a.meyer',
    begun_at: THEN,
    reason: 'wrong patient',
  },
  sample_made: { ...SAMPLE, reads: 61_204_118, is_paired: true },
  sample_deleted: { ...SAMPLE, made_by: 'a.meyer', made_at: THEN },
  input_registered: INPUT,
  input_removed: { ...INPUT, registered_by: 'a.meyer', registered_at: THEN },
};
