import { Injectable } from '@nestjs/common';
import { assess, classify, variantId, variantOf } from '@reprise/acmg';
import type { AssessmentView, VariantDetail, VariantFilters, VariantPage, VariantView } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import { ProblemException } from '../../shared/http/problem.ts';
import { chooseRows } from './choose-rows.ts';
import { EvidenceFiles } from './evidence-files.ts';
import type { GeneModels } from './gene-models.ts';
import type { VariantRow } from './read-table.ts';
import { VariantTables } from './variant-tables.ts';

/** Lists the variants of a job, and assesses each. @throws ProblemException 404 there is no such job, table or variant */
@Injectable()
export class Variants {
  constructor(
    private readonly tables: VariantTables,
    private readonly evidence: EvidenceFiles,
  ) {}

  async list(jobId: string, filters: VariantFilters): Promise<VariantPage> {
    const { rows, genes, attempt, file, files } = await this.tables.of(jobId, filters.attempt, filters.file);
    const matching = chooseRows(rows, filters);
    const { items, next_cursor } = pageOfList(matching, filters);
    return {
      items: await Promise.all(items.map((row) => viewOf(row, genes))),
      next_cursor,
      ...{ matching: matching.length, total: rows.length, attempt, file, files: [...files] },
      consequences: [...new Set(rows.flatMap(({ consequence }) => consequence?.terms ?? []))].sort(),
    };
  }

  async show(jobId: string, id: string, given: Pick<VariantFilters, 'attempt' | 'file'>): Promise<VariantDetail> {
    const { rows, genes } = await this.tables.of(jobId, given.attempt, given.file);
    const wanted = variantOf(id);
    const row = wanted && rows.find((each) => variantId(each) === variantId(wanted));
    if (!row) throw new ProblemException(404, `This table has no variant ${id.slice(0, 200)}.`);
    const [evidence, clinvar] = await Promise.all([this.evidence.of(row), this.evidence.clinvarOf(row)]);
    const { consequence, pos: position } = row;
    const assessments = assess({ position, consequence, transcript: genes.transcriptOf(row), evidence });
    const { points, by_points, by_rules } = classify(assessments);
    return {
      ...(await viewOf(row, genes)),
      assessments: assessments.map((each): AssessmentView => ({
        ...each,
        strength: each.state === 'met' ? each.strength : null,
      })),
      clinvar,
      ...{ points, class_by_points: by_points, class_by_rules: by_rules },
    };
  }
}

async function viewOf(row: VariantRow, genes: GeneModels): Promise<VariantView> {
  const { chrom, pos, ref, alt, quality, genotype, depth, altDepth: alt_depth, consequence } = row;
  return {
    ...{ variant: variantId(row), chrom, pos, ref, alt, quality, genotype, depth, alt_depth },
    gene: consequence?.gene || null,
    consequence: consequence?.terms.join('&') ?? null,
    transcript: consequence?.transcript ?? null,
    ...(await genes.namesOf(row)),
  };
}
