import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { STORAGE } from '@reprise/event-log/testing';
import type { TestGateway } from '@reprise/gateway/testing/test-gateway.ts';

const demo = join(import.meta.dirname, '../../../../../pipelines/wes/demo/reference');

/** The table of DEMO1 as the exome pipeline writes it, and one variant on the reverse strand. */
export const TABLE = [
  'CHROM POS REF ALT QUAL GT DP AD BCSQ',
  '20 3052422 G A 187.312 0/1 89 38,51 splice_donor|OXT|OXT-T1|protein_coding',
  '20 3063854 A G 225.417 1/1 68 0,68 intron|AVP||protein_coding',
  '20 3194639 GC G 222.239 0/1 69 37,32 frameshift|ITPA|ITPA-T1|protein_coding|+|66GPVLVE*>66GPCWLR*|319',
  '20 4680217 A G 194.375 0/1 58 26,32 synonymous|PRNP|PRNP-T1|protein_coding|+|117A|4680217A>G',
  '20 4680251 A G 225.417 1/1 52 0,52 missense|PRNP|PRNP-T1|protein_coding|+|129M>129V|4680251A>G',
  '20 4680464 G A 187.399 0/1 58 27,30 missense|PRNP|PRNP-T1|protein_coding|+|200E>200K|4680464G>A',
]
  .map((line) => line.replaceAll(' ', '\t'))
  .join('\n');

/** Creates a completed job with this table among its results. Returns its id and the URL of its variants. */
export async function jobWithTable(
  server: TestGateway,
  table: string,
  reference = 'ab',
): Promise<{ jobId: string; url: string }> {
  const { folder, runner } = server;
  const { job_id } = await server.submit();
  writeFileSync(join(folder, 'storage.id'), STORAGE);
  const dir = join(folder, 'jobs', job_id);
  const output_dir = join(dir, 'output/1');
  mkdirSync(join(dir, 'work/1'), { recursive: true });
  const files = {
    filtered_tsv: ['tsv/S1.filtered.tsv', table],
    genes: ['reference/genes.gff3', readFileSync(join(demo, 'demo.gff3'), 'utf8')],
    reference: ['reference/ref.fa', gunzipSync(readFileSync(join(demo, 'demo.fa.gz'))).toString('latin1')],
  } as const;
  for (const [path, content] of Object.values(files)) {
    mkdirSync(dirname(join(output_dir, path)), { recursive: true });
    writeFileSync(join(output_dir, path), content);
  }
  execFileSync('samtools', ['faidx', join(output_dir, 'reference/ref.fa')]);
  await runner.start(job_id, 1, { storage_id: STORAGE, output_dir, work_dir: join(dir, 'work/1') });
  const outputs = Object.entries(files).map(([kind, [path, content]]) => ({
    kind,
    path: join(output_dir, path),
    bytes: content.length,
    sha256: kind === 'reference' ? reference : 'ab',
  }));
  const seq = await runner.succeed(job_id, 1, { outputs });
  await server.job(job_id, seq);
  return { jobId: job_id, url: `/api/jobs/${job_id}/variants` };
}
