import { wrongField as wrong } from '@reprise/contracts/for-wings';

/** Problems of the routes of uploads and samples, as examples. */
export const sampleProblems = {
  upload_reason_required: wrong('reason', 'is required to delete an upload'),
  sample_reason_required: wrong('reason', 'is required to delete a sample'),
  unknown_upload: {
    status: 404,
    detail:
      'There is no upload 0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c. It may have been deleted, or was not finished in time.',
  },
  unknown_sample: { status: 404, detail: 'There is no sample 0196f0d0-33cc-7dd2-9b22-3e4f5a6b7c8d.' },
  upload_of_other: {
    status: 403,
    detail: 'DEMO1_R1.fastq.gz was started by someone else, and only they can continue it. Upload the file yourself.',
  },
  part_of_sample: {
    status: 409,
    detail: 'DEMO1_R1.fastq.gz is a part of the sample DEMO1. Delete the sample instead.',
  },
  in_other_sample: { status: 409, detail: 'DEMO1_R1.fastq.gz is already a part of the sample DEMO1.' },
  sample_in_use: {
    status: 409,
    detail:
      'DEMO1 is the input of DEMO1 (job 0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90), which is not over. Cancel the job or wait for its end.',
  },
  beyond_quota: {
    status: 413,
    detail:
      'This file has 4.5 GiB. Uploads may take 100.0 GiB together (REPRISE_UPLOAD_QUOTA), and 98.2 GiB are taken. ' +
      'Delete uploads that are not needed any more, or ask the operator.',
  },
  disk_full: {
    status: 507,
    detail:
      'This file has 4.5 GiB, and uploads have room for 1.2 GiB: 5.0 GiB of the disk stay free (REPRISE_DISK_RESERVE). ' +
      'Delete uploads that are not needed any more, or ask the operator for space.',
  },
  wrong_length: wrong('Upload-Length', 'must be the size of the file, at least 1 byte'),
  malformed_metadata: {
    status: 400,
    detail: 'Upload-Metadata is not as tus defines it: keys with values in Base64, commas between.',
  },
  wrong_upload_ids: wrong('upload_ids', 'choose at least one'),
  rejected_upload: wrong(
    'upload_ids.0',
    'DEMO1_R1.fastq.gz was rejected. It is not gzip. Compress it with gzip, and upload the .fastq.gz.',
  ),
  unequal_reads: wrong(
    'upload_ids',
    'DEMO1_R1.fastq.gz has 1,000 reads and DEMO1_R2.fastq.gz 999 reads: both files of a pair must have as many. One of them may have been cut off.',
  ),
} as const;
