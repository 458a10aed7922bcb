import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DataOf, VariantClass } from '@reprise/contracts';
import { commands } from '@reprise/contracts';
import { derivedId, makeEvents, type Fact } from '@reprise/event-log';
import { random } from '@reprise/testing/random';
import { attemptFacts, submitted, success } from '../log/job-events.ts';

const STORAGE = 'storage-bench';
const TERMS = ['missense', 'synonymous', 'intron', 'frameshift', 'splice_donor', 'intergenic'];
const GENES = 20_000;
const PER_CHROMOSOME = 5_000;
const CLASSES = ['benign', 'uncertain', 'pathogenic'] as const satisfies readonly VariantClass[];
const CLASSIFIED = 500;

/** A completed job with a table of variants in its results. */
export interface FilledJob {
  readonly jobId: string;
  /** Path of its table. */
  readonly table: string;
  readonly events: ReturnType<typeof makeEvents>;
}

/** Writes a table with this number of variants to the storage of a data dir, and returns the events of its job. */
export function filledJob(dataDir: string, number: number, variants: number, seed: number): FilledJob {
  const jobId = derivedId('bench variants', number, variants);
  const dir = join(dataDir, 'jobs', jobId);
  const output_dir = join(dir, 'output/1');
  const table = join(output_dir, 'tsv/S1.filtered.tsv');
  const content = tableOf(variants, seed + number);
  mkdirSync(dirname(table), { recursive: true });
  mkdirSync(join(dir, 'work/1'), { recursive: true });
  writeFileSync(join(dataDir, 'storage.id'), STORAGE);
  writeFileSync(table, content);
  const outputs = [{ kind: 'filtered_tsv', path: table, bytes: content.length, sha256: `table ${String(number)}` }];
  const attempt = attemptFacts(jobId, { number }, ending(jobId, outputs)).map((fact): Fact =>
    fact.type === 'attempt_started'
      ? { ...fact, data: { ...fact.data, storage_id: STORAGE, output_dir, work_dir: join(dir, 'work/1') } }
      : fact,
  );
  const facts = [
    submitted(jobId, { sample_name: 'S1' }),
    ...attempt,
    ...classified(jobId, Math.min(CLASSIFIED, variants)),
  ];
  const about = { actor: 'bench', source: '/reprise/bench', correlation_id: jobId, causation_id: jobId };
  const events = facts.flatMap((fact, i) =>
    makeEvents([fact], { ...about, time: '2026-01-01T00:00:00.000Z', id: derivedId('bench variant event', jobId, i) }),
  );
  return { jobId, table, events };
}

const ending = (subject: string, outputs: DataOf<'attempt_succeeded'>['outputs']): Fact => ({
  type: 'attempt_succeeded',
  subject,
  data: { ...success(1), outputs },
});

const placeOf = (i: number) => ({
  chrom: String(1 + Math.floor(i / PER_CHROMOSOME)),
  pos: 1000 + (i % PER_CHROMOSOME) * 37,
});

function tableOf(variants: number, seed: number): string {
  const next = random(seed);
  const upTo = (most: number) => Math.floor(next() * most);
  const lines = Array.from({ length: variants }, (_, i) => {
    const { chrom, pos } = placeOf(i);
    const gene = `GENE${String(upTo(GENES))}`;
    const depth = 20 + upTo(200);
    const consequence = `${TERMS[upTo(TERMS.length)]!}|${gene}|${gene}-T1|protein_coding|+|117A|${String(pos)}A>G`;
    const cells = [chrom, pos, 'A', 'G', (next() * 500).toFixed(3), next() < 0.3 ? '1/1' : '0/1', depth];
    return [...cells, `${String(depth - 10)},10`, consequence].join('\t');
  });
  return ['CHROM\tPOS\tREF\tALT\tQUAL\tGT\tDP\tAD\tBCSQ', ...lines, ''].join('\n');
}

const example = commands.classify.event.example as unknown as DataOf<'variant_classified'>;

const classified = (subject: string, count: number): Fact[] =>
  Array.from({ length: count }, (_, i) => ({
    type: 'variant_classified',
    subject,
    data: {
      ...example,
      reference: null,
      class: CLASSES[i % CLASSES.length]!,
      variant: { ...placeOf(i), ref: 'A', alt: 'G' },
    },
  }));
