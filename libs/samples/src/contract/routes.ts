import {
  CommandBody,
  everyBody,
  everyQuery,
  everyRead,
  everyRoute,
  json,
  ListQuery,
  nothing,
  OneQuery,
  READING,
  route,
  sharedProblems,
  type Right,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { uploadBodies, uploadExamples } from './examples.ts';
import { sampleProblems } from './problems.ts';
import { UploadedSample, UploadedSampleBody, UploadedSamplePage, UploadPage } from './upload.ts';

const { another_log, log_away, not_readable_yet, other_site, wrong_cursor, wrong_key, wrong_query } = sharedProblems;
const { beyond_quota, disk_full, malformed_metadata, wrong_length } = sampleProblems;
const { part_of_sample, unknown_upload, upload_of_other, upload_reason_required } = sampleProblems;
const { in_other_sample, rejected_upload, unequal_reads, wrong_upload_ids } = sampleProblems;
const { sample_in_use, sample_reason_required, unknown_sample } = sampleProblems;

const UPLOADING: Right = { role: 'operator', does: 'Uploading files' };
const everyChange = { ...everyQuery, other_site, log_away, another_log, wrong_key };
const everyTus = { ...everyRoute, wrong_query };
const reason = {
  name: 'Command',
  schema: CommandBody,
  isOptional: true,
  examples: { without_reason: {}, with_reason: { reason: 'wrong sample' } },
} as const;
const One = z.object({ id: z.string() });

const header = (description: string, example: string) => z.string().meta({ description, example });
const version = header('Version of the protocol', '1.0.0');
const offset = { 'Upload-Offset': { description: 'Bytes that are here', schema: { type: 'integer' } } };

export const uploadRoutes = {
  list: route({
    method: 'GET',
    path: '/api/uploads',
    id: 'Uploads_list',
    summary: 'All uploads, newest first, and the space for more',
    tag: 'Queries',
    right: READING,
    query: ListQuery,
    answer: json('UploadPage', UploadPage, uploadExamples.uploads),
    problems: { ...everyRead, wrong_cursor },
  }),
  create: route({
    method: 'POST',
    path: '/api/uploads',
    id: 'Tus_create',
    summary: 'Begin an upload over tus (https://tus.io). Any client of the protocol works; its bytes follow by PATCH',
    tag: 'Uploads',
    right: UPLOADING,
    query: OneQuery,
    headers: z.object({
      'Tus-Resumable': version,
      'Upload-Length': header('Bytes of the file', '4831838208'),
      'Upload-Metadata': header('The `filename`, in Base64', 'filename REVNTzFfUjEuZmFzdHEuZ3o='),
    }),
    answer: {
      statuses: { 201: 'Begun' },
      headers: { Location: { description: 'Address for the bytes', schema: { type: 'string' } } },
      content: {},
    },
    problems: { ...everyTus, malformed_metadata, wrong_length, beyond_quota, disk_full, other_site },
  }),
  offset: route({
    method: 'HEAD',
    path: '/api/uploads/{id}',
    id: 'Tus_offset',
    summary: 'Number of bytes received of an upload: the offset at which to continue',
    tag: 'Uploads',
    right: UPLOADING,
    params: One,
    query: OneQuery,
    headers: z.object({ 'Tus-Resumable': version }),
    answer: { statuses: { 200: 'In the header' }, headers: offset, content: {} },
    problems: { ...everyTus, unknown_upload, upload_of_other },
  }),
  append: route({
    method: 'PATCH',
    path: '/api/uploads/{id}',
    id: 'Tus_append',
    summary: 'Append bytes to an upload. The last ones start its check',
    tag: 'Uploads',
    right: UPLOADING,
    params: One,
    query: OneQuery,
    headers: z.object({
      'Tus-Resumable': version,
      'Upload-Offset': header('Bytes that are here already', '0'),
    }),
    body: {
      mediaType: 'application/offset+octet-stream',
      content: { type: 'string', format: 'binary' },
      examples: { bytes: 'bytes of the file' },
    },
    answer: {
      statuses: {
        204: 'Appended',
        409: 'The upload has another number of bytes: ask for it with HEAD',
      },
      headers: offset,
      content: {},
    },
    problems: { ...everyTus, unknown_upload, upload_of_other, other_site },
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/uploads/{id}',
    id: 'Uploads_remove',
    summary: 'Delete an upload, whole or not',
    tag: 'Uploads',
    right: UPLOADING,
    params: One,
    query: OneQuery,
    answer: nothing('Deleted'),
    problems: { ...everyChange, unknown_upload, part_of_sample },
  }),
  removeWithReason: route({
    method: 'POST',
    path: '/api/uploads/{id}/delete',
    id: 'Uploads_delete',
    summary: 'Delete an upload, whole or not, with a reason for the audit',
    tag: 'Uploads',
    right: UPLOADING,
    params: One,
    body: reason,
    answer: nothing('Deleted'),
    problems: { ...everyChange, ...everyBody, unknown_upload, part_of_sample, upload_reason_required },
  }),
};

export const uploadedSampleRoutes = {
  list: route({
    method: 'GET',
    path: '/api/uploads/samples',
    id: 'UploadedSamples_list',
    summary: 'Samples made of uploads, newest first, with the jobs that use them',
    tag: 'Queries',
    right: READING,
    query: ListQuery,
    answer: json('UploadedSamplePage', UploadedSamplePage, uploadExamples.samples),
    problems: { ...everyRead, wrong_cursor },
  }),
  make: route({
    method: 'POST',
    path: '/api/uploads/samples',
    id: 'UploadedSamples_make',
    summary: 'Make a sample of uploads: a folder that a job takes as its input',
    tag: 'Uploads',
    right: UPLOADING,
    body: { name: 'UploadedSampleBody', schema: UploadedSampleBody, examples: uploadBodies.sample },
    answer: json('UploadedSample', UploadedSample, uploadExamples.sample, { status: 201, description: 'Made' }),
    problems: {
      ...everyChange,
      ...everyBody,
      wrong_upload_ids,
      unequal_reads,
      rejected_upload,
      in_other_sample,
      beyond_quota,
      disk_full,
    },
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/uploads/samples/{id}',
    id: 'UploadedSamples_remove',
    summary: 'Delete a sample and its uploads',
    tag: 'Uploads',
    right: UPLOADING,
    params: One,
    query: OneQuery,
    answer: nothing('Deleted'),
    problems: { ...everyChange, unknown_sample, sample_in_use, not_readable_yet },
  }),
  removeWithReason: route({
    method: 'POST',
    path: '/api/uploads/samples/{id}/delete',
    id: 'UploadedSamples_delete',
    summary: 'Delete a sample and its uploads, with a reason for the audit',
    tag: 'Uploads',
    right: UPLOADING,
    params: One,
    body: reason,
    answer: nothing('Deleted'),
    problems: {
      ...everyChange,
      ...everyBody,
      unknown_sample,
      sample_in_use,
      not_readable_yet,
      sample_reason_required,
    },
  }),
};
