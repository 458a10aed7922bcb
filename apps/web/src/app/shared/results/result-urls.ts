import type { JobView } from '@reprise/contracts';

/** Address of a result. @param path relative to the output dir; with `download`, the browser saves it */
export function resultUrl(
  jobId: string,
  path: string,
  { attempt, download }: { attempt?: number; download?: true } = {},
): string {
  const query = new URLSearchParams();
  if (attempt !== undefined) query.set('attempt', String(attempt));
  if (download) query.set('download', '1');
  const text = query.toString();
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `/api/jobs/${jobId}/files/${encoded}${text ? `?${text}` : ''}`;
}

/** Address of the ZIP with chosen results of an attempt, or with all of them. */
export function zipUrl(jobId: string, attempt: number, paths: readonly string[]): string {
  const query = new URLSearchParams([['attempt', String(attempt)], ...paths.map((path) => ['path', path])]);
  return `/api/jobs/${jobId}/files.zip?${query.toString()}`;
}

/** Address of a complete log. @param file as in `GET /api/jobs/{id}/log` */
export const logUrl = (jobId: string, attempt: number, file: string): string =>
  `/api/jobs/${jobId}/log/download?${new URLSearchParams({ attempt: String(attempt), file }).toString()}`;

export interface ResultLink {
  readonly word: string;
  /** Name of the file. */
  readonly file: string;
  readonly url: string;
}

const KINDS = [
  ['BAM', 'bam_path'],
  ['VCF', 'raw_vcf_path'],
  ['Annotated', 'annotated_vcf_path'],
  ['TSV', 'filtered_tsv_path'],
] as const satisfies readonly (readonly [word: string, path: keyof JobView])[];

/** Text for downloads that a job will have, according to the kinds of its pipeline's outputs. */
export const comingResults = (outputs: readonly string[]): string[] =>
  KINDS.flatMap(([word, field]) => (outputs.some((kind) => field === `${kind}_path`) ? [word] : []));

/** Downloads of a completed job that users look for by kind. */
export function resultLinks(job: JobView): ResultLink[] {
  const dir = job.output_dir;
  if (job.status !== 'completed' || dir === null) return [];
  return KINDS.flatMap(([word, field]) => {
    const path = job[field];
    if (!path?.startsWith(`${dir}/`)) return [];
    const inDir = path.slice(dir.length + 1);
    return [
      { word, file: inDir.slice(inDir.lastIndexOf('/') + 1), url: resultUrl(job.job_id, inDir, { download: true }) },
    ];
  });
}
