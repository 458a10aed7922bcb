import { defineEvents, GATEWAY, ReasonGiven } from '@reprise/contracts/for-wings';
import * as z from 'zod';

/** File of an upload. */
const UploadedFile = z.object({
  upload_id: z.uuid(),
  /** Name given by the sender. */
  name: z.string(),
  bytes: z.int(),
  /** Digest of the received bytes, in hex. */
  sha256: z.string().nullable(),
});

const Sample = z.object({
  name: z.string(),
  /** Folder that jobs use as their input. */
  input_dir: z.string(),
  uploads: z.array(UploadedFile),
  reason: ReasonGiven,
});

/** Events of uploads and of the samples created from them. The subject is the id of the upload or the sample. */
export const sampleEvents = defineEvents({
  upload_received: {
    description: 'An uploaded file is whole, and its content was checked. The actor is the person who sent it.',
    appendedBy: ['gateway'],
    data: z.object({
      name: z.string(),
      bytes: z.int(),
      /** `rejected`: its content is not FASTQ, and `problem` has the reason. It cannot become part of a sample. */
      status: z.enum(['ready', 'rejected']),
      problem: z.string().nullable(),
      reads: z.int().nullable(),
      /** Null if the file was rejected. */
      sha256: z.string().nullable(),
      /** Time at which the last byte was received. */
      received_at: z.iso.datetime(),
      reason: ReasonGiven,
    }),
  },
  upload_deleted: {
    description: 'An uploaded file is deleted: by a person, or by a gateway because no more of it came.',
    appendedBy: ['gateway'],
    isCommand: true,
    isDeletion: true,
    services: [GATEWAY],
    data: z.object({
      name: z.string(),
      /** Bytes received. */
      bytes: z.int(),
      /** Bytes of the whole file. */
      size: z.int(),
      /** Null if it was incomplete, unchecked or rejected. */
      sha256: z.string().nullable(),
      /** Actor who started the upload, and when. */
      uploaded_by: z.string(),
      begun_at: z.iso.datetime(),
      reason: ReasonGiven,
    }),
  },
  sample_made: {
    description: 'A person made a sample of uploaded files: a folder that jobs take as their input.',
    appendedBy: ['gateway'],
    isCommand: true,
    data: Sample.extend({ reads: z.int(), is_paired: z.boolean() }),
  },
  sample_deleted: {
    description: 'A person deleted a sample and the uploaded files that it was made of.',
    appendedBy: ['gateway'],
    isCommand: true,
    isDeletion: true,
    data: Sample.extend({ made_by: z.string(), made_at: z.iso.datetime() }),
  },
});
