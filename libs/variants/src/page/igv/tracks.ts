import type { FilePage, FileView } from '@reprise/contracts';
import { shortId } from '@reprise/web/shared/format.ts';
import { resultUrl } from '@reprise/web/shared/results/result-urls.ts';

/** Results of one attempt in the browser. */
export interface Shown {
  readonly jobId: string;
  readonly attempt: number;
  /** Name of its tracks. */
  readonly name: string;
  readonly page: FilePage;
}

/** Returns attempts with unique names. Jobs of the same sample have the beginning of their id in the name. */
export function withOwnNames(all: readonly Shown[]): Shown[] {
  const isShared = ({ jobId, name }: Shown) => all.some((other) => other.name === name && other.jobId !== jobId);
  return all.map((each) => (isShared(each) ? { ...each, name: `${each.name} (job ${shortId(each.jobId)})` } : each));
}

/** A track for igv.js. Its addresses are on this server. */
export interface Track {
  readonly name: string;
  readonly type: 'annotation' | 'alignment' | 'variant';
  readonly format: 'gff3' | 'bed' | 'bam' | 'vcf';
  readonly url: string;
  readonly indexURL?: string;
  readonly height?: number;
}

export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly fastaURL: string;
  readonly indexURL: string;
  readonly wholeGenomeView: false;
}

/** Reference that the browser can open, or a sentence about what is missing. */
export type Browsable = { readonly reference: Reference; readonly missing: null } | { readonly missing: string };

/** Returns the reference of a job: its FASTA and the index next to it. */
export function referenceOf({ jobId, attempt, page }: Shown): Browsable {
  if (page.away) return { missing: page.away };
  const fasta = page.items.find(({ kind }) => kind === 'reference');
  if (!fasta)
    return {
      missing:
        'This attempt has no reference among its results. The pipeline names one as the output `reference` in its reprise.json.',
    };
  const index = besides(page.items, fasta, ['.fai']);
  if (!index) return { missing: `${fasta.path} has no index beside it (${fasta.path}.fai).` };
  const url = (file: FileView) => resultUrl(jobId, file.path, { attempt });
  const reference = {
    id: 'Reference',
    name: fasta.path,
    fastaURL: url(fasta),
    indexURL: url(index),
    wholeGenomeView: false,
  } as const;
  return { reference, missing: null };
}

/** Returns the genes and the capture targets of a job. */
export function regionTracks({ jobId, attempt, page }: Shown): Track[] {
  const tracks = [
    ['genes', 'Genes', 'gff3'],
    ['targets', 'Capture targets', 'bed'],
  ] as const;
  return tracks.flatMap(([kind, name, format]) => {
    const file = page.items.find((each) => each.kind === kind);
    return file ? [{ name, type: 'annotation', format, url: resultUrl(jobId, file.path, { attempt }) } as const] : [];
  });
}

/**
 * Returns variants and alignments of an attempt that have an index next to them, annotated variants before raw ones.
 */
export function sampleTracks({ jobId, attempt, name, page }: Shown): Track[] {
  const url = (file: FileView) => resultUrl(jobId, file.path, { attempt });
  const ofKind = (kind: string) => page.items.filter((file) => file.kind === kind);
  const annotated = ofKind('annotated_vcf');
  const variants = (annotated.length > 0 ? annotated : ofKind('raw_vcf')).flatMap((file): Track[] => {
    const index = besides(page.items, file, ['.tbi', '.csi']);
    if (!index) return [];
    return [{ name: `${name} variants`, type: 'variant', format: 'vcf', url: url(file), indexURL: url(index) }];
  });
  const reads = ofKind('bam').flatMap((file): Track[] => {
    const index = besides(page.items, file, ['.bai', '.csi']);
    if (!index) return [];
    return [
      { name: `${name} reads`, type: 'alignment', format: 'bam', url: url(file), indexURL: url(index), height: 320 },
    ];
  });
  return [...variants, ...reads];
}

const besides = (files: readonly FileView[], { path }: FileView, endings: readonly string[]) =>
  files.find((file) => endings.some((ending) => file.path === path + ending));

/** An attempt of another job or of this one, in the format of `?with=`: `<job id>` or `<job id>@<attempt>`. */
export interface AttemptReference {
  readonly jobId: string;
  readonly attempt: number | null;
}

const COMPARED = /^([0-9a-f-]{36})(?:@([1-9]\d{0,5}))?$/i;

/** Reads the attempts in `?with=`, separated by commas. Ignores invalid ones. */
export const comparedIn = (text: string): AttemptReference[] =>
  text.split(',').flatMap((each) => {
    const [, jobId, attempt] = COMPARED.exec(each.trim()) ?? [];
    return jobId ? [{ jobId, attempt: attempt ? Number(attempt) : null }] : [];
  });

/** Formats attempts for `?with=`; null if there are none. */
export const comparedText = (all: readonly AttemptReference[]): string | null =>
  all.map(({ jobId, attempt }) => (attempt === null ? jobId : `${jobId}@${String(attempt)}`)).join(',') || null;
