import { Inject, Injectable } from '@nestjs/common';
import { assess, classify, variantId, variantOf, type Assessment, type Variant } from '../acmg/index.ts';
import type { AssessmentView, VariantDetail, VariantFilters, VariantPage } from '../contract/index.ts';
import { pageOfList, type ReadModel } from '@reprise/read-model';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { chooseRows } from './tables/choose-rows.ts';
import { classesOf, type ClassesOfTable } from './tables/classes-of-table.ts';
import { classesElsewhere, classificationsOf } from './recorded/classifications.ts';
import { EvidenceFiles } from './evidence/evidence-files.ts';
import type { VariantRow } from './tables/read-table.ts';
import { VariantTables, type LoadedVariantTable } from './tables/variant-tables.ts';
import { summaryOf, variantView } from './tables/variant-view.ts';

/** A table of variants, and the alternatives to it. */
export type TableChoice = Pick<VariantFilters, 'attempt' | 'file'>;

/** A variant with its assessment from the available data. */
interface Assessed {
  readonly table: LoadedVariantTable;
  readonly row: VariantRow;
  readonly assessments: readonly Assessment[];
  readonly clinvar: VariantDetail['clinvar'];
}

/**
 * Lists the variants of a job and assesses them.
 * @throws ProblemException 404 if there is no such job, table or variant
 */
@Injectable()
export class Variants {
  constructor(
    private readonly tables: VariantTables,
    private readonly evidence: EvidenceFiles,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  async list(jobId: string, filters: VariantFilters): Promise<VariantPage> {
    const { table, matching, classes } = await this.choose(jobId, filters);
    const { items, next_cursor } = pageOfList(matching, filters);
    const { attempt, file, files, total, consequences } = table;
    const elsewhere = await classesElsewhere(this.readModel, jobOf(jobId, table), items.map(variantId));
    return {
      items: await Promise.all(
        items.map(async (row) => ({
          ...(await variantView(row, table.genes)),
          classified: classes.of(row),
          classified_elsewhere: elsewhere.get(variantId(row)) ?? null,
        })),
      ),
      next_cursor,
      matching: matching.length,
      total,
      attempt,
      file,
      files: [...files],
      consequences: [...consequences],
    };
  }

  /** Returns the rows of a table that pass the filters, in the requested order. */
  async choose(
    jobId: string,
    filters: Omit<VariantFilters, 'limit' | 'cursor'>,
  ): Promise<{ table: LoadedVariantTable; matching: readonly VariantRow[]; classes: ClassesOfTable }> {
    const table = await this.tables.of(jobId, filters.attempt, filters.file);
    const classes = await classesOf(this.readModel, jobOf(jobId, table), filters.class === 'outdated');
    return { table, matching: chooseRows(table.rows, filters, classes), classes };
  }

  async show(jobId: string, id: string, choice: TableChoice): Promise<VariantDetail> {
    const { table, row, assessments, clinvar } = await this.assess(jobId, id, choice);
    const { points, by_points, by_rules } = classify(assessments);
    const job = jobOf(jobId, table);
    const [classifications, elsewhere] = await Promise.all([
      classificationsOf(this.readModel, job, variantId(row)),
      classesElsewhere(this.readModel, job, [variantId(row)]),
    ]);
    const own = classifications.find(({ job_id }) => job_id === jobId);
    return {
      ...(await variantView(row, table.genes)),
      classified: own ? summaryOf(own) : null,
      classified_elsewhere: elsewhere.get(variantId(row)) ?? null,
      assessments: assessments.map((each): AssessmentView => ({
        ...each,
        strength: each.state === 'met' ? each.strength : null,
      })),
      clinvar,
      points,
      class_by_points: by_points,
      class_by_rules: by_rules,
      classifications,
    };
  }

  /** Assesses a variant of a table from the available data. */
  async assess(jobId: string, id: string, { attempt, file }: TableChoice): Promise<Assessed> {
    const table = await this.tables.of(jobId, attempt, file);
    const wanted = variantOf(id);
    if (!wanted) throw new ProblemException(404, `${id.slice(0, 200)} ${NOT_PLAIN}`);
    const row = table.rows.byPosition.find((each) => each.pos === wanted.pos && isSame(each, wanted));
    if (!row) throw new ProblemException(404, `This table has no variant ${id.slice(0, 200)}.`);
    const [evidence, clinvar] = await Promise.all([this.evidence.of(row), this.evidence.clinvarOf(row)]);
    const { consequence, pos: position } = row;
    const assessments = assess({ position, consequence, transcript: table.genes.transcriptOf(row), evidence });
    return { table, row, assessments, clinvar };
  }
}

/** Symbolic alleles (`<DEL>`) and `*` are listed, but no source covers them: VCF 4.3, 1.6.1. */
const NOT_PLAIN = 'is not a variant that can be assessed: only alleles of the bases A, C, G, T and N can.';

const isSame = (a: Variant, b: Variant): boolean => a.chrom === b.chrom && a.ref === b.ref && a.alt === b.alt;

const jobOf = (job_id: string, { reference }: LoadedVariantTable) => ({ job_id, reference: reference?.sha256 ?? null });
