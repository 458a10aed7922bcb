import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';

/** Each command that the exome pipeline and Nextflow's measurements use, with its Debian package. */
const debianPackages: Readonly<Record<string, string>> = {
  bwa: 'bwa',
  samtools: 'samtools',
  bcftools: 'bcftools',
  fastp: 'fastp',
  fastqc: 'fastqc',
  tabix: 'tabix',
  ps: 'procps',
};

/** Bioconda names, for systems without apt. */
const condaPackages: Readonly<Record<string, string>> = { tabix: 'htslib', ps: 'procps-ng' };

export type PipelineToolsChoice =
  | { readonly from: 'path' }
  | { readonly from: 'apt'; readonly packages: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** Tools on PATH. Missing ones come from apt if permitted, else the user gets the command to run. */
export function choosePipelineTools(machine: Machine): PipelineToolsChoice {
  const missing = Object.keys(debianPackages).filter((name) => findOnPath(machine, name) === undefined);
  if (missing.length === 0) return { from: 'path' };
  const packages = missing.map((name) => debianPackages[name] ?? name);
  if (canUseApt(machine)) return { from: 'apt', packages };
  return {
    from: 'nowhere',
    advice: `The exome pipeline needs ${missing.join(', ')} on PATH: type \`${command(machine, missing)}\`.`,
  };
}

/** Ensures the tools of the exome pipeline. @throws SetupError */
export async function ensurePipelineTools(machine: Machine, say: Say): Promise<void> {
  const choice = choosePipelineTools(machine);
  if (choice.from === 'path') return;
  if (choice.from === 'nowhere') throw new SetupError(choice.advice);
  say(`Pipeline tools: installing ${choice.packages.join(', ')} with apt (about a minute)`);
  await aptInstall(machine, 'pipeline-tools', choice.packages);
}

function command(machine: Machine, missing: readonly string[]): string {
  const debian = machine.distribution.some((word) => word === 'debian' || word === 'ubuntu');
  if (debian)
    return `sudo apt-get install --no-install-recommends ${missing.map((name) => debianPackages[name] ?? name).join(' ')}`;
  return `conda install -c conda-forge -c bioconda ${missing.map((name) => condaPackages[name] ?? name).join(' ')}`;
}
