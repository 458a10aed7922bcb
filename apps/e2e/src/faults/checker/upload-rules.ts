import type { Facts, UploadFacts } from '../record/facts.ts';
import { acknowledgement } from '../record/ledger.ts';
import type { Rule, Violation } from './violation.ts';

/** Rules about uploads: their bytes, their samples, and the jobs that use them. */
export function uploadViolations({
  uploads,
  inputs,
  commands,
}: Pick<Facts, 'uploads' | 'inputs' | 'commands'>): Violation[] {
  const sent = new Map(uploads.map((upload) => [upload.id, upload.sent]));
  const expected = new Map(
    commands.flatMap((command) => {
      const job = acknowledgement(command)?.job_id;
      return command.upload !== undefined && job !== undefined ? [[job, sent.get(command.upload)] as const] : [];
    }),
  );
  return [
    ...uploads.flatMap(violationsOf),
    ...inputs
      .filter(({ job, sha256 }) => sha256 !== null && expected.has(job) && expected.get(job) !== sha256)
      .map(({ job, attempt }) => ({
        rule: 'input_changed' as const,
        what: `attempt ${String(attempt)} of ${job} did not get the bytes of its upload`,
      })),
  ];
}

function violationsOf(upload: UploadFacts): Violation[] {
  const { acknowledged, size, sent, stored, listed, sample, unexpected } = upload;
  const found = (rule: Rule, what: string): Violation => ({ rule, what: `upload ${upload.id} ${what}` });
  const isWhole = acknowledged === size;
  return [
    ...(acknowledged > 0 && stored === null
      ? [found('upload_lost', `has fewer than ${String(acknowledged)} bytes`)]
      : []),
    ...(listed === null ? [found('upload_lost', 'is not listed')] : []),
    ...(listed !== null && listed.offset < acknowledged
      ? [found('upload_lost', `is listed with ${String(listed.offset)} of ${String(acknowledged)} bytes`)]
      : []),
    ...(sample?.isListed === false ? [found('upload_lost', `is in the sample ${sample.id}, which is not listed`)] : []),
    ...(stored !== null && stored !== sent ? [found('upload_changed', 'has other bytes on the disk')] : []),
    ...(isWhole && listed !== null && listed.sha256 !== null && listed.sha256 !== sent
      ? [found('upload_changed', 'is listed with another SHA-256')]
      : []),
    ...unexpected.map(({ status, detail }) =>
      found('unexpected_answer', `was answered with ${String(status)}: ${detail ?? ''}`),
    ),
  ];
}
