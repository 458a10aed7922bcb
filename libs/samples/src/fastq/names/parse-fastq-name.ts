import { sampleNameOf } from './sample-name.ts';

/** Meaning of a file's name. */
export interface FastqName {
  /** The sample's part of the name as it is, in Unicode NFC: identity of the sample among files. */
  readonly stem: string;
  /** Proposed name of the sample. Other stems may have the same. */
  readonly sample: string;
  /** 1 or 2 of a pair; `null` where the name does not tell. */
  readonly read: 1 | 2 | null;
  /** Lane, such as `L001`, with the part of the lane where there are several; `null` where the name has none. */
  readonly lane: string | null;
  /** Whether it holds index reads (`_I1`), which pipelines do not take. */
  readonly isIndex: boolean;
}

const ENDING = /\.(fastq|fq)(\.gz)?$/i;
/** Source: Illumina, "FASTQ file naming convention": sample_S1_L001_R1_001. */
const ILLUMINA = /^(.+?)(?:_S\d+)?(?:_(L\d{3}))?_([RI])([12])_(\d{3})$/;
/** `sample_R1`, `sample.R1`, `sample_1`, with a lane before. */
const SHORT = /^(.+?)(?:[._](L\d{3}))?[._]([RI]?)([12])$/;

/** Returns the sample, the read and the lane that a file's name tells. */
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
