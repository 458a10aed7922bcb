import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Returns the header of the pipeline's table and, for each variant, what can be compared with the truth. */
export function readTable(file: string): { header: string; variants: string[] } {
  const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const variants = rows.map((row) => {
    const [chrom, pos, ref, alt, , genotype = ''] = row.split('\t');
    return [chrom, pos, ref, alt, unphased(genotype)].join(' ');
  });
  return { header, variants };
}

/** The planted variants, written as callers write them: left-aligned, without a phase. */
export function readTruth(vcf: string, reference: string): string[] {
  const normalised = execFileSync('bcftools', ['norm', '-f', reference, vcf], { encoding: 'utf8', stdio: 'pipe' });
  const rows = normalised.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return rows.map((row) => {
    const [chrom, pos, , ref, alt, , , , , genotype = ''] = row.split('\t');
    return [chrom, pos, ref, alt, unphased(genotype)].join(' ');
  });
}

function unphased(genotype: string): string {
  return genotype.split(/[|/]/).sort().join('/');
}
