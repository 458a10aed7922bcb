import { readFile } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DEFAULT_THRESHOLDS, type ClinVarEntry, type EvidenceSources } from '../../acmg/index.ts';
import type { EvidenceSource } from '@reprise/contracts';
import { z } from 'zod';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { FrequencyFile, ClinVarFile, RepeatsFile } from './indexed-files.ts';
import type { VariantRow } from '../tables/read-table.ts';

const Fraction = z.number().min(0).max(1);
const Path = z.string().min(1);

/** The file in which a lab registers its sources: `REPRISE_VARIANT_EVIDENCE`. Paths are relative to it. */
const EvidenceFile = z.strictObject({
  frequencies: z.strictObject({ name: z.string().min(1), vcf: Path, field: z.string().default('AF') }).optional(),
  clinvar: z.strictObject({ name: z.string().min(1), vcf: Path }).optional(),
  /** BED, bgzipped, with its index. */
  repeats: Path.optional(),
  /** One gene name per line; `#` begins a comment. */
  loss_of_function_genes: Path.optional(),
  thresholds: z.strictObject({ ba1: Fraction, bs1: Fraction.nullable(), pm2: Fraction }).partial().default({}),
});

interface Opened {
  readonly frequencies: FrequencyFile | null;
  readonly clinvar: ClinVarFile | null;
  readonly repeats: RepeatsFile | null;
  readonly lossOfFunctionGenes: ReadonlySet<string> | null;
  readonly thresholds: EvidenceSources['thresholds'];
  /** Registered sources, as a classification records them. */
  readonly sources: readonly EvidenceSource[];
}

const NONE: Opened = {
  frequencies: null,
  clinvar: null,
  repeats: null,
  lossOfFunctionGenes: null,
  thresholds: DEFAULT_THRESHOLDS,
  sources: [],
};

/** Registered sources of evidence. Criteria without a source are not assessed. */
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

  /** The sources that were registered, with their versions as far as known, and the thresholds. */
  registered(): { sources: EvidenceSource[]; thresholds: EvidenceSources['thresholds'] } {
    const { sources, thresholds } = this.opened;
    return { sources: [...sources], thresholds };
  }

  /** ClinVar's assertion about the same variant; null if there is none, or if no ClinVar file was registered. */
  async clinvarOf(row: VariantRow): Promise<ClinVarEntry | null> {
    return (await this.opened.clinvar?.entryOf(row)) ?? null;
  }
}

/** Opens the sources named in a file. @throws Error that names the setting, if the file cannot be read or is invalid */
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
    const listed = genes ? await readFile(at(genes), 'utf8') : null;
    return {
      frequencies: frequencies ? new FrequencyFile(at(frequencies.vcf), frequencies.name, frequencies.field) : null,
      clinvar: clinvar ? new ClinVarFile(at(clinvar.vcf), clinvar.name) : null,
      repeats: repeats ? new RepeatsFile(at(repeats)) : null,
      lossOfFunctionGenes: listed === null ? null : namesIn(listed),
      thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds },
      sources: [
        ...(frequencies ? [source('frequencies', frequencies.name)] : []),
        ...(clinvar ? [source('clinvar', clinvar.name)] : []),
        ...(repeats ? [source('repeats', basename(repeats))] : []),
        ...(genes && listed !== null
          ? [source('loss_of_function_genes', basename(genes), hash('sha256', listed))]
          : []),
      ],
    };
  } catch (cause) {
    throw new Error(`REPRISE_VARIANT_EVIDENCE: ${(cause as Error).message}`, { cause });
  }
}

const source = (kind: EvidenceSource['kind'], name: string, sha256: string | null = null): EvidenceSource => ({
  kind,
  name,
  sha256,
});

const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim())
      .filter(Boolean),
  );
