import { sampleNameOf } from './sample-name.ts';

/** Information in a file name. */
export interface FastqName {
  /** The sample's part of the name in Unicode NFC, which identifies the sample among files. */
  readonly stem: string;
  /** Proposed sample name, which may not be unique. */
  readonly sample: string;
  /** 1 or 2 for a file of a pair; `null` if the name does not say. */
  readonly read: 1 | 2 | null;
  /** Lane, such as `L001`, with its part if there are several; `null` if the name contains none. */
  readonly lane: string | null;
  /** Whether it contains index reads (`_I1`), which pipelines do not accept. */
  readonly isIndex: boolean;
}

const ENDING = /\.(fastq|fq)(\.gz)?$/i;
/** Source: Illumina, "FASTQ file naming convention": sample_S1_L001_R1_001. */
const ILLUMINA = /^(.+?)(?:_S\d+)?(?:_(L\d{3}))?_([RI])([12])_(\d{3})$/;
/** `sample_R1`, `sample.R1`, `sample_1`, optionally with a lane before it. */
const SHORT = /^(.+?)(?:[._](L\d{3}))?[._]([RI]?)([12])$/;

/** Parses sample, read and lane from a file name. */
export function parseFastqName(name: string): FastqName {
  const base = name.replace(ENDING, '');
  const [, sample, lane = null, kind, read, part = '001'] = ILLUMINA.exec(base) ?? SHORT.exec(base) ?? [];
  const stem = (sample ?? (base || name)).normalize('NFC');
  if (sample === undefined) return { stem, sample: sampleNameOf(base), read: null, lane: null, isIndex: false };
  return {
    stem,
    sample: sampleNameOf(sample),
    read: read === '1' ? 1 : 2,
    lane: part === '001' ? lane : `${lane ?? 'L001'}_${part}`,
    isIndex: kind === 'I',
  };
}
