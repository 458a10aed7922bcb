import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DEFAULT_THRESHOLDS, type ClinVarEntry, type EvidenceSources } from '@reprise/acmg';
import { z } from 'zod';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { FrequencyFile, ClinVarFile, RepeatsFile } from './indexed-files.ts';
import type { VariantRow } from './read-table.ts';

const Fraction = z.number().min(0).max(1);
const Path = z.string().min(1);

/** The file that a lab registers its sources in: `REPRISE_VARIANT_EVIDENCE`. Paths are relative to it. */
const EvidenceFile = z.strictObject({
  frequencies: z.strictObject({ name: z.string().min(1), vcf: Path, field: z.string().default('AF') }).optional(),
  clinvar: z.strictObject({ name: z.string().min(1), vcf: Path }).optional(),
  /** BED, bgzipped, with its index. */
  repeats: Path.optional(),
  /** One name of a gene a line; `#` begins a comment. */
  loss_of_function_genes: Path.optional(),
  thresholds: z.strictObject({ ba1: Fraction, bs1: Fraction.nullable(), pm2: Fraction }).partial().default({}),
});

interface Opened {
  readonly frequencies: FrequencyFile | null;
  readonly clinvar: ClinVarFile | null;
  readonly repeats: RepeatsFile | null;
  readonly lossOfFunctionGenes: ReadonlySet<string> | null;
  readonly thresholds: EvidenceSources['thresholds'];
}

const NONE: Opened = {
  ...{ frequencies: null, clinvar: null, repeats: null, lossOfFunctionGenes: null, thresholds: DEFAULT_THRESHOLDS },
};

/** Sources of evidence that the lab registered. What it did not register leaves its criteria not assessed. */
@Injectable()
export class EvidenceFiles implements OnModuleInit {
  private opened: Opened = NONE;

  constructor(@Inject(SETTINGS) private readonly settings: GatewaySettings) {}

  async onModuleInit(): Promise<void> {
    this.opened = await openEvidence(this.settings.variantEvidence);
  }

  async of(row: VariantRow): Promise<EvidenceSources> {
    const { frequencies, clinvar, repeats, lossOfFunctionGenes, thresholds } = this.opened;
    const [frequency, residue, isInRepeat] = await Promise.all([
      frequencies?.of(row) ?? null,
      clinvar?.residueOf(row) ?? null,
      repeats?.holds(row) ?? null,
    ]);
    return { frequency, residue, isInRepeat, lossOfFunctionGenes, thresholds };
  }

  /** Assertion of ClinVar on the very variant; null where it has none, or no ClinVar was given. */
  async clinvarOf(row: VariantRow): Promise<ClinVarEntry | null> {
    return (await this.opened.clinvar?.entryOf(row)) ?? null;
  }
}

/** Opens the sources that a file names. @throws Error naming the setting, if it cannot be read or says something else */
export async function openEvidence(file: string | undefined): Promise<Opened> {
  if (file === undefined) return NONE;
  try {
    const {
      frequencies,
      clinvar,
      repeats,
      loss_of_function_genes: genes,
      thresholds,
    } = EvidenceFile.parse(JSON.parse(await readFile(file, 'utf8')));
    const at = (path: string) => resolve(dirname(file), path);
    return {
      frequencies: frequencies ? new FrequencyFile(at(frequencies.vcf), frequencies.name, frequencies.field) : null,
      clinvar: clinvar ? new ClinVarFile(at(clinvar.vcf), clinvar.name) : null,
      repeats: repeats ? new RepeatsFile(at(repeats)) : null,
      lossOfFunctionGenes: genes ? namesIn(await readFile(at(genes), 'utf8')) : null,
      thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds },
    };
  } catch (cause) {
    throw new Error(`REPRISE_VARIANT_EVIDENCE: ${(cause as Error).message}`, { cause });
  }
}

const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim())
      .filter(Boolean),
  );
